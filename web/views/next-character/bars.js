// Shares, drawn.

/** @typedef {import('../../experiment/next-character.js').Candidate} Candidate */

/** A row of the table. @param {string} name @param {string} text @param {number} share @param {boolean} written */
export function bar(name, text, share, written) {
  const row = document.createElement('tr')
  row.append(Object.assign(document.createElement('th'), { scope: 'row', textContent: name }))
  const cell = row.insertCell()
  cell.textContent = text
  cell.style.setProperty('--share', String(share))
  row.className = written ? 'written' : ''
  return row
}

/** The row below the bars. @param {string} text */
export function lastRow(text) {
  const row = document.createElement('tr')
  Object.assign(row.insertCell(), { colSpan: 2, textContent: text })
  row.className = 'others'
  return row
}

/** All shares one after the other, in two tones by turns: what the die falls on. Gives a CSS image. @param {Candidate[]} all */
export function stripes(all) {
  const stops = all.filter(({ share }) => share > 0).map(({ from, share }, i) => `var(--iambic-${i % 2 ? 'tint' : 'heat-middle'}) ${100 * from}% ${100 * (from + share)}%`)
  return `linear-gradient(90deg, ${stops.join(', ')})`
}
