// English: what the panels say, and what comes of a run.
import { HELP } from '../protocol/settings-schema.js'
import { enFigures } from './en-figures.js'
import { enLoss } from './en-loss.js'
import { enShares } from './en-shares.js'
import { enStory } from './en-story.js'
import { enWords } from './en-words.js'

const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

/** @typedef {import('./en.js').Strings & ReturnType<typeof enPanels>} PanelStrings what every language has */
/** @typedef {import('./format-panels.js').Tokens} Info */

/** @param {import('./format.js').Format} format */
const words = (format) => ({ ...enFigures(format), ...enShares(format), ...enLoss(format), ...enStory(format), ...enWords(format) })

/** @param {import('./format.js').Format} format */
export const enPanels = (
  format, more = words(format), { counted, grouped, nats, plain } = format, { lossBriefly, lossTold, percent, tokenOr, unsureAmong, unsureShort } = more,
) => ({
  ...more,

  // What came of a run, and what to try next
  milestones: ['A quarter of the way', 'Half-way', 'Three quarters of the way'],
  milestone: (/** @type {string} */ way, /** @type {number} */ loss) => `${way}: the loss is about ${nats(loss)}, ${unsureShort(loss)}.`,
  resultWorse: (/** @type {string} */ result, /** @type {number} */ loss, /** @type {number} */ guessing, /** @type {string} */ why) =>
    `${result}: ${unsureAmong(loss)}. That is worse than guessing at ${lossTold(guessing)}: ${why}.`,
  overshoots: (/** @type {number} */ rate) => `at a learning rate of ${plain(rate)} each step overshoots`,
  hardlyMoves: (/** @type {number} */ rate) => `at a learning rate of ${plain(rate)} it hardly moves`,
  onlyBegun: 'it has only begun',
  resultOfBigram: (/** @type {string} */ result, /** @type {number} */ loss, /** @type {number} */ best, /** @type {Info} */ info) =>
    `${result} on what it reads: ${unsureAmong(loss)}. A model that sees one ${tokenOr(info, 'letter')} cannot get below ${lossTold(best)}.`,
  resultRead: (/** @type {string} */ result, /** @type {number} */ loss) => `${result}: ${unsureAmong(loss)}.`,
  resultUnread: (/** @type {string} */ result, /** @type {number} */ loss, /** @type {number} */ unread, /** @type {number | undefined} */ expected) =>
    `${result}: ${unsureAmong(loss)}. On text that it has not read it is ${lossTold(unread)}${expected === undefined ? '' : `, where ${lossBriefly(expected)} was expected`}.`,
  pausedAt: (/** @type {number} */ step, /** @type {number} */ loss) => `Paused after ${counted(step, 'step', 'steps')} at a loss of about ${nats(loss)}: ${unsureAmong(loss)}.`,
  soFar: {
    uniform: (/** @type {number} */ loss) => `It has not learned anything yet: guessing at random does as well: ${lossTold(loss)}.`,
    unigram: (/** @type {number} */ _, /** @type {Info} */ info) => `It is learning how often each ${tokenOr(info, 'character')} comes.`,
    bigram: (/** @type {number} */ loss, /** @type {Info} */ info) => `It knows how often each ${tokenOr(info, 'character')} comes, at ${lossTold(loss)}, and is learning which ones follow each other.`,
    pairs: (/** @type {number} */ loss, /** @type {Info} */ info) => `It knows nearly all that the ${tokenOr(info, 'letter')} before can tell: ${lossTold(loss)}.`,
    beyond: (/** @type {number} */ loss, /** @type {Info} */ info) => `It knows which ${tokenOr(info, 'character')}s follow each other, at ${lossTold(loss)}, and uses what stands further back.`,
  },
  learnedFromAnother: (/** @type {number} */ step) => `This model has learned for ${counted(step, 'step', 'steps')} from another text with the same characters; it goes on with this one.`,
  againFull: 'Again, at full speed',
  trainMore: (/** @type {number} */ more) => `Train ${grouped(more)} more`,
  tryAnotherText: 'Try another text', restart: 'Restart',
  resetWithRate: (/** @type {number} */ rate) => `Reset, with learning rate ${plain(rate)}`,

  // A run that was interrupted
  interrupted: (/** @type {string} */ run, /** @type {string | undefined} */ text, /** @type {number} */ step, /** @type {number} */ target) =>
    `A run of ${run}${text === undefined ? '' : ` on ${text}`} at step ${grouped(step)} of ${grouped(target)} was interrupted.`,
  textNotAtHand: 'To go on, open its text again, which is not at hand.',
  textTooLong: 'To go on, open its text again, which was too long to keep.',
  answers: { goOn: 'Go on', forget: 'Forget it' },

  // What a control does
  tips: {
    step: 'One step: one batch is read, the model is corrected once.',
    reset: 'Back to the untrained model, with the settings as they are now.',
    pace: 'How many steps a second, from one to as many as the machine can; it may be moved while training.',
    temperature: 'Below 1 it plays safe, above 1 it dares.',
  },

  // What the model would write next
  whatComesNext: 'what comes next', seeInside: 'See inside the model', lettersOrPieces: 'Letters, or pieces of words?',

  // Keys
  keys: 'keys',
  keysPanel: 'Keys',
  keyNames: { space: 'Space', escape: 'Esc' },
  keyDoes: { space: 'train, pause', s: 'one step', r: 'reset', n: 'new text', help: 'this list', escape: 'close this list', arrows: 'read the chart or the table' },
  isLocked: 'Set by this lesson.',
  someLocked: 'This lesson has set the dashed fields; a saved model, which brings settings of its own, cannot be opened here.',
  modelLocked: 'This lesson has set what its model is made of: no other can be opened',
  textLocked: 'This lesson has chosen its text.',
  singleKeys: 'letters, Space and ? do this',
  throwsAway: (/** @type {number} */ step) => `Reset throws away ${counted(step, 'step', 'steps')}.`,
  keepIt: 'Keep it',

  // Another text, and a lesson
  makeLesson: 'make a lesson',
  dropHint: 'Let go, and it learns from this file.',
  anyText: 'Any text in UTF-8 will do: drop a file anywhere here, open one, or paste.',
  shakespeareNotFound: 'Tiny Shakespeare does not lie beside this page; the built-in sample stands in for it. Any text in UTF-8 will do: drop a file anywhere here, open one, or paste.',
  openFile: 'Open a file\u2026',
  takeShakespeare: 'Use tiny Shakespeare',
  fetchShakespeare: 'Fetch tiny Shakespeare from raw.githubusercontent.com',
  takeSample: 'Use the built-in sample',
  pasteText: 'or paste a text here',
  useThisText: 'Use this text',

  // Settings
  settingHelp: {
    ...HELP,
    steps: 'How many steps to train. Can be changed at any time.',
    learningRate: 'How far one step moves the weights: too little is slow, too much never settles.',
    attentionScale: 'Scores are divided by the square root of this: the first in the lecture\u2019s code, the second in the paper.',
    decayed: 'Which weights are pulled.',
    workers: 'How many train together, each with its share of a batch; \u201cauto\u201d tries what is fastest. A run that goes on keeps its own.',
  },
  needsNewStart: 'A change needs a new start.',
  saveModel: 'Save the model',
  openModel: 'Open a saved model\u2026',
  backToDefaults: 'Back to the defaults',
  notSaved: (/** @type {string} */ why) => `The model cannot be saved: ${why}`,
  pending: (/** @type {string[]} */ labels) => `The new ${[labels.slice(0, -1).join(', '), labels[labels.length - 1]].filter(Boolean).join(' and ')} will hold from the next start; the model in training keeps the old.`,
  didYouMean: (/** @type {string} */ problem, /** @type {string} */ name) => `${problem}; did you mean ${name}?`,

  // The heat map
  follows: 'what follows what',
  followsAxes: 'row: what was read; column: what follows',
  followsNote: (/** @type {number} */ shown, /** @type {string} */ all) => `the ${shown} most frequent of ${all}`,
  comesAfter: (/** @type {string} */ first, /** @type {string} */ next, /** @type {number} */ share) => `After ${first} comes ${next}: ${percent(share)}.`,
  countedInText: (/** @type {number} */ share) => `Counted in the text: ${percent(share)}.`,
  looksBack: 'what it looks back at',
  looksBackAxes: 'row: what is read; column: what it looks at',
  looksAcross: 'where it looks',
  looksAcrossAxes: 'row: what is to be written; column: where it looks',
  cannotSee: (/** @type {string} */ at) => `Reading ${at}, it cannot see what comes later.`,
  maskHides: 'The mask hides it.',
  itself: 'itself',
  looksAt: (/** @type {string} */ at, /** @type {string} */ seen) => `Reading ${at}, it looks at ${seen}.`,
  looksMostAt: (/** @type {string} */ at, /** @type {string} */ seen) => `Reading ${at}, it looks most at ${seen}.`,
  writingLooksAt: (/** @type {string} */ at, /** @type {string} */ seen) => `To write ${at}, it looks at ${seen}.`,
  writingLooksMostAt: (/** @type {string} */ at, /** @type {string} */ seen) => `To write ${at}, it looks most at ${seen}.`,
  mostAt: (/** @type {string[]} */ seen) => `Most at ${seen.join(', ')}.`,
  nextAt: (/** @type {string[]} */ seen) => `Next at ${seen.join(', ')}.`,
  layer: 'layer',
  head: 'head',
  whichTable: 'which table',
  learned: 'learned',
  counted: 'counted',
  heatMap: 'heat map',
  tableOfShares: 'A table of shares: each row is a character. Arrow keys move from cell to cell.',
  tableNamed: (/** @type {string} */ title, /** @type {string} */ axes) => `${title}, ${axes}. Arrow keys move from cell to cell.`,

  // How it learns
  howItLearns: 'How it learns',
  oneLine: (/** @type {string} */ count) => `One line of text, ${count}`,
  questions: (/** @type {number} */ count) => `${NUMBERS[count]} question${count === 1 ? '' : 's'}`,
  takeBackwards: 'Take the characters of a line as the decoder writes them, backwards.',
  takeCharacters: (/** @type {number} */ count) => `Take ${NUMBERS[count]} characters of the text.`,
  everyOneAsks: 'Every one of them but the last asks: what comes next?',
  contextAndTarget: 'Context and target of each line',
  targetAt: (/** @type {number} */ t, /** @type {string} */ target) => `t = ${t}, target ${target}`,
  triangle: `The filled cells are what a line may see, the framed one is the answer it must guess. Fill in all the lines and a triangle appears: this is
      the <em>mask</em>, <code>tril</code> in the notes. It hides everything to the right, so that no line can read its own answer. One pass over the
      characters trains all lines at once. A bigram uses only the last filled cell of each line; attention uses the whole triangle.`,
  whatFIs: 'What <code>F</code> is',
  functional: (/** @type {string} */ embedding) => `<code>torch.nn.functional</code>: functions that own nothing. <code>nn.Embedding</code> is a layer and keeps numbers that training changes:
      ${embedding}. <code>F.softmax</code> and <code>F.cross_entropy</code> keep nothing; they only compute: scores become
      chances, and the loss is the mean of \u2212ln(chance given to the right character).`,
  embeddingHas: (/** @type {string} */ sum, /** @type {number | undefined} */ all) => `here ${sum}${all === undefined ? '' : ` of all ${grouped(all)}`}`,
  guessingCosts: (/** @type {string} */ count, /** @type {string} */ cost) => `Guessing among ${count} costs ${cost}.`,
  surpriseWorse: (/** @type {number} */ loss) => `This model is at ${nats(loss)}: ${unsureAmong(loss)}. That is worse than guessing, for it is sure of wrong ones.`,
  surprise: (/** @type {number} */ loss) => `This model is at ${nats(loss)}: ${unsureAmong(loss)}, all equally likely.`,
  whyT: 'Why T is not block_size',
  lengthOfT: (/** @type {string} */ batch) => `<code>block_size</code> is how long a training example is; T is the length of whatever lies on the table now. While the model trains they agree:
      a batch is B\u202f\u00d7\u202fT = ${batch}. While it writes they do not: it starts with one character, T = 1, adds the one it has
      drawn, T = 2, and so on. A bigram looks at the last character only, so any T will do. A GPT has learned nothing about places
      beyond block_size, so it reads at most the last block_size characters.`,
  whyMoreLines: 'Why a batch holds more than four lines',
  fourLines: (/** @type {string} */ guesses) => `Four lines, as in the notes at first, are good to look at. To learn from, they are few: the step follows the average over all guesses of a batch, and
      ${guesses} guesses say little about a language.`,
  guessesTaken: (/** @type {string} */ product) => `This model takes ${product}.`,
  moreGuesses: (/** @type {string} */ product, /** @type {number} */ times, /** @type {string} */ root) =>
    `This model takes ${product}, ${plain(times)} times as many: such an average scatters about ${root} times less, so each step points more truly downhill. A step costs more arithmetic, but all lines are computed together.`,
  scatter: (/** @type {number} */ guesses, /** @type {number} */ deviation, /** @type {number} */ share) =>
    `In this run a batch holds ${counted(guesses, 'guess', 'guesses')}, and the last losses scatter by \u00b1\u202f${nats(deviation)} around their mean, ${percent(share)} of it.`,

  // Are the gradients right?
  gradients: 'Are the gradients right?',
  gradientsProse: `Training follows gradients that were worked out by hand. They can be checked: move one weight a little up and a little down, see how much the
  loss changes, and compare.`,
  checkGradients: 'Check my gradients',
  gradientsTable: 'Gradients, tensor by tensor',
  gradientHeadings: ['tensor', 'numbers', 'checked', 'largest gradient', 'largest difference', 'verdict'],
  verdicts: ['\u2713 agrees', 'differs'],
  checking: 'Checking.',
  checkedSoFar: (/** @type {number} */ count) => `Checking: ${counted(count, 'tensor', 'tensors')} so far.`,
  allAgree: (/** @type {number} */ tensors, /** @type {number} */ numbers) => `All ${counted(tensors, 'tensor', 'tensors')} agree with what was measured, at ${counted(numbers, 'number', 'numbers')}.`,
  someDiffer: (/** @type {number} */ wrong, /** @type {number} */ all) => `${counted(wrong, 'tensor', 'tensors')} of ${all} differ from what was measured.`,

  /** "65 characters", or tokens that are made of them. @type {(count: number, info: Info) => string} */
  tokens: (count, info) => counted(count, tokenOr(info, 'character'), `${tokenOr(info, 'character')}s`),

  // In which unit losses are told
  lossUnit: 'Losses in',
  units: { nats: 'nats per character', bits: 'bits per character' },

  // The figures as tables
  tables: 'The figures as tables', losses: 'Losses', largestShares: 'The largest shares',
  lossHeadings: ['step', 'train', 'validation'], shareHeadings: ['row', 'most', 'second', 'third'],
  sharesTable: (/** @type {string} */ title, /** @type {string} */ axes) => `${title} (${axes})`,

  // Beneath a printed figure
  printedSteps: (/** @type {number} */ count) => counted(count, 'step', 'steps'),
  printedText: (/** @type {string} */ name, /** @type {number} */ characters) => `${name}, ${counted(characters, 'character', 'characters')}`,
})
