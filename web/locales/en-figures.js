// English: what is offered for figures, and what the foot of the page says.

/** @param {import('./format.js').Format} format */
export const enFigures = ({ raw }) => ({
  enlarge: 'enlarge',
  shrink: 'back to the page',
  save: 'save',
  saveAs: { png: 'picture (PNG)', svg: 'drawing (SVG)', csv: 'numbers (CSV)', txt: 'text (TXT)' },
  savedAs: (/** @type {string} */ file) => `Saved as ${file}.`,
  savedPerhaps: (/** @type {string} */ file) => `Saved as ${file}, unless the page around this frame forbids it to save.`,
  figureNotSaved: 'This browser lets no page save a picture.',
  stepsPerLine: (/** @type {number} */ steps) => `each line is the mean of up to ${raw(steps)} steps; losses are in nats per character`,
  lead: 'A small language model learns to write here. Nothing leaves your machine.',
  embed: 'Embed it',
  copyLink: 'copy link',
  linkCopied: 'Copied',
  linkNotCopied: 'This browser lets no page copy: the link is in its address bar.',
  theme: 'colours',
  themes: { device: 'as the device', light: 'light', dark: 'dark' },
  docs: 'how to embed it',
  lecture: 'the lecture',
  licence: 'licence',
  version: (/** @type {string} */ name) => `Iambic ${name}`,
})
