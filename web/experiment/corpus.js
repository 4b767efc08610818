// A text to learn from.

/**
 * @typedef {object} Corpus
 * @property {string} name
 * @property {string | Blob} text
 */

/** The first characters of a text. @param {Corpus} corpus @param {number} count */
export async function firstCharacters({ text }, count) {
  const head = typeof text === 'string' ? text.slice(0, 2 * count + 1) : await text.slice(0, 4 * count + 3).text()
  return Array.from(head.replace(/^\ufeff/, '')).slice(0, count)
}
