// English: what the first frame says, and what may be said before the rest has come.
import { formatOf } from './format.js'

const format = formatOf('en-US')
const { counted, duration, fixed, grouped, nats, plain, roughly } = format
const steps = (/** @type {number} */ count) => counted(count, 'step', 'steps')

/** @import { ErrorCode, ErrorDetails } from '../protocol/error-codes.js' */
/** @typedef {typeof en} Strings what every language has */
/** @typedef {keyof import('../protocol/settings-schema.js').Config | 'preset' | 'steps' | 'workers' | 'temperature' | 'pace'} SettingName */

/** @type {Record<SettingName, string>} */
const settingLabels = {
  preset: 'rung', model: 'model', steps: 'steps', learningRate: 'learning rate', batchSize: 'batch size', blockSize: 'block size', nLayer: 'layers', nHead: 'heads',
  nEmbd: 'embedding size', dropout: 'dropout', activation: 'activation', attentionScale: 'attention scale', warmupSteps: 'warm-up steps', decaySteps: 'decay steps',
  minLearningRate: 'last learning rate', beta2: 'beta2', weightDecay: 'weight decay', decayed: 'decayed weights', gradClip: 'gradient clip', workers: 'workers',
  seed: 'seed', holdback: 'holdback', tokenizer: 'tokenizer', vocabSize: 'vocabulary', temperature: 'temperature', pace: 'pace',
}

export const en = {
  language: 'en',
  format,

  // The page
  useShakespeare: 'use tiny Shakespeare',
  useAnotherText: 'use another text',
  anotherText: 'Another text',
  settings: 'settings',
  settingsPanel: 'Settings',
  startAgain: 'Start again with it',
  missingPart: (/** @type {string} */ name, /** @type {string} */ why) => `${name === 'chart' ? 'The chart' : 'This panel'} is missing, because ${why}; the model trains without it.`,

  // The text it learns from
  corpusNames: { 'tiny Shakespeare': 'tiny Shakespeare', 'built-in sample': 'built-in sample', 'Pasted text': 'Pasted text' },
  learningFrom: (/** @type {string} */ name, /** @type {number} */ characters) => `learning from: ${name}, ${grouped(characters)} characters`,
  shakespeareComes: ' (tiny Shakespeare is on its way)',
  shakespeareCame: ' (tiny Shakespeare has come)',
  shakespeareMissing: ' (tiny Shakespeare was not found)',
  reading: (/** @type {number} */ bytes, /** @type {number} */ total) => `reading ${fixed(bytes / 1e6, 1)} of ${fixed(total / 1e6, 1)} MB`,

  // The ladder
  model: 'Model',
  rungs: 'rung of the ladder',

  // Buttons, numbers and pace
  training: 'Training',
  train: 'Train',
  pause: 'Pause',
  goOnTraining: 'Continue',
  trainOn: 'Train on',
  oneStep: 'Step',
  reset: 'Reset',
  step: 'step',
  stepOf: (/** @type {string} */ step, /** @type {string} */ target) => `${step} of ${target}`,
  stepsPerSecond: 'steps/s',
  time: 'time',
  batchLoss: 'batch loss',
  paceFull: (/** @type {number | undefined} */ seconds) => `as fast as this device can${seconds === undefined ? '' : `: about ${duration(seconds)} in all`}`,
  paceAt: (/** @type {number} */ rate, /** @type {number | undefined} */ slower, /** @type {number | undefined} */ seconds) => {
    const pace = rate === 1 ? 'one step a second' : `${roughly(rate)} steps a second`
    const made = slower === undefined ? '' : `, of which this device makes ${roughly(slower)}`
    return `${pace}${made}${seconds === undefined ? '' : `${made ? ':' : ','} about ${duration(seconds)} in all`}`
  },

  // The loss chart
  loss: 'loss',
  trainLoss: 'train',
  valLoss: 'validation',
  logSteps: 'log steps',
  chart: 'Loss against steps. Arrow keys read it off.',

  // The text it writes
  writing: 'what it writes now',
  newText: 'new text',
  beginsWith: 'begins with',
  anything: 'anything',
  amongLikeliest: (/** @type {string} */ field) => `among the ${field} likeliest`,
  all: 'all',
  writtenText: 'Text written by the model',
  charactersPerSecond: (/** @type {number} */ rate) => `${roughly(rate)} characters a second`,
  likeliestNotWhole: (/** @type {string} */ given) => `Likeliest must be a whole number, not ${given}`,

  // The status line
  statusLoading: 'Getting ready.',
  gettingReady: (/** @type {string} */ preset) => `Getting the ${preset} model ready.`,
  statusIdle: (/** @type {number} */ parameters) => `${counted(parameters, 'number', 'numbers')} drawn at random. Nothing learned yet: press Train.`,
  statusTraining: (/** @type {number} */ read, /** @type {number} */ unread) =>
    `Training on the first ${counted(read, 'character', 'characters')}${unread > 0 ? `; the other ${grouped(unread)} are kept to test it on` : ''}.`,
  statusLearned: (/** @type {number} */ step) => `This model has learned for ${steps(step)}.`,
  statusPaused: (/** @type {number} */ step, /** @type {number} */ loss) => `Paused after ${steps(step)}. The last batch had a loss of ${nats(loss)}.`,
  result: (/** @type {number} */ step, /** @type {number | undefined} */ seconds, /** @type {number | undefined} */ loss) =>
    `After ${steps(step)}${seconds === undefined ? '' : ` in ${duration(seconds)}`} the loss is ${nats(loss)}`,
  stoppedWithoutReason: 'Something stopped the training without saying why.',
  reachedStep: (/** @type {number} */ step) => `Training had reached step ${grouped(step)}.`,
  weightsKept: 'The last good weights are kept.',

  // What goes wrong. An error with a code that is not here has its own sentence, in English.
  errors: /** @type {Partial<Record<ErrorCode, (details: ErrorDetails) => string>>} */ ({}),
  problems: {
    .../** @type {Partial<typeof import('./en-texts.js').enTexts.problems>} */ ({}),
    'no-model-yet': () => 'there is no model to train yet',
    'no-text-yet': () => 'there is no text yet; open the one that it has learned from first',
    'text-unusable': (/** @type {string} */ name, /** @type {string} */ why) => `${name} cannot be used: ${why}`,
    'file-not-opened': (/** @type {string} */ name, /** @type {string} */ why) => `${name} cannot be opened: ${why}`,
    'no-setting': (/** @type {string} */ name) => `there is no setting ${name}`,
  },
  whyNot: /** @type {Partial<typeof import('./en-texts.js').enTexts.whyNot>} */ ({}), // these and more problems come with what can meet them: see en-texts.js
  settingMustBe: (/** @type {string} */ label, /** @type {string} */ allowed, /** @type {string} */ given) => `${label} must be ${allowed}, not ${given || 'empty'}`,
  oneOf: (/** @type {string[]} */ words) => (words.length > 2 ? `one of ${words.join(', ')}` : words.join(' or ')),
  numberIn: (/** @type {{ words: string[], whole: boolean, low: number, high: number, aboveLow: boolean }} */ { words, whole, low, high, aboveLow }) => {
    const range = aboveLow ? `above ${plain(low)}, at most ${plain(high)}` : `from ${plain(low)} to ${plain(high)}`
    return `${words.map((word) => `${word}, `).join('')}${words.length > 0 ? 'or ' : ''}${whole ? 'a whole number' : 'a number'} ${range}`
  },

  // Settings
  settingLabels,
  settingWords: { auto: 'auto', full: 'full', all: 'all', matrices: 'matrices' },
}
