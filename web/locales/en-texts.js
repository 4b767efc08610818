// English: what can go wrong with texts that are fetched from an address, which the first frame never does. Whoever fetches one adds these to its words.

export const enTexts = {
  corpusNames: { 'Text of this lesson': 'Text of this lesson' },
  problems: {
    'not-shakespeare': (/** @type {string} */ address) => `What is at ${address} is not tiny Shakespeare`,
    'shakespeare-not-beside': () => 'Tiny Shakespeare does not lie beside this page.',
    'not-an-address': (/** @type {string} */ given) => `The attribute src must be the address of a text, not ${given}`,
    'text-not-loaded': (/** @type {string} */ name, /** @type {string} */ why) => `The text ${name} could not be loaded: ${why}`,
    'named-text-unusable': (/** @type {string} */ name, /** @type {string} */ why) => `The text ${name} cannot be used: ${why}`,
  },
  whyNot: {
    'files-only': () => 'a page that was opened as a file may read no other files; open the text by \u201cuse another text\u201d, or use a web server',
    'no-answer': (/** @type {string} */ host) => `${host} does not answer`,
    'no-answer-to-us': (/** @type {string} */ host) => `${host} does not answer, or does not let other pages read it (CORS)`,
    'answered': (/** @type {string} */ host, /** @type {number} */ status) => `${host} answered ${status}`,
  },
}
