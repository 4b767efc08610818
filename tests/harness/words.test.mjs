// What a reader sees is said in web/locales and nowhere else; shown each kind of place where a word could hide.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { wordsIn } from './words.mjs'

const WEB = fileURLToPath(new URL('../../web/', import.meta.url))
const ROOMS = ['protocol', 'worker', 'trainer', 'experiment', 'views', 'elements']
const LIMIT = { timeout: 30_000 }

/** What is no word for a reader of a page, by its file. @type {{ file: string, texts: RegExp, why: string }[]} */
const ALLOWED = [
  { file: 'elements/iambic-trainer/manifest.js', texts: /./, why: 'describes the element to those who put it into a page; it is in no bundle' },
  // Told to whoever wrote the program, who called it wrongly
  { file: 'trainer/arguments.js', texts: /./, why: 'what a method was called with' },
  { file: 'trainer/send-corpus.js', texts: /^(text|checkpoint) must be a /, why: 'what a method was called with' },
  { file: 'trainer/worker-pool.js', texts: /^workers must be /, why: 'what a method was called with' },
  { file: 'worker/long-requests.js', texts: /^batches must be /, why: 'what a method was called with' },
  { file: 'worker/worker-session.js', texts: /^(the session has not been started|a run is already going on: wait)/, why: 'what was called too early' },
  { file: 'trainer/worker-client.js', texts: /^The trainer was terminated\.$/, why: 'what was called too late' },
  { file: 'experiment/training.js', texts: /^this trainer was removed from the page$/, why: 'what was called too late' },
  { file: 'elements/frame.js', texts: /^(there is no command|this lesson has locked|load wants|apply wants|without a type)\b/, why: 'what the page around a frame asked for' },
  // Faults of Iambic itself, for its console
  { file: 'worker/wasm-core.js', texts: /^the core (exited|called)/, why: 'the core and the page do not fit' },
  { file: 'views/kit/dom.js', texts: /^the page has no/, why: 'a template and its view do not fit' },
  { file: 'worker/peer.js', texts: /^the group was closed$/, why: 'caught where it is thrown' },
  { file: 'protocol/errors.js', texts: /^(this was cancelled|Error)$/, why: 'for who cancelled it; the name of a class' },
  // Names and code
  { file: 'protocol/settings-schema.js', texts: /\.$/, why: 'written by the core: the English locale takes it from there' },
  { file: 'experiment/autosave.js', texts: /^(tiny Shakespeare|built-in sample)$/, why: 'keys of corpusNames, as runs are kept with' },
  { file: 'experiment/lesson.js', texts: /^document\.currentScript\./, why: 'a script' },
  { file: 'experiment/fetch-corpus.js', texts: /^tiny Shakespeare$/, why: 'keys of corpusNames' },
  { file: 'elements/lesson/sources.js', texts: /^Text of this lesson$/, why: 'a key of corpusNames' },
  { file: 'experiment/corpora.js', texts: /^(tiny Shakespeare|built-in sample)$/, why: 'keys of corpusNames' },
  { file: 'views/corpus-panel.js', texts: /^Pasted text$/, why: 'a key of corpusNames' },
  { file: 'views/notes-answers.js', texts: /^context last$/, why: 'classes' },
  { file: 'views/kit/enlarge.js', texts: /^button, input, /, why: 'selectors' },
  { file: 'views/save/picture.js', texts: /^13px /, why: 'a font' },
  { file: 'views/save/svg.js', texts: /serif$/, why: 'fonts' },
  { file: 'views/kit/term.js', texts: /^label, /, why: 'selectors' },
  { file: 'elements/shortcut-help.js', texts: /^Space$/, why: 'a key, as aria-keyshortcuts names it' },
  { file: 'elements/shortcuts.js', texts: /\[/, why: 'selectors' },
  { file: 'elements/iambic-trainer/keep-open.js', texts: /^#top-k, /, why: 'a selector' },
  { file: 'elements/theme.js', texts: /^color-mix\(/, why: 'a colour' },
  { file: 'trainer/worker-host.js', texts: /^const \{ parentPort \}/, why: 'a script' },
]

/** The scripts below a folder of web/. @param {string} folder @returns {string[]} */
const scripts = (folder) => readdirSync(join(WEB, folder), { withFileTypes: true }).flatMap((entry) => {
  const path = `${folder}/${entry.name}`
  return entry.isDirectory() ? scripts(path) : entry.name.endsWith('.js') ? [path] : []
})

const words = ROOMS.flatMap(scripts).flatMap((file) => wordsIn(readFileSync(join(WEB, file), 'utf8')).map((word) => ({ file, ...word })))

test('no word that a reader could see stands outside the locales', LIMIT, () => {
  assert.ok(ROOMS.flatMap(scripts).length > 80)
  const escaped = words.filter(({ file, text }) => !ALLOWED.some((allowed) => allowed.file === file && allowed.texts.test(text)))
  assert.deepEqual(escaped.map(({ file, line, text }) => `${file}:${line}: ${text}`), [])
})

test('what is allowed is still there', LIMIT, () => {
  const idle = ALLOWED.filter(({ file, texts }) => !words.some((word) => word.file === file && texts.test(word.text)))
  assert.deepEqual(idle.map(({ file, why }) => `${file}: ${why}`), [])
})

/** Places where a word could hide, and what is found there. @type {[string, string, string[]][]} */
const PLANTED = [
  ['a text in a template', 'const view = (strings) => `<h2 id="title" class="big bold">Losses so far</h2><p>${strings.text}</p>`', ['Losses so far']],
  ['a single word in a template', 'const view = `<button id="go" type="button">go</button>`', ['go']],
  ['a text around something put in', 'const view = (count) => `<p>${count} steps</p>`', ['… steps']],
  ['an aria-label', 'const view = `<div role="region" aria-label="chart"></div>`', ['aria-label="chart"']],
  ['a title', 'const view = `<i title="what it is"></i>`', ['title="what it is"']],
  ['a placeholder', "const view = '<input id=\"name\" placeholder=\"anything\">'", ['placeholder="anything"']],
  ['a text assigned', "line.textContent = 'ready'", ['ready']],
  ['a text that is one of two', "line.textContent = done ? 'ready' : strings.notYet", ['ready']],
  ['an attribute that is set', "line.setAttribute('aria-label', 'loss')", ['loss']],
  ['a property of an element that is made', "Object.assign(document.createElement('th'), { textContent: 'step', scope: 'col' })", ['step']],
  ['a text appended', "line.append('ready', part)", ['ready']],
  ['a text said', "say(find(root, 'status', HTMLElement), 'ready')", ['ready']],
  ['a text drawn', "context.fillText('loss', 0, 0)", ['loss']],
  ['a text on its way', "const why = 'the worker is gone'", ['the worker is gone']],
  ['a word like the beginning of a sentence', "const label = 'Ready'", ['Ready']],
  ['a word of another alphabet', "const label = 'gr\u00f6\u00dfe'", ['gr\u00f6\u00dfe']],
  ['an error without a code', "throw new Error('gone')", ['gone']],
  ['a problem in words', "throw new Problem({ code: 'no-text', name: 'the first text' })", ['the first text']],
  ['a sentence in pieces', "throw new Error(name + ' is missing')", [' is missing']],
]

for (const [place, source, found] of PLANTED) {
  test(`${place} is found`, LIMIT, () => { assert.deepEqual(wordsIn(source).map(({ text }) => text), found) })
}

test('what is no word is left alone: names, events, selectors, keys, classes, paths, codes and what is told by its code', LIMIT, () => {
  assert.deepEqual(wordsIn(`import { a } from './the place.js'
    part.addEventListener('click', act)
    root.querySelector('section p > input')
    if (key === 'Escape' || kind === 'File') act()
    part.className = 'key run'
    switch (name) { case 'Enter': act() }
    const names = { 'Some key': 1 }
    part.setAttribute('aria-expanded', 'true')
    const view = \`<div class="some classes" id="place" role="group"><span id="text">\${strings.text}</span> · <kbd>S</kbd></div>\`
    console.error('nothing came of it')
    throw makeError('part.missing', \`\${name} could not be loaded\`, { name })`), [])
})
