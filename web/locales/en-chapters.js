// English: a chapter on each rung.

/** @typedef {typeof enChapters} ChapterStrings what every language has */

export const enChapters = {
  whatIsNew: 'What is new',
  whatToWatch: 'What to watch',
  theLines: 'The lines that do it, in this program and in PyTorch',
  fromLine: (/** @type {number} */ line) => `from line ${line}`,
  linesOf: (/** @type {string} */ file) => `Lines of ${file}`,
  drawing: 'The model of this rung, from the characters it reads at the bottom to what it says on top',
  parts: { letters: 'what it sees', table: 'the table', heads: 'looks back', think: 'thinks', rounds: '', norm: 'to one size', across: 'looks across', says: 'what comes next' },
  chapters: /** @type {Record<string, { isNew: string, watch: string }>} */ ({
    'bigram': {
      isNew: 'A table with a row for each character. The row of the last character says how likely each next one is. Nothing before it is seen.',
      watch: 'The heat map: from noise it comes to look like the counts of the text. Then the loss stops falling, for the table holds no more.',
    },
    'self-attention': {
      isNew: 'Each character asks a question, its query. Those before it answer with their keys. How well the two fit decides how much of each value is taken over.',
      watch: 'The table of what it looks back at: a row is a character, and its strong cells are those that it listens to.',
    },
    'multi-head': {
      isNew: 'The one look is divided among several small heads. Each has its own questions, so each can look for something else.',
      watch: 'Choose one head after the other above the table: they do not look at the same places.',
    },
    'feed-forward': {
      isNew: 'After looking back, a small network works on each position alone: it makes new numbers of what was gathered.',
      watch: 'The loss ends only a little lower. The gain grows once looking and thinking take turns.',
    },
    'blocks': {
      isNew: 'Looking and thinking form a block, and blocks are stacked. What each finds is added to what came in, along a line that runs past all of them: the residual.',
      watch: 'The first hundred steps: thanks to that line, all blocks learn from the start.',
    },
    'layer-norm': {
      isNew: 'Before each look and each thought the numbers of a position are brought to mean zero and one size: layer norm.',
      watch: 'The curve of the loss is smoother than that of the rung before, which stays in the chart.',
    },
    'gpt': {
      isNew: 'The same parts, more of them: it sees farther back, its positions hold more numbers, and there is one block more. This is a GPT.',
      watch: 'The text: words become real ones, names stand on lines of their own, and verses have about the right length.',
    },
    'nanogpt-cpu': {
      isNew: 'The model is wider and sees farther. The learning rate rises first and then falls along a cosine, and gradients that are too long are cut.',
      watch: 'The end of the curve: as steps grow smaller, the loss still falls a little.',
    },
    'reverse': {
      isNew: 'Two stacks: an encoder reads the whole line, a decoder writes another one. In each of its blocks the decoder looks across at what the encoder has read.',
      watch: 'The table of where it looks: a strong line runs from corner to corner, for it reads the line from its end.',
    },
  }),
}
