// English: what a lesson says of itself, and the tabs of a page that is as high as its host says.

export const enLesson = {
  noPart: (/** @type {string} */ word, /** @type {string} */ nearest) => `show: there is no part ${word}; did you mean ${nearest}?`,
  noLock: (/** @type {string} */ word, /** @type {string} */ nearest) => `lock: there is no setting ${word}; did you mean ${nearest}?`,
  isLocked: 'Set by this lesson.',
  tabs: 'Parts of this page',
  tab: { figures: 'Training', ladder: 'Model', table: 'Table', settings: 'Settings', source: 'Text', answers: 'How it learns', gradients: 'Gradients', numbers: 'Numbers' },
}
