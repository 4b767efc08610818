// English: terms, what to see in the figures, and what is noticed in a curve.
import { enLandmarks } from './en-landmarks.js'

/** @param {import('./format.js').Format} format */
export const enWords = ({ plain }) => ({
  oneStepSeen: 'one step',

  // One plain sentence for each term
  terms: {
    loss: 'How surprised the model is, on average, by the character that really comes: 0 would be never, less is better.',
    train: 'The loss on the text that it learns from, as a moving mean of the batches.',
    validation: 'The loss on text that is kept from it: whether it has learned the language, or this text by heart.',
    step: 'One correction of the whole model, after one batch of text was read.',
    batch: 'A few pieces of the text, drawn at random, that one step learns from.',
    learningRate: 'How far one step moves the numbers of the model: too little is slow, too much never settles.',
    rate: 'How many such corrections this device makes in a second.',
    batchLoss: 'The loss on the few pieces of text of the last step only, so it jumps about.',
    pace: 'How many steps a second, from one to as many as the device can.',
    temperature: 'How daring it is when it draws a character: below 1 it plays safe, above 1 it dares.',
    likeliest: 'It draws among so many of the likeliest characters only (top-k); the others cannot come.',
    parameter: 'Parameters are the numbers that the model consists of; each step changes all of them a little.',
    layer: 'A layer (block) is one round of looking back and thinking; its result goes to the next one.',
    head: 'A head is one way of looking back: it learns which earlier characters matter to it.',
    attention: 'Attention: each character weighs the ones before it, and takes more from those that matter.',
    table: 'A row is a character, and shows how likely the model holds each one to follow it.',
    token: 'A token is what the model reads and writes at a time: a character, or a piece of a word.',
    gradient: 'A gradient says for each number of the model which way to move it so that the loss falls.',
    checkpoint: 'A checkpoint: the model as it is, in a file, from which it can go on to the bit.',
    uniform: 'The loss of one who knows nothing, and guesses each character equally often.',
    unigram: 'The loss of one who knows how often each letter occurs, but not what stands before.',
    bigram: 'The least loss for one who sees only the letter before: what counting pairs of letters reaches.',
  },

  // By which words a sentence speaks of them, as regular expressions
  termWords: {
    learningRate: 'learning rate', batch: 'batch(?:es)?', validation: 'text that it has not read', step: 'steps?', parameter: 'parameters?', loss: 'loss',
    temperature: 'temperature', gradient: 'gradients?', layer: 'layers?|blocks?', head: 'heads?', token: '[Tt]okens?',
  },

  // The lines that a loss is judged by
  landmarks: enLandmarks,

  // What to see in each figure
  see: {
    loss: (/** @type {string} */ uniform, /** @type {string} */ unigram, /** @type {string} */ bigram) => `The line should fall. Landmarks: ${uniform}, ${unigram}, ${bigram}.`,
    lossAlone: (/** @type {string} */ uniform) => `The line should fall. Landmark: ${uniform}.`,
    writing: 'Noise at first, then letters that go together, then almost words.',
    follows: 'Strong cells are pairs of letters that it expects.',
    looksBack: 'Strong cells: what each row takes from, as it looks back.',
    looksAcross: 'A line turned around stands out from corner to corner.',
  },

  // What is noticed in the curve of a run, by the rate that it learns at
  noticed: {
    'too-high': (/** @type {number} */ rate) => `The loss jumps instead of falling: a learning rate of ${plain(rate)} is too high.`,
    'overfits': () => 'It learns by heart (overfitting): what it has read gets easier, text that it has not read gets harder.',
    'flat': () => 'It has stopped getting better: more steps of this kind will change little.',
  },
})
