// What dist/ is made of: one line a script.
import { readdirSync } from 'node:fs'

/**
 * A script, made of an entry in web/pages.
 * @typedef {object} Bundle
 * @property {string} file      its name in dist/
 * @property {string} entry     in web/pages
 * @property {'page' | 'module' | 'part' | 'host'} kind   of a page: classic, with parts beside it; a module for programs, which have bundlers of their own; a part that the page loads; for another page, as that around a frame
 * @property {string} [when]     what makes the page load a part that not every reader needs
 * @property {'bigram' | 'complete'} [core]      the core in it: all models, or only the first one for a quick start
 */

/** Beside English, as web/locales has them: en.js, en-panels.js; de.js, de-panels.js ... */
export const LANGUAGES = readdirSync(new URL('../locales', import.meta.url)).flatMap((name) => /^(?!en\b)([a-z]{2})\.js$/.exec(name)?.[1] ?? [])

/** Parts first: the page knows their hashes. @type {Bundle[]} */
export const BUNDLES = [
  { file: 'iambic-lesson.js', entry: 'lesson.js', kind: 'part', when: 'a lesson' },
  { file: 'iambic-chart.js', entry: 'chart.js', kind: 'part' },
  { file: 'iambic-panels.js', entry: 'panels.js', kind: 'part' },
  { file: 'iambic-lesson-maker.js', entry: 'lesson-maker.js', kind: 'part', when: '"make a lesson"' },
  { file: 'iambic-next.js', entry: 'next.js', kind: 'part', when: '"what comes next" is near' },
  { file: 'iambic-step.js', entry: 'step.js', kind: 'part', when: 'Step' },
  { file: 'iambic-inside.js', entry: 'inside.js', kind: 'part', when: '"see inside" is opened' },
  { file: 'iambic-subwords.js', entry: 'subwords.js', kind: 'part', when: '"letters or pieces of words" is opened' },
  { file: 'iambic-chapters.js', entry: 'chapters.js', kind: 'part', when: '"what is new here"' },
  { file: 'iambic-save.js', entry: 'save.js', kind: 'part', when: '"save"' },
  { file: 'iambic-guest.js', entry: 'guest.js', kind: 'part', when: 'a frame' },
  { file: 'iambic-compact.js', entry: 'compact.js', kind: 'part', when: 'a height is given' },
  ...LANGUAGES.map((code) => /** @type {Bundle} */ ({ file: `iambic-locale-${code}.js`, entry: `../locales/${code}.js`, kind: 'part', when: `lang="${code}"` })),
  { file: 'iambic.mjs', entry: 'iambic.mjs', kind: 'module', core: 'complete' },
  { file: 'iambic-trainer.mjs', entry: 'iambic-trainer.mjs', kind: 'module', core: 'bigram' },
  { file: 'iambic-frame.js', entry: 'iambic-frame.js', kind: 'host' },
  { file: 'iambic-bench.js', entry: 'bench.js', kind: 'host', when: 'bench.html' },
  { file: 'iambic.js', entry: 'iambic.js', kind: 'page', core: 'bigram' },
]

/** The core for all models, as a part, for pages that were opened as files can fetch nothing. */
export const COMPLETE_CORE = 'iambic-gpt.js'

/** What is fetched when it is wanted, and what makes the page want it. @type {{ file: string, when: string }[]} */
export const WANTED = [...BUNDLES.flatMap(({ file, when }) => (when ? [{ file, when }] : [])), { file: COMPLETE_CORE, when: 'any rung but the first' }]

/** Everything but the text, for who wants one file: these, one after the other. */
export const ALL = { file: 'iambic.all.js', of: ['iambic.js', 'iambic-lesson.js', 'iambic-chart.js', 'iambic-panels.js', 'iambic-next.js', 'iambic-step.js', 'iambic-inside.js', 'iambic-subwords.js', 'iambic-chapters.js', 'iambic-guest.js', 'iambic-lesson-maker.js', 'iambic-save.js', 'iambic-compact.js', COMPLETE_CORE] }

/** The page in one file, with the text and every language, for mail and memory sticks: parts first, for the page begins as soon as its script has run. */
export const STANDALONE = { file: 'iambic-standalone.html', of: ['tinyshakespeare.js', ...LANGUAGES.map((code) => `iambic-locale-${code}.js`), ALL.file] }

/** What a reader of the page has fetched when Train can be pressed, what comes until the chart is drawn, and the rest. The text and what is WANTED are fetched beside these. */
export const STAGES = [['index.html', 'iambic.js'], ['iambic-chart.js'], ['iambic-panels.js']]
