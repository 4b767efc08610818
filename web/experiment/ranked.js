// Shares in the order of their size.

/** Which ones of a row, the largest first. @param {ArrayLike<number>} row @returns {number[]} */
export const ranked = (row) => Array.from(row, (_, i) => i).sort((a, b) => row[b] - row[a])
