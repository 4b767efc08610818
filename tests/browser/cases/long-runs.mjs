// Runs that last: they survive a reload and a worker's death, and never hold up the page.
import assert from 'node:assert/strict'
import { TrainerPage } from '../harness/page.mjs'
import { assertSentence, sha256, test } from '../harness/suite.mjs'
import { mortal } from '../harness/workers.mjs'

const MORTAL = mortal(3) // not sooner: a transformer is compiled on a busy machine

/** Workers that take all memory they can get when they are told to. */
const HUNGRY = `const { Worker: Real } = globalThis
  globalThis.workers = []
  const prelude = () => {
    const { instantiate } = WebAssembly
    let malloc
    WebAssembly.instantiate = async (...given) => {
      const instance = await instantiate.apply(WebAssembly, given)
      malloc = instance.exports.malloc
      return instance
    }
    addEventListener('message', (event) => {
      if (event.data !== 'starve') return
      event.stopImmediatePropagation()
      for (let size = 2 ** 28; size >= 16; size /= 2) while (malloc(size)) continue
    })
  }
  globalThis.Worker = class extends Real {
    constructor(address) {
      const request = new XMLHttpRequest()
      request.open('GET', address, false)
      request.send()
      super(URL.createObjectURL(new Blob(['(' + prelude + ')();', request.responseText])))
      workers.push(this)
    }
  }`

/** Trains, rests, for then there is a copy, goes on, and loses a worker. @param {import('../harness/page.mjs').TrainerPage} page @param {number} steps before the rest */
async function trainUntilDeath(page, steps) {
  const stepsAfter = (/** @type {number} */ step) => page.until(`a step after ${step}`, (element, _, before) => element.trainer.step > before, step)
  await page.click('train')
  await stepsAfter(steps)
  await page.click('train')
  await page.state('paused')
  await kept(page)
  await page.click('train')
  await stepsAfter(await page.step())
  await page.run((element) => element.ownerDocument.defaultView.workers.pop().terminate())
  await page.state('error')
}

/** A copy of this run is in the browser's store. @param {import('../harness/page.mjs').TrainerPage} page */
const kept = (page) => page.stored('the copy of the run', (_, { copy }) => copy?.run.step > 0)

test('a run survives a reload: the page offers to go on, and does', async (t) => {
  const page = await t.openPage({ settings: 'preset=self-attention&steps=4000' })
  await page.click('train')
  await page.until('some steps', (element) => element.trainer.step > 300)
  await page.click('train')
  await page.state('paused')
  const step = await page.step()
  await kept(page)
  await page.reload()
  await page.ready() // when the text comes, the question is asked anew
  const question = new RegExp(`^A run of self-attention at step ${step.toLocaleString('en-US')} of 4,000 was interrupted\\.$`)
  await page.until('the question', (_, root) => /interrupted/.test(root?.getElementById('status').textContent ?? ''))
  assert.match(await page.text('status'), question)
  assert.deepEqual(await page.run((_, root) => Array.from(root.querySelectorAll('#suggestions button'), ({ textContent }) => textContent)), ['Go on', 'Forget it'])
  await page.click('#suggestions button:first-child')
  await page.state('training')
  await page.until('later steps', (element, _, before) => element.trainer.step > before, step)
  assert.equal(await page.text('number-target'), '4,000')
  await page.state('done')
  assert.match(await page.text('status'), /^After 4,000 steps in .* the loss is \d\.\d\d: as unsure as .*\. On text that it has not read it is \d\.\d\d/)
  await page.reload()
  await page.ready()
  assert.doesNotMatch(await page.text('status'), /interrupted/)
}, { alone: true })

test('a run that a reload breaks off at once, without a pause, is offered, and ends in the bytes of a run that nothing broke off', async (t) => {
  const whole = await t.openPage({ settings: 'preset=self-attention&steps=1500&workers=1' })
  await whole.click('train')
  await whole.state('done')
  const { bytes } = await whole.save()
  const page = await t.openPage({ settings: 'preset=self-attention&steps=1500&workers=1&pace=300' }) // so that it is not done before the reload
  await page.click('train')
  await page.until('some steps', (element) => element.trainer.step > 150)
  await kept(page)
  await page.reload()
  await page.until('the question', (_, root) => /interrupted/.test(root?.getElementById('status').textContent ?? ''))
  const [, step] = /at step ([\d,]+) of 1,500 was interrupted\.$/.exec(await page.text('status')) ?? []
  assert.ok(Number(step.replace(',', '')) > 0, await page.text('status'))
  await page.click('#suggestions button:first-child')
  await page.run((element) => { element.pace = 'full' })
  await page.state('done')
  assert.equal(await page.step(), 1500)
  assert.equal(sha256((await page.save()).bytes), sha256(bytes))
})

for (const [where, head] of [['', ''], [', on a page from plain http, which has no Web Locks', 'Object.defineProperty(navigator, "locks", { value: undefined })']]) {
  test(`a run that lives in another tab is not called interrupted, and a step in a second tab does not take its place${where}`, async (t) => {
    const address = t.server.site({ head })
    const first = await t.openPage({ address, settings: 'steps=1000000&pace=2000' })
    await first.click('train')
    await first.until('some steps', (element) => element.trainer.step > 3000)
    await kept(first)
    const second = await t.openPage({ address })
    await new Promise((resolve) => { setTimeout(resolve, 1500) })
    assert.doesNotMatch(await second.text('status'), /interrupted/)
    await second.click('step')
    await second.state('paused')
    await first.run((element) => element.pause()) // without a click, for it is not in front
    await first.state('paused')
    await kept(first)
    await first.reload()
    await first.until('the question', (_, root) => /at step [\d,]+ of 1,000,000 was interrupted/.test(root?.getElementById('status').textContent ?? ''))
    await first.run((element) => element.step().then(() => element.reset())) // which answers nothing
    await first.until('the question again', (_, root) => /of 1,000,000 was interrupted/.test(root.getElementById('status').textContent))
    await first.run((_, root) => root.querySelector('#suggestions button:last-child').click())
    await first.until('silence', (_, root) => !/interrupted/.test(root.getElementById('status').textContent))
  })
}

for (const [what, name] of [['an id', 'id="one"'], ['a name to keep it under', 'keep="one"']]) test(`an element with ${what} keeps its own run, one without keeps none, and neither needs the chart to have been drawn`, async (t) => {
  const element = (/** @type {string} */ more) => `<iambic-trainer ${more} steps="1000000" pace="2000"></iambic-trainer>`
  const head = 'HTMLCanvasElement.prototype.getContext = () => { throw new Error("no canvas today") }'
  const page = new TrainerPage(await t.open(t.server.site({ files: {
    'index.html': `<!doctype html>${element(name)}${element('')}<script>${head}</script><script src="iambic.js"></script>` } })))
  await page.ready()
  await page.run(() => { for (const one of document.querySelectorAll('iambic-trainer')) /** @type {any} */ (one).train() })
  await page.until('some steps', () => [...document.querySelectorAll('iambic-trainer')].every((one) => /** @type {any} */ (one).trainer?.step > 1000))
  await kept(page)
  await page.reload()
  await page.until('the question', (_, root) => /interrupted/.test(root?.getElementById('status').textContent ?? ''))
  assert.doesNotMatch(await page.run(() => /** @type {any} */ (document.querySelectorAll('iambic-trainer')[1]).shadowRoot.getElementById('status').textContent), /interrupted/)
}, { complaints: [/canvas today/] })

test('a pause while a copy is being made waits for it and makes another', async (t) => {
  const page = await t.openPage({ settings: 'preset=self-attention&steps=1000000&workers=1' })
  await page.run((element) => {
    const { trainer } = element
    const save = trainer.save.bind(trainer)
    element.saved = []
    trainer.save = async () => {
      const checkpoint = await save()
      element.saved.push(trainer.step)
      if (element.saved.length === 1) await new Promise((resolve) => { element.release = resolve })
      return checkpoint
    }
  })
  await page.click('train')
  await page.until('a first copy', (element) => Boolean(element.release))
  await page.until('a later step', (element) => element.trainer.step > element.saved[0] + 100)
  await page.click('train')
  await page.state('paused')
  await page.run((element) => element.release())
  assert.equal(await page.until('a second copy', (element) => element.saved[1]), await page.step())
  await kept(page)
})

test('a transformer whose worker is killed goes on from its last copy, with its curve', async (t) => {
  const page = await t.openPage({ site: { head: MORTAL }, settings: 'preset=self-attention&steps=1000000&workers=1' })
  await trainUntilDeath(page, 200)
  await page.click('[data-suggestion=recover]')
  await page.state('paused')
  assert.ok(await page.step() > 100, `it begins again at step ${await page.step()}`)
  assert.equal(await page.text('number-target'), '1,000,000')
  await page.click('train')
  await page.until('more steps', (element, _, step) => element.trainer.step > step, await page.step())
  await page.click('train')
  await page.state('paused')
})

test('when a worker of gpt dies, the page can still be used, and the last copy is offered after a reload, too', async (t) => {
  const page = await t.openPage({ site: { head: MORTAL }, settings: 'preset=gpt&n-layer=2&n-embd=24&steps=1000000&workers=2' }) // whose steps are quick on a busy machine, too
  await trainUntilDeath(page, 10)
  assertSentence(await page.text('status'), /step \d+\.$/)
  await page.until('the way out', (_, root) => root.querySelector('[data-suggestion=recover]') !== null)
  await page.unfold('settings')
  assert.ok(await page.run((_, root) => root.getElementById('nLayer').checkVisibility()))
  await kept(page)
  await page.reload()
  await page.until('the question', (_, root) => /interrupted/.test(root?.getElementById('status').textContent ?? ''))
  const [, step] = /^A run of gpt.* at step ([\d,]+) of 1,000,000 was interrupted\.$/.exec(await page.text('status')) ?? []
  const reached = Number(step.replace(/,/g, ''))
  assert.ok(reached > 10, await page.text('status'))
  await page.click('#suggestions button:first-child')
  await page.until('later steps', (element, _, before) => element.state === 'training' && element.trainer.step > before, reached)
  await page.click('train')
  await page.state('paused')
}, { alone: true })

test('when memory runs out in mid-run, one sentence says so, and the run goes on from its last copy', async (t) => {
  const page = await t.openPage({ site: { head: HUNGRY }, settings: 'preset=self-attention&steps=1000000&workers=1' })
  await page.click('train')
  await page.until('some steps', (element) => element.trainer.step > 100)
  await kept(page)
  await page.run((element) => element.ownerDocument.defaultView.workers.pop().postMessage('starve'))
  await page.state('error')
  const reached = await page.step()
  assertSentence(await page.text('status'), /^There is not enough memory for .*; take a shorter text or smaller settings\. Training had reached step [\d,]+\.$/)
  await page.click('[data-suggestion=recover]')
  await page.state('paused')
  const step = await page.step()
  assert.ok(step > 0 && step <= reached, `it begins again at step ${step} of ${reached}`)
  await page.click('train')
  await page.until('more steps', (element, _, before) => element.trainer.step > before, reached)
  await page.click('train')
  await page.state('paused')
})

// The best of three runs: other programs on the machine may hold the page up, but a page that blocks itself does so each time.
test('neither choosing gpt nor a run of it ever keeps the page busy for 50 ms', async (t) => {
  let longest = Infinity
  for (let tries = 0; tries < 3 && longest >= 50; tries++) {
    const page = await t.openPage({ settings: 'workers=1' })
    await page.run((element) => {
      element.tasks = []
      new PerformanceObserver((list) => element.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })
    })
    await page.climb('gpt')
    await page.train(40)
    longest = Math.max(0, ...await page.run((element) => new Promise((resolve) => { setTimeout(() => resolve(element.tasks), 200) })))
  }
  t.note(`longest task ${longest.toFixed()} ms`)
  assert.ok(longest < 50, `${longest} ms`)
}, { only: ['chromium'], alone: true })
