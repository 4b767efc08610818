// Shares, drawn.

/** @typedef {import('../../experiment/next-character.js').Candidate} Candidate */

/** A row of the table. @param {string} name @param {string} text @param {number} [share] none where it is not of one character @param {boolean} [written] */
export function bar(name, text, share, written) {
  const row = document.createElement('tr')
  row.append(Object.assign(document.createElement('th'), { scope: 'row', textContent: name }))
  const cell = row.insertCell()
  cell.textContent = text
  if (share !== undefined) cell.style.setProperty('--share', String(share))
  row.className = share === undefined ? 'others' : written ? 'written' : ''
  return row
}

/** All shares one after the other, in two tones by turns: what the die falls on. Gives a CSS image. @param {Candidate[]} all */
export function stripes(all) {
  const stops = all.filter(({ share }) => share > 0).map(({ from, share }, i) => `var(--iambic-${i % 2 ? 'tint' : 'heat-middle'}) ${100 * from}% ${100 * (from + share)}%`)
  return `linear-gradient(90deg, ${stops.join(', ')})`
}
