// English: tokens that are more than a character.

/** @typedef {ReturnType<typeof enSubwords>} SubwordsStrings */

/** @param {import('./format.js').Format} format */
export const enSubwords = ({ counted, grouped }) => ({
  prose: 'A token need not be a letter. Of all pairs of neighbours take the most frequent one, and make it a token; then again, and again (byte-pair encoding). Move the slider, and see what this makes of your text.',
  learning: 'Merges are being learned from the text \u2026',
  size: 'vocabulary',
  tokens: (/** @type {number} */ count) => counted(count, 'token', 'tokens'),
  mergeOn: 'merge on',
  text: 'the text to learn from',
  table: 'the table',
  sees: (/** @type {number} */ blockSize) => `block_size ${grouped(blockSize)} sees`,
  characters: (/** @type {string} */ count) => `${count} characters`,
  noMerge: (/** @type {number} */ size) => `${counted(size, 'token', 'tokens')}: each is a character of the text.`,
  merge: (/** @type {string} */ left, /** @type {string} */ right, /** @type {string} */ token, /** @type {number} */ count) => `${left} + ${right} \u2192 ${token}, ${counted(count, 'time', 'times')}`,
  train: 'train with these tokens',
  inUse: 'The model reads and writes these tokens.',
  waits: 'From its next start the model has these tokens.',
  isLocked: 'Set by this lesson.',
  asList: 'the newest merges, and these tokens as a list',
  newest: 'The newest merges',
  token: 'token',
  madeOf: 'made of',
  times: 'times side by side',
  gainAndLoss: 'What is gained: the text becomes shorter, so a model sees further back, and each guess writes more at once. What is lost: the table of what follows what grows with the square of the vocabulary, and each of its rows is met less often. Between the two everyone who builds a model must choose.',
  unknown: (/** @type {string} */ character) => `Every token is still made of this text\u2019s characters. \u201cBee${character}\u201d stays an error with any number of merges: the text has no \u201c${character}\u201d. Merges that begin with the 256 bytes, not with characters, can spell anything.`,
})
