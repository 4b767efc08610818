// English: the ladder as a story. Each rung in plain words, what limits it, and what the next one adds.
import { enLoss } from './en-loss.js'
import { isKnown } from './format-panels.js'

/** What sentences are computed of: the settings of the rung and of the next. @typedef {{ own: Config, next: Config, seconds?: number }} Facts */
/** @typedef {import('../protocol/settings-schema.js').Config} Config */

/** @param {import('./format.js').Format} format */
export const enStory = (format, { lossTold, unsureAmong, unsureShort } = enLoss(format), { counted, duration, grouped, nats } = format) => ({
  // What a rung is about. A story that is not here is the core's own.
  stories: /** @type {Record<string, string>} */ ({}),
  hereWith: (/** @type {string} */ changes) => `Here with ${changes}.`,
  parameters: (/** @type {number} */ count) => counted(count, 'parameter', 'parameters'),
  expectedLoss: (/** @type {number} */ loss) => `expected loss about ${nats(loss)}, ${unsureShort(loss)}`,
  bestLoss: (/** @type {number} */ loss) => `best loss ${nats(loss)}, ${unsureShort(loss)}`,
  isUnsure: (/** @type {number | null | undefined} */ loss) => (isKnown(loss) ? `At ${nats(loss)} it is ${unsureAmong(loss)}.` : ''),
  lossesTold: 'losses, in brackets: as unsure as among so many characters',
  whatIsNewHere: 'what is new here',

  // The row of rungs
  plainNames: /** @type {Record<string, string>} */ ({
    'bigram': 'one letter', 'self-attention': 'look back', 'multi-head': 'four heads', 'feed-forward': 'think', 'blocks': 'three rounds', 'layer-norm': 'steady',
    'gpt': 'GPT', 'nanogpt-cpu': 'laptop GPT', 'reverse': 'two sequences',
  }),
  numbered: (/** @type {number} */ number, /** @type {string} */ name) => `${number} ${name}`,
  otherTask: (/** @type {string} */ loss) => `${loss}, another task`,
  rungSpoken: (/** @type {string} */ numbered, /** @type {string} */ name, /** @type {string} */ loss) => `${numbered}, ${name}${loss && `, best loss ${loss}`}`,

  // Before a run
  howFar: 'Or guess first: how far will the loss fall?',
  about: (/** @type {number} */ loss) => `about ${nats(loss, 1)}`,
  youSay: (/** @type {number} */ loss) => `You say about ${nats(loss, 1)}, ${unsureShort(loss)}. Press Train and see.`,

  // After it
  youSaid: (/** @type {number} */ said, /** @type {number} */ came) => `You said about ${nats(said, 1)}: on text that it has not read it came to ${lossTold(came)}.`,
  youSaidOf: (/** @type {number} */ said) => `You said about ${nats(said, 1)}.`, // where it stands already what it came to
  shortOfSteps: (/** @type {number} */ steps, /** @type {number | undefined} */ expected) => `This rung takes ${counted(steps, 'step', 'steps')}${expected === undefined ? '' : `, and comes to about ${lossTold(expected)}`}.`,
  shortOfLoss: (/** @type {number} */ expected) => `With its own settings this rung comes to about ${lossTold(expected)}.`,
  limits: /** @type {Record<string, (facts: Facts) => string>} */ ({
    'self-attention': ({ own }) => `One head can look for one thing only among the last ${grouped(own.blockSize)} characters.`,
    'multi-head': () => 'It looks back well, but does not think about what it saw.',
    'feed-forward': () => 'One round of looking and thinking is soon used up.',
    'blocks': () => 'From round to round its numbers swell and shrink, so it learns unsteadily.',
    'layer-norm': ({ own }) => `It learns steadily, but still sees only ${grouped(own.blockSize)} characters.`,
    'gpt': ({ own }) => `A small GPT that sees ${grouped(own.blockSize)} characters has nearly reached what its size allows.`,
    'nanogpt-cpu': () => 'Further up there is only more of the same: wider, deeper, longer.',
  }),
  adds: /** @type {Record<string, (facts: Facts) => string>} */ ({
    'self-attention': () => 'Let it look back.',
    'multi-head': ({ next }) => `Give it ${grouped(next.nHead)}.`,
    'feed-forward': () => 'Let every position think for itself.',
    'blocks': ({ next }) => `Stack ${grouped(next.nLayer)} rounds, and add up what each finds.`,
    'layer-norm': () => 'Bring them back to one size before every round.',
    'gpt': ({ own, next }) => `Let it see ${grouped(next.blockSize)}, with ${grouped(next.nLayer)} rounds ${grouped(next.nEmbd / own.nEmbd)} times as wide.`,
    'nanogpt-cpu': ({ own, next, seconds }) => `nanoGPT\u2019s recipe sees ${grouped(next.blockSize)} and is ${grouped(next.nEmbd / own.nEmbd)} times as wide${seconds === undefined ? '' : `; here it takes about ${duration(seconds)}`}.`,
    'reverse': () => 'Another task needs another model: one sequence goes in, another comes out.',
  }),
  next: /** @type {Record<string, (next: Config) => string>} */ ({
    'self-attention': () => 'Next: let it look back \u2192',
    'multi-head': ({ nHead }) => `Next: ${grouped(nHead)} heads \u2192`,
    'feed-forward': () => 'Next: let it think \u2192',
    'blocks': ({ nLayer }) => `Next: ${grouped(nLayer)} rounds \u2192`,
    'layer-norm': () => 'Next: keep it steady \u2192',
    'gpt': () => 'Next: a small GPT \u2192',
    'nanogpt-cpu': () => 'Next: a GPT for a laptop \u2192',
    'reverse': () => 'Something else: write backwards \u2192',
  }),
})
