// Tables of shares, as a map shows them and a table reads them out.

/**
 * @typedef {object} Shares
 * @property {string} title
 * @property {string} axes
 * @property {string[]} rows                the characters of the rows
 * @property {string[]} characters          those of the columns, as many
 * @property {ArrayLike<number>} shares     row by row, each from 0 to 1
 */

export {}
