// Commands in quick succession, by buttons, keys, links and attributes: what is shown and what is trained are the same, and nothing gets lost.
import assert from 'node:assert/strict'
import { TrainerPage } from '../harness/page.mjs'
import { assertSentence, test } from '../harness/suite.mjs'

/** @param {number} milliseconds */
const wait = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds) })

/** Follows a link within the page. @param {TrainerPage} page @param {string} settings */
const follow = (page, settings) => page.run((_, __, hash) => { location.hash = hash }, settings)

test('the gradients of a bigram can be checked on the page', async (t) => {
  const page = await t.openPage()
  await page.train(50)
  await page.until('the answers', (_, root) => root.getElementById('gradients') !== null)
  await page.run((_, root) => { root.getElementById('gradients').open = true })
  await page.click('check-gradients')
  await page.until('the verdict', (_, root) => /agree|new one|needs/.test(root.getElementById('gradients-status').textContent))
  assert.match(await page.text('gradients-status'), /^All 1 tensor agree/)
  assert.equal(await page.step(), 50)
  await page.train(50)
})

test('a transformer that is reset in mid-run keeps its own losses in the list of earlier runs', async (t) => {
  const page = await t.openPage({ settings: 'preset=self-attention&steps=3000' })
  await page.click('train')
  await page.until('some losses', (element) => element.trainer.step > 600)
  await page.run((element, root) => root.getElementById('reset').click())
  await page.until('the untrained model', (element) => element.state === 'idle' && element.trainer.step === 0)
  await wait(500)
  const [, loss] = /(\d\.\d\d)/.exec(await page.text('earlier')) ?? []
  assert.ok(Number(loss) < 3.5, `listed as ${await page.text('earlier')}`)
})

test('a pause and a reset of a transformer show no error', async (t) => {
  const page = await t.openPage({ settings: 'preset=gpt&steps=100000' })
  await page.run((element) => {
    element.seen = []
    element.addEventListener('iambic-state', (/** @type {any} */ { detail }) => element.seen.push(detail.state))
  })
  await page.click('train')
  await page.until('some steps', (element) => element.state === 'training' && element.trainer.step > 5)
  await page.click('train')
  await page.state('paused')
  await page.click('reset')
  await page.until('the untrained model', (element) => element.state === 'idle' && element.trainer.step === 0)
  await wait(500)
  assert.deepEqual(await page.run((element) => element.seen), ['training', 'paused', 'idle'])
})

test('two buttons in quick succession show no error, whichever they are', async (t) => {
  const page = await t.openPage({ settings: 'preset=blocks&workers=1&steps=100000' })
  await page.run((element) => {
    element.seen = []
    element.addEventListener('iambic-state', (/** @type {CustomEvent} */ { detail }) => element.seen.push(detail.state))
  })
  const buttons = ['train', 'reset', 'step']
  for (const first of buttons) {
    for (const second of buttons) {
      await page.run((_, root) => root.getElementById('train').click())
      await page.until('some steps', (element) => element.state === 'training' && element.trainer.step > 2)
      await page.run((_, root, one, other) => { for (const id of [one, other]) root.getElementById(id).click() }, first, second)
      await page.until('it to settle', (element) => (element.state === 'training' || element.pause() === undefined) && element.state !== 'loading')
      await page.run((element) => element.pause())
      await page.until('rest', (element) => ['idle', 'paused', 'done'].includes(element.state))
      await page.run((element) => element.reset())
      await page.state('idle')
    }
  }
  const seen = await page.run((element) => element.seen)
  assert.ok(!seen.includes('error'), seen.join())
})

test('a link whose settings only do together is followed, on an open page and on a fresh one', async (t) => {
  const page = await t.openPage()
  await follow(page, 'preset=gpt&n-head=3&n-embd=48&workers=1')
  await page.until('gpt', (element) => element.trainer.info.config.model === 'gpt' && element.state === 'idle')
  assert.deepEqual(await page.run(({ trainer: { info: { config } } }) => [config.nHead, config.nEmbd]), [3, 48])
  assert.deepEqual((await page.run(() => location.hash)).slice(1).split('&').sort(), ['n-embd=48', 'n-head=3', 'preset=gpt', 'workers=1'])
})

test('a link whose settings are refused says so, stays to be read, and is corrected in the form', async (t) => {
  const page = await t.openPage({ settings: 'preset=gpt&n-head=3&workers=1' })
  await page.until('a sentence', (_, root) => root.getElementById('nHead-problem')?.textContent)
  assertSentence(await page.text('nHead-problem'), /3/)
  assert.equal(await page.run(() => location.hash), '#preset=gpt&n-head=3&workers=1')
  assert.equal((await page.config()).nHead, 4)
  assert.ok(await page.run((_, root) => !root.getElementById('train').disabled), 'Train cannot be pressed')
  await page.fill('nEmbd', '48')
  await page.until('both', (element) => element.trainer.info.config.nEmbd === 48)
  assert.equal((await page.config()).nHead, 3)
  assert.equal(await page.text('nHead-problem'), '')
  await page.train(2)
})

test('Train while a rung opens trains that rung', async (t) => {
  const page = await t.openPage({ settings: 'steps=30&pace=full' })
  await page.run((element, root) => {
    element.setAttribute('workers', '1')
    element.setAttribute('preset', 'gpt')
    element.setAttribute('steps', '3')
    root.getElementById('train').click()
  })
  await page.state('done')
  assert.deepEqual(await page.run((element, root) => [element.preset, element.trainer.info.config.model, element.trainer.step, root.querySelector('#rungs :checked').value]), ['gpt', 'gpt', 3, 'gpt'])
})

test('commands before anything is open wait for it, and do not pin the sample', async (t) => {
  const page = new TrainerPage(await t.open(t.server.site({ files: {
    'index.html': `<!doctype html><iambic-trainer steps="300" pace="full"></iambic-trainer><script src="iambic.js"></script><script>
      const element = document.querySelector('iambic-trainer')
      globalThis.told = []
      element.reset().then(() => told.push('reset ' + Boolean(element.trainer)))
      element.train().then(() => told.push(element.state + ' ' + element.trainer.step))
    </script>` } })))
  await page.until('both', () => /** @type {any} */ (globalThis).told.length === 2)
  assert.deepEqual(await page.run(() => /** @type {any} */ (globalThis).told), ['reset true', 'done 300'])
  assert.match(await page.text('corpus-line'), /tiny Shakespeare/)
})

test('an element that is moved goes on, and one that was removed rejects', async (t) => {
  const page = await t.openPage({ settings: 'steps=1000000&pace=5000' })
  await page.click('train')
  await page.until('some steps', (element) => element.trainer.step > 1000)
  const [step, sheets] = await page.run((element, root) => [element.trainer.step, root.adoptedStyleSheets.length])
  await page.run((element) => { for (let i = 0; i < 3; i++) element.ownerDocument.body.appendChild(element) })
  await page.until('more steps', (element, _, before) => element.state === 'training' && element.trainer.step > before + 3000, step)
  assert.equal(await page.run((_, root) => root.adoptedStyleSheets.length), sheets)
  await page.press(' ')
  await page.state('paused') // the keys still work, once
  const message = await page.run(async (element) => {
    element.remove()
    return element.train().then(() => 'it trained', (/** @type {Error} */ { message: said }) => said)
  })
  assert.match(message, /removed/)
})

test('a learning rate that waits is said beside the button, with the settings closed, and the address tells what runs', async (t) => {
  const page = await t.openPage({ settings: 'steps=100&pace=full' })
  await page.train(100)
  await page.unfold('settings')
  await page.fill('learningRate', '0.01')
  await page.until('the sentence', (_, root) => /learning rate/.test(root.getElementById('restart-text').textContent))
  await page.click('settings-toggle')
  assert.ok(await page.run((_, root) => root.getElementById('restart').checkVisibility()), 'it is hidden with the settings')
  assert.doesNotMatch(await page.run(() => location.hash), /learning-rate/)
  await page.click('restart-now')
  await page.until('the new rate', (element) => element.trainer.info.config.learningRate === 0.01)
  assert.match(await page.run(() => location.hash), /learning-rate=0\.01/)
})

test('a rung that is refused is not the one marked as chosen', async (t) => {
  const page = await t.openPage({ site: { hide: ['iambic-gpt.js'] } })
  await page.click('#rungs label:has([value=gpt])')
  await page.until('a sentence', (_, root) => /iambic-gpt\.js/.test(root.getElementById('status').textContent))
  assert.equal(await page.run((_, root) => root.querySelector('#rungs :checked').value), 'bigram')
  await page.train(20)
}, { complaints: [/404/] })

test('a wrong or unknown setting of a link is said, whichever it is, and stays in the address', async (t) => {
  for (const [link, sentence] of /** @type {[string, RegExp][]} */ ([['preset=gtp', /rung .*gtp/i], ['temperature=hot', /temperature .*hot/i], ['pace=-1', /pace .*-1/i],
    ['holdback=2', /holdback .*2/i], ['learnig-rate=0.1', /no setting learnig-rate; did you mean learning-rate\?/]])) {
    const page = await t.openPage({ settings: `seed=7&${link}` })
    await page.until('a sentence', (_, root) => root.getElementById('settings-problem')?.textContent)
    assertSentence(await page.text('settings-problem'), sentence)
    assert.equal(await page.run(() => location.hash), `#seed=7&${link}`)
    assert.equal((await page.config()).seed, 7)
    await follow(page, 'seed=8')
    await page.until('silence', (element, root) => element.trainer.info.config.seed === 8 && root.getElementById('settings-problem').textContent === '')
  }
})

test('after another text there is a way back to tiny Shakespeare', async (t) => {
  const page = await t.openPage()
  await page.upload('corpus-file', t.file('own.txt', 'a text of one\u2019s own '.repeat(20)))
  await page.ready('own.txt')
  await wait(500) // a text that came closes the panel
  await page.unfold('corpus')
  await page.click('corpus-shakespeare')
  await page.ready()
  assert.ok(await page.run((_, root) => root.getElementById('corpus-shakespeare').hidden))
})

test('a page that was translated still understands its own choices', async (t) => {
  const page = await t.openPage({ settings: 'preset=self-attention&workers=1' })
  await page.unfold('settings')
  await page.run((_, root) => { for (const option of root.querySelectorAll('option')) option.textContent = `\u00fcbersetzt ${option.textContent}` })
  await page.run((_, root) => {
    const field = root.getElementById('activation')
    field.selectedIndex = 1
    field.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await page.until('the other activation', (element) => element.trainer.info.config.activation === 'gelu')
})

test('a text, a file and a checkpoint whose names are HTML show as letters', async (t) => {
  const page = await t.openPage()
  const html = '<img src=x onerror=alert(1)>'
  await page.upload('corpus-file', t.file(`${html.replace('/', '')}.txt`, `${html} and more of it `.repeat(20)))
  await page.ready(html)
  await page.train(200)
  await page.upload('checkpoint-file', t.file(`${html}.safetensors`, 'nothing'))
  await page.until('a sentence', (_, root) => root.getElementById('checkpoint-problem').textContent)
  assert.ok((await page.text('checkpoint-problem')).startsWith(html))
  assert.equal(await page.run((element, root) => root.querySelectorAll('img').length + element.querySelectorAll('img').length), 0)
})

test('before the second script has come, a panel opens and is filled when it comes', async (t) => {
  const head = `const { append } = Element.prototype
    Element.prototype.append = function (...nodes) {
      if (!nodes.some((node) => node.src?.includes('iambic-chart'))) return append.apply(this, nodes)
      globalThis.letIn = () => append.apply(this, nodes)
    }`
  const page = new TrainerPage(await t.open(t.server.site({ head })))
  await page.until('the first frame', (element, root) => element?.state === 'idle' && root.getElementById('text').textContent !== '')
  await page.click('settings-toggle')
  await page.run((element) => element.setAttribute('learning-rate', '-1'))
  await page.run((element) => element.setAttribute('seed', '9'))
  await page.until('the seed', (element) => element.trainer.info.config.seed === 9)
  await page.run(() => /** @type {any} */ (globalThis).letIn())
  await page.until('the form', (_, root) => root.getElementById('learningRate')?.checkVisibility())
  assert.equal(await page.run((_, root) => root.getElementById('seed').value), '9')
  assertSentence(await page.text('learningRate-problem'), /-1/)
  await page.until('the chart', (_, root) => root.querySelector('#chart canvas') !== null)
  await page.train(20)
})
