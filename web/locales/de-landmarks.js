// German: the lines that a loss is judged by, as the chart and its explanation name them.

/** @type {typeof import('./en-landmarks.js').enLandmarks} */
export const deLandmarks = { uniform: 'blindes Raten', unigram: 'Buchstabenhäufigkeiten', bigram: 'das Beste für ein Bigramm' }
