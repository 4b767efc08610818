// English: the lines that a loss is judged by, as the chart and its explanation name them.
export const enLandmarks = { uniform: 'guessing at random', unigram: 'letter frequencies', bigram: 'the best a bigram can do' }
