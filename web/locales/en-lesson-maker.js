// English: what the panel says in which a teacher makes a lesson.

/** @typedef {ReturnType<typeof enLessonMaker>} LessonMakerStrings */

/** @param {import('./format.js').Format} format */
export const enLessonMaker = ({ counted, grouped }) => ({
  standsAt: (/** @type {string} */ model) => `A lesson for your own page or course. Its model and settings are those of this page as it stands now: ${model}. Choose another model or other settings above, and the lesson changes with them.`,

  shown: 'What is shown',
  parts: {
    ladder: 'the ladder of models', controls: 'the buttons and the pace', settings: 'the settings', source: 'the name of the text, and how to take another', status: 'what happens, in a sentence',
    step: '\u201cone step\u201d: what it does to a line, once Step is pressed',
    loss: 'the chart of the loss', table: 'the table: what follows what, or what is looked at', writing: 'what the model writes', ask: 'how the text begins', next: '\u201cwhat comes next\u201d: likely characters, and drawing one', inside: '\u201csee inside\u201d: the model\u2019s parts, and one character\u2019s way through them', subwords: '\u201cLetters, or pieces of words?\u201d: a slider for the vocabulary', answers: '\u201cHow it learns\u201d', gradients: 'the check of the gradients',
  },
  nothingShown: 'Nothing is ticked under \u201cWhat is shown\u201d; so the lesson shows everything.',

  locked: 'What the reader cannot change',
  lockNothing: 'nothing: all may be tried',
  lockAll: 'everything: the reader can only train',
  lockSome: 'only these:',
  theText: 'the text',

  text: 'The text',
  usualText: (/** @type {string} */ name) => `the usual one (${name})`,
  textInUse: (/** @type {string} */ name, /** @type {number} */ length) => `the one in use: ${name}, ${counted(length, 'character', 'characters')}`,
  textOwn: 'my own:',
  ownText: 'The text of the lesson',
  textAt: 'the text at this address:',
  address: 'The address of the text',
  noText: 'There is no text yet: write or paste one, or name its address. Until then the lesson has the usual one.',
  tooLong: (/** @type {number} */ length, /** @type {number} */ most) =>
    `A text of ${grouped(length)} characters is too long for a link, which carries ${grouped(most)}. Use the code of the element, or put the text on the web and name its address.`,
  tooLongForAny: (/** @type {number} */ length, /** @type {number} */ most) =>
    `A text of ${grouped(length)} characters is too long for these codes, which carry at most ${grouped(most)}. Put it on the web and name its address.`,

  start: 'The start',
  writingBegins: 'What it writes begins with',
  autoplay: 'train by itself when it is seen',

  onlyHere: 'This page has an address on this computer only, so its link and its frame work here only. Put all that lies beside it on a web server, open it there, and make the lesson there. The code of the element also works in any page that has the scripts it names beside it.',
  oneFile: 'This is Iambic in one file, which has no scripts beside it: for the element, put iambic.all.js, of the same release, beside your page.',
  codes: { link: 'Link', frame: 'Frame, for a page that takes HTML but no scripts of yours', element: 'Element, for a page of your own' },
  codeNotes: {
    link: 'Opens the lesson in a page of its own.',
    frame: 'Without the second line, too, if your platform removes it: then set the height by hand.',
    element: 'The lesson stands in your page, in its colours and its language.',
  },
  copy: 'Copy',
  copyOf: { link: 'Copy the link', frame: 'Copy the code of the frame', element: 'Copy the code of the element' },
  copied: 'Copied',
  notCopied: 'This browser lets no page copy: the code is selected, press Ctrl+C or \u2318C.',
  preview: 'Preview',
  previewOf: 'Preview of the lesson',
  title: 'Iambic: a language model learns to write',
})
