// What somebody may have meant who wrote a word that nobody knows.

/** The known word that lies nearest, where no more than a third of the letters differ. @param {string} word @param {string[]} known @returns {string | undefined} */
export function nearest(word, known) {
  const [best] = known.map((name) => ({ name, away: distance(word.toLowerCase(), name) })).sort((a, b) => a.away - b.away)
  return best && best.away <= Math.max(1, Math.floor(best.name.length / 3)) ? best.name : undefined
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
