// What nobody looks at costs nothing: no worker, no request, and once it is gone no memory.
import assert from 'node:assert/strict'
import { openCourse } from '../harness/course.mjs'
import { test } from '../harness/suite.mjs'

/** Counts workers, and what is asked for besides the page, its script and the tests' own. */
const WATCH = `const { Worker: Real } = globalThis
  globalThis.started = globalThis.ended = 0
  globalThis.Worker = class extends Real {
    constructor(...given) { super(...given); started++ }
    terminate() { super.terminate(); ended++ }
  }
  globalThis.living = () => started - ended
  globalThis.asked = () => performance.getEntriesByType('resource').map(({ name }) => name.split('/').pop()).filter((name) => !/^(iambic|recorder|head)\\.js$/.test(name))`

test('elements that nobody can see start no worker and ask for nothing, until one is near', async (t) => {
  const ten = '<p style="height: 4000px">a long lesson</p><iambic-trainer></iambic-trainer>'.repeat(10)
  const page = await openCourse(t, `<details><iambic-trainer></iambic-trainer></details><div id="tab" style="display: none"><iambic-trainer></iambic-trainer></div>${ten}`, { site: { head: WATCH } })
  const living = (/** @type {number} */ count) => page.until(`${count} workers`, (_, __, wanted) => /** @type {any} */ (globalThis).living() === wanted, count) // the sample's ends when the text has come
  const states = () => page.run(() => Array.from(document.querySelectorAll('iambic-trainer'), (/** @type {any} */ element) => element.state[0]).join(''))
  await page.tab.run('new Promise((resolve) => { setTimeout(resolve, 500) })')
  assert.equal(await page.tab.run('[started, ...asked()].join()'), '0')
  assert.equal(await states(), 'llllllllllll') // loading
  await page.run(() => { document.querySelector('details')?.setAttribute('open', '') })
  await page.until('the element in the details', (element) => element.state === 'idle')
  await page.run(() => {
    document.getElementById('tab')?.removeAttribute('style')
    document.getElementById('tab')?.scrollIntoView()
  })
  await page.until('the element in the tab', () => /** @type {any} */ (document.querySelector('#tab iambic-trainer')).state === 'idle')
  assert.equal(await states(), 'iillllllllll')
  await living(2)
  await page.run(() => {
    const below = document.querySelectorAll('iambic-trainer')[6]
    scrollTo(0, scrollY + below.getBoundingClientRect().top - 1.8 * innerHeight)
  })
  await page.until('the element that is less than a screen away', () => /** @type {any} */ (document.querySelectorAll('iambic-trainer')[6]).state === 'idle')
  assert.equal(await states(), 'iillllilllll')
  await living(3)
})

test('of fifty frames on a page only the one that is near starts a worker', async (t) => {
  const html = `<!doctype html><title>a course</title>${'<p style="height: 3000px">a long lesson</p><iframe src="index.html" width="600" height="500"></iframe>'.repeat(50)}`
  const tab = await t.open(`${t.server.site({ head: WATCH, files: { 'course.html': html } })}course.html`)
  const workers = () => tab.run("Array.from(document.querySelectorAll('iframe'), ({ contentWindow }) => contentWindow.started && 1).join('')")
  const until = (/** @type {string} */ expression) => tab.run(`(async () => {
    const element = (frame) => frame.contentDocument.querySelector('iambic-trainer')
    for (const end = Date.now() + 30_000; !(${expression}); await new Promise((resolve) => { setTimeout(resolve, 20) })) if (Date.now() > end) throw new Error('waited 30 s in vain')
  })()`)
  await until("[...document.querySelectorAll('iframe')].every((frame) => element(frame)?.shadowRoot)")
  assert.equal(await workers(), '0'.repeat(50))
  await tab.run("document.querySelectorAll('iframe')[30].scrollIntoView()")
  await until("element(document.querySelectorAll('iframe')[30]).state === 'idle'")
  assert.equal(await workers(), `${'0'.repeat(30)}1${'0'.repeat(19)}`)
})

const ROUNDS = 60
const SETTLING = 20_000 // milliseconds
const WARM = 10 // rounds after which whatever is kept once is kept

/** What a page holds once no less is held a moment later; Chromium 150 lets go of a removed element within seconds. @param {import('../harness/browser.mjs').Tab} tab @param {number} [enough] nodes */
async function settled(tab, enough = 0) {
  const deadline = Date.now() + SETTLING
  for (let last = Infinity; ;) {
    const held = await tab.held?.()
    assert.ok(held)
    if (held.nodes <= enough || Date.now() > deadline || (enough === 0 && held.nodes === last)) return held
    last = held.nodes
    await new Promise((resolve) => { setTimeout(resolve, 1500) })
  }
}

test('sixty elements that come and go leave no node, no memory and no worker behind', async (t) => {
  const page = await openCourse(t, '<iambic-trainer></iambic-trainer>', { site: { head: WATCH } })
  await page.run((element) => element.remove())
  const comeAndGo = (/** @type {number} */ rounds) => page.tab.run(`(async () => {
    const soon = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds) })
    for (let i = 0; i < ${rounds}; i++) {
      const element = document.createElement('iambic-trainer')
      document.body.append(element)
      while (element.state !== 'idle') await soon(5)
      await element.step()
      element.remove()
    }
    while (living() > 0) await soon(50) // each might only be moved
    return started
  })()`)
  await comeAndGo(WARM)
  const before = await settled(page.tab)
  assert.ok(await comeAndGo(ROUNDS) >= WARM + ROUNDS)
  const after = await settled(page.tab, before.nodes)
  t.note(`${after.nodes - before.nodes} nodes and ${((after.heap - before.heap) / 1000).toFixed(0)} kB more after ${ROUNDS} rounds`)
  assert.ok(after.nodes <= before.nodes, `${after.nodes} nodes, ${before.nodes} before`)
  assert.ok(after.heap - before.heap < 1e6, `${after.heap - before.heap} bytes more`)
}, { only: ['chromium'] })

test('a command wakes an element that nobody has seen, and its settings are known before', async (t) => {
  const page = await openCourse(t, '<div style="height: 9000px"></div><iambic-trainer steps="70" learning-rate="0.02" pace="full"></iambic-trainer>')
  assert.deepEqual(await page.run((element) => [element.state, element.steps, element.learningRate, element.seed]), ['loading', 70, 0.02, 1337])
  await page.run((element) => { element.train() })
  await page.until('the end of its run', (element) => element.state === 'done' && element.trainer.step === 70)
})

test('six elements fetch what they share once', async (t) => {
  const page = await openCourse(t, '<iambic-trainer preset="self-attention" workers="1"></iambic-trainer>'.repeat(6), { site: { head: WATCH }, head: '<style>iambic-trainer { position: absolute; top: 0; left: 0; right: 0 }</style>' })
  await page.until('all of them', () => Array.from(document.querySelectorAll('iambic-trainer')).every((/** @type {any} */ { state, trainer }) => state === 'idle' && trainer.info.characters === 1115394))
  const asked = (await page.tab.run('asked()')).sort()
  assert.deepEqual(asked.filter((/** @type {string} */ file) => file !== 'iambic-next.js'), ['iambic-chart.js', 'iambic-gpt.js', 'iambic-lesson.js', 'iambic-panels.js', 'tinyshakespeare.txt'])
  assert.ok(asked.indexOf('iambic-next.js') === asked.lastIndexOf('iambic-next.js')) // which comes where its place is near
})
