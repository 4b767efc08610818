// The numbers behind a picture, as a table: the same cells stay, and only their texts change, as long as the table is as large as before.
import { say } from '../kit/dom.js'

/** What a table says: `corner` heads the column of the rows' names. @typedef {{ corner: string, columns: string[], rows: [string, ...string[]][] }} Numbers */

/** @param {HTMLTableElement} table @param {string} caption @param {Numbers} numbers */
export function fill(table, caption, { corner, columns, rows }) {
  if (table.rows.length !== rows.length + 1 || table.rows[0].cells.length !== columns.length + 1) lay(table, rows.length, columns.length)
  if (table.caption) say(table.caption, caption)
  ;[[corner, ...columns], ...rows].forEach((texts, i) => {
    const { cells } = table.rows[i]
    texts.forEach((text, k) => say(cells[k], text))
  })
}

/** @param {HTMLTableElement} table @param {number} rows @param {number} columns */
function lay(table, rows, columns) {
  const head = (/** @type {string} */ scope) => Object.assign(document.createElement('th'), { scope })
  table.replaceChildren()
  table.createCaption()
  table.createTHead().insertRow().append(...Array.from({ length: columns + 1 }, () => head('col')))
  const body = table.createTBody()
  for (let i = 0; i < rows; i++) {
    const row = body.insertRow()
    row.append(head('row'))
    for (let k = 0; k < columns; k++) row.insertCell()
  }
}
