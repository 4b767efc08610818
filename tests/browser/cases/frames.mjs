// The page in a frame of somebody's course: as high as it is, obedient to the page around it and to nobody else.
import assert from 'node:assert/strict'
import { assertSentence, test } from '../harness/suite.mjs'

const KEEP = `<script>
  globalThis.heard = []
  addEventListener('message', ({ data }) => { if (data.iambic && data.type !== 'height') heard.push(data) })
</script>`

/** One frame, in a page that only listens. @param {import('../harness/suite.mjs').Test} t */
async function openFrame(t, hash = '') {
  const html = `<!doctype html><title>a course</title>${KEEP}<iframe src="index.html${hash}"></iframe><p>and so on`
  const tab = await t.open(`${t.server.site({ files: { 'course.html': html } })}course.html`)
  /** In the frame. @param {string} expression of the element, `element` @returns {Promise<any>} */
  const within = (expression) => tab.run(`(() => {
    const page = document.querySelector('iframe').contentDocument
    const element = page.querySelector('iambic-trainer')
    const root = element?.shadowRoot
    return ${expression}
  })()`)
  /** @param {string} what @param {string} expression */
  const until = async (what, expression) => {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
      const value = await within(expression)
      if (value) return value
      await new Promise((resolve) => { setTimeout(resolve, 20) })
    }
    throw new Error(`waited 30 s in vain for ${what}; the frame says ${await within("root?.getElementById('status').textContent")}`)
  }
  const tell = (/** @type {object} */ message) => tab.run(`document.querySelector('iframe').contentWindow.postMessage(${JSON.stringify(message)}, '*')`)
  const heard = (/** @type {string} */ type) => tab.run(`heard.filter(({ type }) => type === '${type}')`)
  await until('a model', "element?.state === 'idle'")
  return { tab, within, until, tell, heard }
}

test('the page around a frame is told what happens, and is obeyed, and nobody else is', async (t) => {
  const { tab, within, until, tell, heard } = await openFrame(t)
  const [ready] = await until('a word that it is ready', "parent.heard.filter(({ type }) => type === 'ready')[0] && parent.heard.filter(({ type }) => type === 'ready')")
  assert.equal(ready.iambic, 1)
  await tell({ iambic: 1, type: 'apply', settings: { 'steps': 400, 'learning-rate': 0.01, 'pace': 'full' } })
  await until('the settings', 'element.steps === 400 && element.learningRate === 0.01')
  await until('no way back from what the page around has asked for', "root.getElementById('teachers')?.hidden")
  await within('void (root.getElementById("seed").value = 9, root.getElementById("seed").dispatchEvent(new Event("change")))')
  await until('a way back from what the reader has', "root.getElementById('teachers').hidden === false")
  await within("root.getElementById('teachers-version').click()")
  await until('what the page around has asked for', "root.getElementById('teachers').hidden && element.steps === 400 && element.learningRate === 0.01 && element.trainer.info.config.seed === 1337")
  await tell({ iambic: 1, type: 'train' })
  await until('the end', "element.state === 'done'")
  const [done] = await heard('done')
  assert.equal(done.step, 400)
  assert.ok(done.loss > 0 && done.loss < 6)
  assert.ok((await heard('progress')).length > 0)
  assert.deepEqual((await heard('state')).map((/** @type {any} */ { state }) => state).slice(-2), ['training', 'done'])
  await tell({ iambic: 1, type: 'reset' })
  await until('the reset', "element.state === 'idle' && element.trainer.step === 0")
  await tell({ iambic: 1, type: 'step' })
  await until('a step', 'element.trainer.step === 1')

  await within(`void page.defaultView.eval("postMessage({ iambic: 1, type: 'reset' }, '*')")`) // its own, not its parent's
  await tab.run(`new Promise((resolve) => {
    const other = document.body.appendChild(document.createElement('iframe'))
    other.contentWindow.eval("parent.frames[0].postMessage({ iambic: 1, type: 'reset' }, '*')")
    setTimeout(resolve, 300)
  })`)
  assert.equal(await within('element.trainer.step'), 1)
})

test('what the page around a frame asks in vain is answered in a sentence, and nothing changes', async (t) => {
  const { tab, until, tell, within, heard } = await openFrame(t)
  const wrong = [
    [{ type: 'fly' }, /^there is no command fly; there are train, pause, step, reset, load, apply, height$/],
    [{ type: 'toString' }, /^there is no command toString; /],
    [{ type: 'apply', settings: { steps: 7, learningRate: -1 } }, /learning rate.*-1/i],
    [{ type: 'apply', settings: { steps: 7, colour: 'red' } }, /colour/],
    [{ type: 'apply' }, /^apply wants settings, /],
    [{ type: 'apply', settings: null }, /^apply wants settings, /],
    [{ type: 'load' }, /^load wants bytes, /],
    [{ type: 'load', bytes: 'a model' }, /^load wants bytes, /],
    [{}, /^there is no command without a type; /],
  ]
  for (const [i, [message, sentence]] of wrong.entries()) {
    await tell({ iambic: 1, ...message })
    const text = await until('an answer', `parent.heard.filter(({ type }) => type === 'error')[${i}]?.message`)
    assertSentence(text, /** @type {RegExp} */ (sentence))
  }
  await tab.run(`document.querySelector('iframe').contentWindow.postMessage({ iambic: 1, type: 'load', bytes: new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9]) }, '*')`)
  assertSentence(await until('an answer', `parent.heard.filter(({ type }) => type === 'error')[${wrong.length}]?.message`), /safetensors|header|file/i)
  assert.equal((await heard('error')).length, wrong.length + 1, 'more than one sentence each')
  assert.deepEqual(await within('[element.steps, element.state, element.trainer.step]'), [10_000, 'idle', 0])
})

test('a saved model that the page around sends is gone on with, and what it writes is told; from another window it is nothing', async (t) => {
  const { tab, until, within, heard } = await openFrame(t, '#seed=7&steps=60&pace=full&temperature=0') // at which a model has one text only
  await within('void element.train().then(() => element.save()).then((bytes) => { parent.model = bytes })')
  await tab.run(`new Promise((resolve) => { const wait = setInterval(() => { if (globalThis.model) resolve(clearInterval(wait)) }, 20) })`)
  const text = await until('what it has written', "element.trainer.step === 60 && root.getElementById('text').dataset.step === '60' && root.getElementById('text').textContent")
  await within('void element.reset()')
  const untrained = await until('the untrained model', "element.state === 'idle' && element.trainer.step === 0 && root.getElementById('text').dataset.step === '0' && root.getElementById('text').textContent")
  assert.notEqual(untrained, text)
  await tab.run(`new Promise((resolve) => {
    heard.length = 0
    const other = document.body.appendChild(document.createElement('iframe'))
    other.contentWindow.eval("parent.frames[0].postMessage({ iambic: 1, type: 'load', bytes: parent.model }, '*')")
    setTimeout(resolve, 300)
  })`)
  const others = (await heard('sample')).filter((/** @type {{ step: number }} */ { step }) => step > 0) // of the untrained one there may be a late one
  assert.deepEqual([await within('element.trainer.step'), others, await heard('error')], [0, [], []])
  await tab.run(`document.querySelector('iframe').contentWindow.postMessage({ iambic: 1, type: 'load', bytes: model }, '*')`)
  const sample = await until('a text of the model', "parent.heard.find(({ type, step }) => type === 'sample' && step === 60)")
  assert.equal(sample.iambic, 1)
  await until('the same text', `root.getElementById('text').textContent === ${JSON.stringify(text)}`)
  assert.ok(sample.text.length > 200 && sample.text.includes(text.slice(20, 100)), 'another model writes')
  assert.deepEqual(await within('[element.trainer.step, element.trainer.info.config.seed]'), [60, 7])
})
