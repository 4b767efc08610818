// English: what is noticed in a curve.

/** @param {import('./format.js').Format} format */
export const enWords = ({ plain }) => ({
  // What is noticed in the curve of a run, by the rate that it learns at
  noticed: {
    'too-high': (/** @type {number} */ rate) => `The loss jumps instead of falling: a learning rate of ${plain(rate)} is too high.`,
    'overfits': () => 'It learns by heart (overfitting): what it has read gets easier, text that it has not read gets harder.',
    'flat': () => 'It has stopped getting better: more steps of this kind will change little.',
  },
})
