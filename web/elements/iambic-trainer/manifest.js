// What can be written of <iambic-trainer> in HTML and CSS, and what it says in a frame, each in a sentence. The build adds the settings
// (protocol/settings-schema.js) and what programs see (public.d.ts), and makes custom-elements.json and docs.html of it.
// tests/api/manifest.test.mjs holds the element to it: what is in the source is in here, and nothing else.

/** A name, a sentence on it and its values as TypeScript would say them. @typedef {{ name: string, description: string, type?: string }} Item */

/** Beside those of which public.d.ts says that they are properties, too. @type {Item[]} */
export const ATTRIBUTES = [
  { name: 'text', type: 'string', description: 'The text itself. It goes before `src`, and that before a script of the type text/plain in the element.' },
  { name: 'lang', type: 'string', description: 'In which language it speaks; without it, that of the nearest element with a `lang`. Those it does not know are English.' },
  { name: 'name', type: 'string', description: 'Tells elements without an id apart when an interrupted run is to be taken up again.' },
]

/** @type {Item[]} */
export const SLOTS = [
  { name: '', description: 'A heading, or whatever is to stand at the top.' },
  { name: 'poster', description: 'What is there until the element begins, and where scripts are off.' },
  { name: 'done', description: 'What is there while a run is done.' },
]

/** @type {Item[]} */
export const PARTS = [
  { name: 'ladder', description: 'The rungs, from one table to a small GPT.' },
  { name: 'controls', description: 'Train, Step, Reset, the pace, and how far the run is.' },
  { name: 'settings', description: 'The form with the settings.' },
  { name: 'source', description: 'Which text is learned from, and the choice of another.' },
  { name: 'status', description: 'The sentence that says what happens.' },
  { name: 'step', description: 'What a single step does, once Step was pressed: a line that it learned from, and how the odds of its characters moved.' },
  { name: 'loss', description: 'The curve of the loss.' },
  { name: 'table', description: 'What the model has learned, as a table: what follows what, or what it looks back at.' },
  { name: 'writing', description: 'What the model writes.' },
  { name: 'ask', description: 'How that begins, and among how many characters is drawn.' },
  { name: 'next', description: 'What comes next: the reader\'s words, the likeliest characters to follow, and a die that draws one.' },
  { name: 'inside', description: 'See inside, of a model that attends: one character\'s way through its parts, and where its heads look.' },
  { name: 'subwords', description: 'Letters, or pieces of words: a slider for the vocabulary, and what byte-pair encoding makes of the text.' },
  { name: 'answers', description: 'How it learns, with numbers to be found in the run.' },
  { name: 'gradients', description: 'The check of the gradients.' },
]

/** Those without a default are lent by the page. @type {Item[]} */
export const CSS_PROPERTIES = [
  { name: '--iambic-padding', description: 'The distance between the edge of the element and what is in it.' },
  { name: '--iambic-serif', description: 'The font of the text that the model writes, and of headings.' },
  { name: '--iambic-sans', description: 'The font of controls and numbers.' },
  { name: '--iambic-paper', description: 'The ground.' },
  { name: '--iambic-ink', description: 'Text.' },
  { name: '--iambic-muted', description: 'Text of less weight, and the edges of controls.' },
  { name: '--iambic-rule', description: 'Lines between parts, and the grid of the chart.' },
  { name: '--iambic-tint', description: 'The ground of what is chosen or pointed at.' },
  { name: '--iambic-accent', description: 'The button Train, and what is chosen.' },
  { name: '--iambic-on-accent', description: 'Text on the accent.' },
  { name: '--iambic-problem', description: 'What went wrong.' },
  { name: '--iambic-train', description: 'The curve of the loss in training.' },
  { name: '--iambic-train-soft', description: 'The single batches around that curve.' },
  { name: '--iambic-val', description: 'The curve of the loss on text that the model has not read.' },
  { name: '--iambic-heat-low', description: 'The lowest value of a table.' },
  { name: '--iambic-heat-middle', description: 'A middling value of a table.' },
  { name: '--iambic-heat-high', description: 'The highest value of a table.' },
]

/** For `iambic-trainer:state(NAME)`. @type {Item[]} */
export const STATES = [
  { name: 'loading', description: 'No model is there yet.' },
  { name: 'idle', description: 'The model is untrained, and waits.' },
  { name: 'training', description: 'It trains.' },
  { name: 'paused', description: 'A run was interrupted and can go on.' },
  { name: 'done', description: 'A run has taken all its steps.' },
  { name: 'error', description: 'Something cannot be done; a sentence in the element says what.' },
  { name: 'dark', description: 'It shows its dark colours.' },
]

/** What a page in a frame posts to its parent as `{ iambic: 1, type, ... }`, beside the events, which it passes on under their names without `iambic-`. @type {Item[]} */
export const MESSAGES_OUT = [
  { name: 'height', type: '{ height: number }', description: 'How high the page is, in CSS pixels, whenever that changes; `iambic-frame.js`, H5P\'s resizer and `lti.frameResize` make the frame that high.' },
]

/** What it does when its parent posts `{ iambic: 1, type, ... }`. @type {Item[]} */
export const MESSAGES_IN = [
  { name: 'train', description: 'Trains as many steps as are set.' },
  { name: 'pause', description: 'Pauses the run.' },
  { name: 'step', description: 'Trains a single step.' },
  { name: 'reset', description: 'Goes back to the untrained model.' },
  { name: 'apply', type: '{ settings: Partial<IambicSettings> }', description: 'Applies all of the settings or, where one is refused or locked, none.' },
  { name: 'load', type: '{ bytes: ArrayBuffer }', description: 'Goes on with a saved model.' },
  { name: 'height', description: 'Tells its height once more, as to a page that makes the frame so high. In a frame that keeps another height for a second it fills that, as the element does.' },
]
