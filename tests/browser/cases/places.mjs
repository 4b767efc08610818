// Open the file and it trains: from a disk, in frames that may do little, under strict policies, without the text or the network.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { TrainerPage } from '../harness/page.mjs'
import { assertSentence, test } from '../harness/suite.mjs'

// Trains as soon as tiny Shakespeare, not a word of its coming, and the chart are there, and tells the page around the frame.
const REPORT = `
  const refused = []
  addEventListener('securitypolicyviolation', ({ blockedURI }) => refused.push(blockedURI))
  const element = document.querySelector('iambic-trainer')
  const line = () => element.shadowRoot.getElementById('corpus-line').textContent
  const tell = (what) => parent.postMessage({ ...what, line: line(), status: element.shadowRoot.getElementById('status').textContent, complaints, refused }, '*')
  addEventListener('iambic-done', ({ detail }) => tell({ done: detail }))
  const timer = setInterval(() => {
    if (element.state !== 'idle' || !line().includes('1,115,394') || !element.shadowRoot.querySelector('#chart canvas')) return
    clearInterval(timer)
    element.train()
  }, 20)
`
const FRAME = '<!doctype html><iambic-trainer steps="300" pace="full"></iambic-trainer><script src="report.js"></script><script src="iambic.js"></script>'

/** What the frame tells when it has trained. @param {import('../harness/browser.mjs').Tab} tab @param {string} attributes makes the frame, a JavaScript expression of an object */
async function trainInFrame(tab, attributes) {
  const told = await tab.run(`new Promise((resolve, reject) => {
    addEventListener('message', ({ data }) => { if ('line' in data) resolve(data) }) // the page has its own to say
    const frame = document.body.appendChild(document.createElement('iframe'))
    for (const [name, value] of Object.entries(${attributes})) frame.setAttribute(name, value)
    setTimeout(() => reject(new Error('the frame has not trained')), 20_000)
  })`)
  assert.equal(told.done.step, 300)
  assert.match(told.line, /tiny Shakespeare, 1,115,394 characters/)
  return told
}

test('index.html opened as a file trains on tiny Shakespeare', async (t) => {
  const page = await t.openPage({ address: pathToFileURL(join(t.dist, 'index.html')).href })
  assert.match(await page.text('corpus-line'), /tiny Shakespeare, 1,115,394 characters/)
  await page.until('the chart', (_, root) => root.querySelector('#chart canvas') !== null)
  await page.train(500)
  assert.match(await page.text('status'), /^After 500 steps/)
})

test('one file by double-click, with nothing beside it: bigram and gpt train on its text, and a text of one\u2019s own', async (t) => {
  const path = t.file('a lesson by mail.html', readFileSync(join(t.dist, 'iambic-standalone.html')))
  const page = await t.openPage({ address: pathToFileURL(path).href })
  await page.until('the chart', (_, root) => root.querySelector('#chart canvas') !== null)
  await page.train(300)
  await page.climb('gpt')
  await page.train(3)
  await page.unfold('corpus')
  await page.upload('corpus-file', t.file('poem.txt', 'the owl and the pussycat went to sea in a beautiful pea green boat\n'.repeat(20)))
  await page.until('my own text', (element, root) => root.getElementById('corpus-line').textContent.includes('poem.txt'))
  await page.train(3)
  await page.run(() => { document.documentElement.lang = 'de' })
  await page.until('German', (_, root) => root.getElementById('status').textContent.startsWith('Nach 3 Schritten'))
})

test('a sandboxed frame that may only run scripts trains', async (t) => {
  const tab = await t.openBlank({ files: { 'frame.html': FRAME, 'report.js': REPORT } })
  assert.deepEqual((await trainInFrame(tab, "{ sandbox: 'allow-scripts', src: 'frame.html' }")).complaints, [])
}, { complaints: [/CORS|origin 'null'|ERR_FAILED/] }) // its fetch of the text is refused; it goes on to the script that holds it

test('a sandboxed frame, which has no store to keep a run in, trains a transformer', async (t) => {
  const frame = FRAME.replace('<iambic-trainer', '<iambic-trainer page preset="self-attention" workers="1"')
  const tab = await t.openBlank({ files: { 'frame.html': frame, 'report.js': REPORT } })
  assert.deepEqual((await trainInFrame(tab, "{ sandbox: 'allow-scripts', src: 'frame.html' }")).complaints, [])
}, { complaints: [/CORS|origin 'null'|ERR_FAILED/] })

test('a sandboxed frame without an address trains', async (t) => {
  const tab = await t.openBlank({ files: { 'report.js': REPORT } })
  const scripts = FRAME.replace('<script', '<base href="${document.baseURI}"><script src="recorder.js"></script><script')
  assert.deepEqual((await trainInFrame(tab, `{ sandbox: 'allow-scripts', srcdoc: \`${scripts}\` }`)).complaints, [])
}, { complaints: [/CORS|origin 'null'|ERR_FAILED/] })

test('a page whose policy forbids workers trains on its own thread', async (t) => {
  const tab = await t.openBlank({ files: { 'frame.html': FRAME, 'report.js': REPORT }, policy: "script-src 'self' 'wasm-unsafe-eval'" })
  const { complaints, refused } = await trainInFrame(tab, "{ src: 'frame.html' }")
  assert.deepEqual(complaints, [])
  assert.equal(refused[0], 'blob', 'the policy had nothing to refuse')
}, { complaints: [/Content.Security.Policy/i] })

test('a page whose policy forbids WebAssembly says so in one sentence', async (t) => {
  const page = new TrainerPage(await t.open(t.server.site({ policy: "script-src 'self'" })))
  await page.state('error')
  assertSentence(await page.text('status'), /Content-Security-Policy forbids WebAssembly.*'wasm-unsafe-eval'/)
  assert.ok(await page.run((_, root) => root.getElementById('train').disabled), 'Train can be pressed')
}, { complaints: [/Content.Security.Policy/i] })

const WITHOUT_TEXT = ['tinyshakespeare.txt', 'tinyshakespeare.js']
const NO_TEXT = [/404/, /ERR_TUNNEL_CONNECTION_FAILED/, /CORS request did not succeed/]

test('without the text beside it, the page trains on its built-in sample, says so, and asks nobody', async (t) => {
  const page = new TrainerPage(await t.open(t.server.site({ hide: WITHOUT_TEXT })))
  await page.ready('built-in sample')
  await page.until('the explanation', (_, root) => /does not lie beside this page.*built-in sample/.test(root.getElementById('corpus-note').textContent))
  const { characters, vocabularySize } = await page.run((element) => element.trainer.info)
  assert.ok(characters >= 20_000 && vocabularySize === 65, `${characters} characters, ${vocabularySize} different ones`)
  assert.match(await page.text('text'), /^SKIcLT;AcELMoTbvZv/)
  await page.train(500)
}, { complaints: NO_TEXT })

test('tiny Shakespeare comes from its public address when the reader presses a button that names it', async (t) => {
  const page = new TrainerPage(await t.open(t.server.site({ hide: WITHOUT_TEXT })))
  await page.ready('(tiny Shakespeare was not found)')
  await page.unfold('corpus')
  assert.equal(await page.text('corpus-shakespeare'), 'Fetch tiny Shakespeare from raw.githubusercontent.com')
  await page.click('corpus-shakespeare')
  await page.until('a sentence', (_, root) => root.getElementById('corpus-problem').textContent)
  assertSentence(await page.text('corpus-problem'), /^The text input\.txt could not be loaded: raw\.githubusercontent\.com does not answer/)
  await page.train(50)
}, { complaints: NO_TEXT, asks: ['raw.githubusercontent.com'] })

test('what the public address has is used, and can be chosen again', async (t) => {
  const head = `const { fetch: real } = globalThis
    globalThis.fetch = (address, options) => real(/githubusercontent.com\\/karpathy\\/char-rnn/.test(address) ? 'elsewhere.txt' : address, options)`
  const page = new TrainerPage(await t.open(t.server.site({ head, hide: WITHOUT_TEXT, files: { 'elsewhere.txt': t.corpus.toString() } })))
  await page.ready('(tiny Shakespeare was not found)')
  await page.unfold('corpus')
  await page.click('corpus-shakespeare')
  await page.ready('tiny Shakespeare, 1,115,394 characters')
  await page.train(100)
}, { complaints: NO_TEXT })

test('without the chart\'s script the page trains, and says so in the chart\'s place', async (t) => {
  const page = await t.openPage({ site: { hide: ['iambic-chart.js'] } })
  await page.until('a sentence', (_, root) => root.getElementById('chart').textContent)
  assertSentence(await page.text('chart'), /chart is missing.*iambic-chart\.js could not be loaded.*trains without it/)
  await page.train(500)
}, { complaints: [/404/] })

test('a browser without WebAssembly SIMD is told so in one sentence', async (t) => {
  const page = new TrainerPage(await t.open(t.server.site({ head: 'WebAssembly.validate = () => false' })))
  await page.state('error')
  assertSentence(await page.text('status'), /no WebAssembly SIMD.*Chrome \d+, Firefox \d+, Safari [\d.]+ or newer/)
})

test('two elements on one page train by themselves, and one that is taken away ends its worker', async (t) => {
  const element = (/** @type {number} */ seed) => `<iambic-trainer steps="2000" pace="full" seed="${seed}"></iambic-trainer>`
  const head = `const { Worker: Real } = globalThis
    globalThis.ended = 0
    globalThis.Worker = class extends Real { terminate() { ended++; super.terminate() } }`
  const tab = await t.openBlank({ head, files: { 'blank.html': `<!doctype html>${element(1)}${element(2)}<script src="iambic.js"></script>` } })
  const losses = await tab.run(`Promise.all(Array.from(document.querySelectorAll('iambic-trainer'), async (element) => {
    const ready = () => element.state === 'idle' && element.shadowRoot.getElementById('corpus-line').textContent.includes('1,115,394')
    while (!ready()) await new Promise((resolve) => { setTimeout(resolve, 20) })
    const done = new Promise((resolve) => { element.addEventListener('iambic-done', resolve, { once: true }) })
    await element.train()
    return (await done).detail.train
  }))`)
  assert.ok(losses.every((/** @type {number} */ loss) => loss > 2.45 && loss < 3.5) && losses[0] !== losses[1], losses.join(', '))
  const ended = await tab.run(`(async () => {
    const before = globalThis.ended
    document.querySelector('iambic-trainer').remove()
    await new Promise((resolve) => { setTimeout(resolve, 3000) }) // it might only be moved
    return globalThis.ended - before
  })()`)
  assert.equal(ended, 1)
})
