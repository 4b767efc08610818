// What somebody may have meant who wrote a word that nobody knows.

/** The known word of which the smallest share is different: "block" is nearer to block-size than to all. @param {string} word @param {string[]} known */
export function nearest(word, known) {
  const share = (/** @type {string} */ name) => distance(word.toLowerCase(), name) / Math.max(word.length, name.length)
  return known.map((name) => ({ name, share: share(name) })).sort((a, b) => a.share - b.share)[0].name
}

/** The nearest one, where no more than a third of its letters differ: others mean something else. @param {string} word @param {string[]} known @returns {string | undefined} */
export function meant(word, known) {
  const name = nearest(word, known)
  return distance(word.toLowerCase(), name) <= Math.max(1, Math.floor(name.length / 3)) ? name : undefined
}

/** Letters to insert, remove, replace, or swap with their neighbour. @param {string} a @param {string} b */
function distance(a, b) {
  const rows = [Array.from({ length: b.length + 1 }, (_, k) => k)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let k = 1; k <= b.length; k++) {
      const swapped = i > 1 && k > 1 && a[i - 1] === b[k - 2] && a[i - 2] === b[k - 1] ? rows[i - 2][k - 2] + 1 : Infinity
      row.push(Math.min(rows[i - 1][k] + 1, row[k - 1] + 1, rows[i - 1][k - 1] + Number(a[i - 1] !== b[k - 1]), swapped))
    }
    rows.push(row)
  }
  return rows[a.length][b.length]
}
