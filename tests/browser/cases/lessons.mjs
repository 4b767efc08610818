// What a page asks for beside settings, in attributes, in properties, in its address and in what the element holds.
import assert from 'node:assert/strict'
import { openCourse } from '../harness/course.mjs'
import { TrainerPage } from '../harness/page.mjs'
import { assertSentence, test } from '../harness/suite.mjs'

const POEM = 'the sea is all about us, the sea has many voices. '.repeat(20)
const CHILD = `<script type="text/plain">\n  ${POEM}</script>`
const EXPECTED = [/404/, /Failed to load resource|not allowed/i]

/** A course with one element after the other in it. @param {import('../harness/suite.mjs').Test} t */
async function openTable(t) {
  const page = await openCourse(t, '<iambic-trainer></iambic-trainer>', { site: { files: { 'poem.txt': POEM, 'other.txt': POEM.toUpperCase() }, head: `
    globalThis.warned = []
    console.warn = (text) => warned.push(text)
    globalThis.errors = []
    addEventListener('iambic-error', ({ detail }) => errors.push(detail.message))` } })
  return { page, put: (/** @type {string} */ markup, /** @type {string} */ script = '') => page.run((_, __, html, code) => {
    for (const list of ['warned', 'errors']) Object.assign(globalThis, { [list]: [] })
    document.body.innerHTML = ''
    const box = document.createElement('div')
    box.innerHTML = html // in a document of its own, so that what follows is set before the element is there
    const element = box.firstElementChild
    new Function('element', code)(element)
    document.body.append(box)
  }, markup, script) }
}

/** Where the text comes from, and what is learned. @type {[string, string, string, number | RegExp][]} */
const TEXTS = [
  ['an attribute', '<iambic-trainer src="poem.txt"></iambic-trainer>', '', 1000],
  ['what the element holds, every character of it', `<iambic-trainer>${CHILD}</iambic-trainer>`, '', 1003],
  ['src before what the element holds', `<iambic-trainer src="poem.txt">${CHILD}</iambic-trainer>`, '', 1000],
  ['a property before both', `<iambic-trainer src="poem.txt">${CHILD}</iambic-trainer>`, `element.text = ${JSON.stringify(POEM.repeat(2))}`, 2000],
  ['a Blob', '<iambic-trainer></iambic-trainer>', `element.text = new Blob([${JSON.stringify(POEM)}])`, 1000],
  ['a File', '<iambic-trainer></iambic-trainer>', `element.text = new File([${JSON.stringify(POEM)}], 'sea.txt')`, 1000],
  ['nothing, and that is no other text', '<iambic-trainer src="missing.txt"></iambic-trainer>', '', /^The text missing\.txt could not be loaded: .* answered 404\.$/],
  ['an empty text', '<iambic-trainer><script type="text/plain"></script></iambic-trainer>', '', /^Text of this lesson cannot be used: .*empty/],
]

test('a lesson is learned from the text that it names, wherever it does so, or from none', async (t) => {
  const { page, put } = await openTable(t)
  for (const [what, markup, script, expected] of TEXTS) {
    await put(markup, script)
    await page.until(what, (element) => element.state === 'idle' || element.state === 'error')
    const seen = await page.run((element, root) => [element.trainer?.info.characters, root.getElementById('status').textContent, getComputedStyle(root.getElementById('page')).visibility])
    if (typeof expected === 'number') assert.equal(seen[0], expected, what)
    else assertSentence(seen[1], expected)
    assert.equal(seen[2], 'visible', what)
  }
  await page.run((element) => { element.text = undefined; element.src = 'poem.txt' })
  await page.until('a text that was set later', (element) => element.state === 'idle' && element.trainer?.info.characters === 1000)
  await page.run((element) => { element.src = 'other.txt' })
  await page.until('another text', (element, root) => /other\.txt/.test(root.getElementById('corpus-line').textContent))
}, { complaints: EXPECTED })

/** What is wrong, and the sentence about it. @type {[string, RegExp][]} */
const WRONG = [
  ['loading="lasy"', /^The attribute loading must be lazy or eager, not lasy\.$/],
  ['theme="drak"', /^The attribute theme must be light or dark, not drak\.$/],
  ['autoplay="never"', /^The attribute autoplay must be on or off, not never\.$/],
  ['learning-rat="0.1"', /^There is no attribute learning-rat; did you mean learning-rate\?$/],
  ['learningRate="0.1"', /^There is no attribute learningrate; did you mean learning-rate\?$/],
  ['sho="loss"', /^There is no attribute sho; did you mean show\?$/],
  ['steps="many"', /^Steps must be a whole number from .*, not many/],
]

test('what is wrong with an attribute is said on the page, by an event and on the console, once each; what is none of ours is not', async (t) => {
  const { page, put } = await openTable(t)
  for (const [attribute, sentence] of WRONG) {
    await put(`<iambic-trainer ${attribute}>${CHILD}</iambic-trainer>`)
    await page.until(attribute, (element) => element.state === 'idle' || element.state === 'error')
    const { warned, errors } = await page.tab.run('({ warned, errors })')
    assert.deepEqual([warned.length, errors.length], [1, 1], `${attribute}: ${warned}; ${errors}`)
    assert.match(warned[0].replace('<iambic-trainer> ', ''), sentence)
    assert.match(errors[0], sentence)
    if (!attribute.startsWith('steps')) assert.match(await page.text('lesson-problem'), sentence)
  }
  await put(`<iambic-trainer data-loading="x" aria-label="x" onclick="0" v-cloak tabindex="0" class="x" theme="" keys="off" autoplay="off">${CHILD}</iambic-trainer>`)
  await page.until('a model', (element) => element.state === 'idle')
  assert.deepEqual(await page.run(() => /** @type {any} */ (globalThis).warned), [])
})

test('attributes are properties, also before the element is there; poster, prompt, autoplay and done have their time', async (t) => {
  const { page, put } = await openTable(t)
  await put(`<iambic-trainer steps="30" pace="full"><p slot="poster">soon</p>${CHILD}<p slot="done">Why?</p></iambic-trainer>`, "Object.assign(element, { prompt: 'the sea', autoplay: true, keep: 'one' })")
  await page.state('done')
  const { shown, properties, prompt } = await page.run((element, root) => ({
    shown: ['poster', 'done'].map((name) => element.querySelector(`[slot=${name}]`).getClientRects().length > 0),
    properties: [element.autoplay, element.getAttribute('autoplay'), element.keep, element.page, element.loading, element.trainer.step, Object.keys(element).length],
    prompt: root.getElementById('prompt').value,
  }))
  assert.deepEqual(shown, [false, true])
  assert.deepEqual(properties, [true, '', 'one', false, '', 30, 0])
  assert.equal(prompt, 'the sea')
  await page.run((element) => { element.samples = 0; element.addEventListener('iambic-sample', (/** @type {CustomEvent} */ { detail }) => { element.samples += detail.text.startsWith('the sea') && detail.step === 0 }) })
  await page.run((element) => element.reset())
  assert.equal(await page.run((element) => element.querySelector('[slot=done]').getClientRects().length), 0)
  await page.until('a sample', (element) => element.samples > 0)
  await page.run((element) => element.setAttribute('prompt', 'voices'))
  await page.until('another prompt', (_, root) => root.getElementById('text').textContent.startsWith('voices'))

  await put(`<div style="height: 9000px"></div><iambic-trainer><p slot="poster">soon</p>${CHILD}</iambic-trainer>`)
  await page.run(() => document.body.append(...document.querySelectorAll('body > div > iambic-trainer')))
  await new Promise((resolve) => { setTimeout(resolve, 300) })
  assert.deepEqual(await page.run((element, root) => [element.state, element.querySelector('[slot=poster]').getClientRects().length, root.getElementById('page').getClientRects().length]), ['loading', 1, 0])
  await page.run((element) => { element.ready.then(() => { element.knows = true }); element.scrollIntoView() })
  await page.until('a model, and a promise of it', (element) => element.state === 'idle' && element.knows)
})

test('a model is saved, loaded and named by its address, writes on request, and nothing is promised after removal', async (t) => {
  const { page, put } = await openTable(t)
  await put(`<iambic-trainer seed="7">${CHILD}</iambic-trainer>`)
  const [text, step, loaded] = await page.run(async (element) => {
    await element.step()
    const bytes = await element.save()
    Object.assign(globalThis, { saved: URL.createObjectURL(new Blob([bytes])) })
    await element.reset()
    const before = element.trainer.step
    await element.load(bytes)
    return [await element.generate({ tokens: 5, prompt: 'sea' }), before, element.trainer.step]
  })
  assert.equal(text.length, 8)
  assert.deepEqual([step, loaded], [0, 1])
  assert.match(await page.run((element) => element.load(new Uint8Array(9)).then(() => '', (/** @type {Error} */ error) => error.message)), /safetensors|checkpoint|file/i)
  assert.equal(await page.run((element) => element.trainer.step), 1)

  await put(`<iambic-trainer steps="20">${CHILD}</iambic-trainer>`, 'element.checkpoint = globalThis.saved')
  await page.until('the saved model', (element) => element.state === 'paused' && element.trainer.step === 1)
  assert.equal(await page.run((element) => element.steps), 20)
  await page.run((element) => { element.checkpoint = 'missing.safetensors' })
  await page.state('error')
  assertSentence(await page.text('status'), /missing\.safetensors could not be loaded: .*404/)
  const refused = await page.run((element) => Promise.all(['train', 'step', 'reset', 'generate', 'save', 'load'].map((name) => element[name](new Uint8Array(9)).then(() => name, (/** @type {Error} */ error) => error.message))))
  for (const sentence of refused) assert.match(sentence, /missing\.safetensors|no model/)
  const gone = await page.run((element) => { element.remove(); return element.save().catch((/** @type {Error} */ error) => error.message) })
  assert.match(gone, /removed/)
}, { complaints: EXPECTED })

test('the address of a page asks for the same, and keeps it when settings change', async (t) => {
  const page = new TrainerPage(await t.open(`${t.server.site({ files: { 'poem.txt': POEM } })}index.html#seed=7&src=poem.txt&prompt=sea&theme=dark`))
  await page.ready('poem.txt, 1,000 characters')
  assert.deepEqual(await page.run((element, root) => [root.getElementById('prompt').value, element.matches(':state(dark)'), element.seed]), ['sea', true, 7])
  await page.run((element) => { element.steps = 70 })
  await page.until('the address', () => location.hash === '#steps=70&seed=7&src=poem.txt&prompt=sea&theme=dark')
})

test('where the part of a lesson cannot be loaded, that is said, and nothing is shown that may have to be hidden', async (t) => {
  const page = await openCourse(t, '<iambic-trainer show="loss" src="poem.txt"></iambic-trainer>', { site: { hide: ['iambic-lesson.js'] } })
  await page.state('error')
  assertSentence(await page.text('status'), /iambic-lesson\.js could not be loaded/i)
  const seen = await page.run((_, root) => ['page', 'train', 'status'].map((id) => getComputedStyle(root.getElementById(id)).visibility))
  assert.deepEqual(seen, ['hidden', 'hidden', 'visible'])
}, { complaints: EXPECTED })
