// English: what a lesson says of itself and asks its reader, and the tabs of a page that is as high as its host says.

export const enLesson = {
  mustBe: (/** @type {string} */ name, /** @type {string[]} */ words, /** @type {string} */ given) => `The attribute ${name} must be ${words.join(' or ')}, not ${given || 'empty'}.`,
  isNone: (/** @type {string} */ name, /** @type {string} */ meant) => `There is no attribute ${name}; did you mean ${meant}?`,
  noPart: (/** @type {string} */ word, /** @type {string} */ nearest) => `show: there is no part ${word}; did you mean ${nearest}?`,
  noLock: (/** @type {string} */ word, /** @type {string} */ nearest) => `lock: there is no setting ${word}; did you mean ${nearest}?`,
  isLocked: 'Set by this lesson.',
  teachersVersion: 'Back to the teacher\u2019s version',
  backThrowsAway: (/** @type {string} */ step) => `The lesson begins anew, and this run, now at step ${step}, is thrown away.`,
  goBack: 'Begin anew',
  keepRun: 'Keep it',
  tabs: 'Parts of this page',
  pages: 'Pages',
  pageBefore: 'Previous page',
  pageAfter: 'Next page',
  tab: { figures: 'Training', ladder: 'Model', table: 'Table', next: 'Next', settings: 'Settings', source: 'Text', answers: 'How it learns', gradients: 'Gradients', numbers: 'Numbers' },
}
