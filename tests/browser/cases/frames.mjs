// The page in a frame of somebody's course: as high as it is, obedient to the page around it and to nobody else.
import assert from 'node:assert/strict'
import { assertSentence, test } from '../harness/suite.mjs'

// What pages around a frame do with its messages: ours; what H5P's public resizer does, in our words, which greets nobody first; what Canvas does.
const HOSTS = {
  'iambic-frame.js': '<script src="iambic-frame.js"></script>',
  "H5P's resizer": `<script>
    addEventListener('message', ({ source, data }) => {
      if (data.context !== 'h5p') return
      const frame = [...document.querySelectorAll('iframe')].find(({ contentWindow }) => contentWindow === source)
      const answer = (action) => source.postMessage({ context: 'h5p', action }, '*')
      if (data.action === 'hello') {
        frame.style.width = '100%'
        addEventListener('resize', () => answer('resize'))
        answer('hello')
      } else if (data.action === 'prepareResize' && (frame.clientHeight !== data.scrollHeight || data.scrollHeight !== data.clientHeight)) {
        frame.style.height = data.clientHeight + 'px'
        answer('resizePrepared')
      } else if (data.action === 'resize') frame.style.height = data.scrollHeight + 'px'
    })
  </script>`,
  'Canvas': `<script>
    addEventListener('message', ({ source, data }) => {
      if (data.subject !== 'lti.frameResize') return
      const frame = [...document.querySelectorAll('iframe')].find(({ contentWindow }) => contentWindow === source)
      frame.style.height = data.height + 'px'
    })
  </script>`,
}
const WIDTHS = [360, 768, 1280]

const STYLE = '<style>body { margin: 0 } iframe { width: 100%; border: 3px solid; box-sizing: content-box; margin: 0 -3px }</style>'
const FRAMES = WIDTHS.map((width) => `<div style="width: ${width}px"><iframe src="index.html#workers=1&lang=de"></iframe></div>`).join('')
const PAGES = Object.fromEntries(Object.entries(HOSTS).map(([name, script], i) => [`host-${i}.html`, `<!doctype html><title>${name}</title>${STYLE}${script}${FRAMES}`]))
// All of these, so small that all are in view, for what is not is neither begun nor drawn; at first out of sight.
const COURSE = `<!doctype html><title>a course</title><style>
    body { margin: 0; display: flex; transform-origin: 0 0; transform: translateY(9000px) scale(0.1) }
    iframe { border: 0; flex: none; width: 1300px; height: 8000px }
  </style>
  <body>${Object.keys(PAGES).map((file) => `<iframe src="${file}"></iframe>`).join('')}<script>
    const frames = []
    globalThis.each = (ask) => Promise.all(frames.map(async ({ name, frame, heights }) => {
      const page = frame.contentDocument
      const element = page.querySelector('iambic-trainer')
      const answer = await ask({ frame, page, element, root: element.shadowRoot, heights })
      return answer && name + ': ' + answer
    })).then((all) => all.filter(Boolean).join('; '))
    addEventListener('load', () => {
      for (const { contentDocument, contentWindow } of document.querySelectorAll('iframe')) {
        for (const frame of contentDocument.querySelectorAll('iframe')) {
          const heights = []
          frames.push({ name: contentDocument.title + ' ' + frame.clientWidth, frame, heights })
          new contentWindow.ResizeObserver(() => heights.push(frame.clientHeight)).observe(frame)
        }
      }
      globalThis.loaded = true
    })
  </script>`

/** Nine frames in one page, of each kind of host and each width. @param {import('../harness/suite.mjs').Test} t */
async function openHosts(t) {
  const tab = await t.open(`${t.server.site({ files: { ...PAGES, 'course.html': COURSE } })}course.html`)
  /** What is wrong in which frame, at the last when 12 more frames of the screen are drawn. @param {string} what @param {string} wrong an expression @param {number} [patience] milliseconds */
  const soon = async (what, wrong, patience = 60_000) => {
    let seen = 'nothing'
    for (const deadline = Date.now() + patience; seen !== '' && Date.now() < deadline;) seen = await tab.run(`globalThis.loaded ? each(({ frame, page, element, root }) => (${wrong})) : 'not loaded'`)
    assert.equal(seen, '', what)
  }
  const fits = (/** @type {string} */ what) => tab.run(`each(async ({ frame, page }) => {
    const wrong = () => {
      const { scrollHeight, clientHeight, scrollWidth, clientWidth } = page.documentElement
      const content = page.documentElement.getBoundingClientRect().height
      return scrollHeight <= clientHeight && scrollWidth <= clientWidth && clientWidth === frame.clientWidth && Math.abs(clientHeight - content) < 1.01 ? '' : 'in ' + clientWidth + ' x ' + clientHeight + ' stand ' + scrollWidth + ' x ' + content
    }
    for (let i = 0; i < 12 && wrong(); i++) await new Promise(requestAnimationFrame)
    return wrong()
  })`).then((wrong) => assert.equal(wrong, '', what))
  const act = (/** @type {string} */ action) => tab.run(`each(({ element, root }) => void (${action}))`)
  return { tab, soon, fits, act }
}

test('in pages with three ways to hear its height a frame is as high as what is in it, whatever that is, and at rest', async (t) => {
  const { tab, soon, fits, act } = await openHosts(t)
  await soon('what has not begun', "element.state === 'loading' && page.documentElement.classList.contains('framed') ? '' : element.state")
  await fits('loading')
  await tab.run("document.body.style.transform = 'scale(0.1)'")
  await soon('a model and a chart', "element.state === 'idle' && root.querySelector('.u-over') ? '' : element.state")
  await fits('idle')
  await act("element.apply({ steps: 100000, pace: 100 }), root.getElementById('train').click()")
  await soon('some steps', "element.trainer.step > 20 ? '' : element.trainer.step")
  await fits('training')
  await tab.run('each(({ heights }) => void heights.splice(0))')
  await new Promise((resolve) => { setTimeout(resolve, 2500) }) // in which a height that swings would
  await fits('training')
  const swings = 'heights.filter((height, i) => (heights[i + 1] - height) * (heights[i + 2] - heights[i + 1]) < 0)'
  assert.equal(await tab.run(`each(({ heights }) => (${swings}.length > 0 ? heights.join() : ''))`), '', 'heights while training')
  await act("root.getElementById('train').click(), element.preset = 'self-attention'")
  await soon('another rung', "element.state === 'idle' && element.trainer.info.config.model === 'self-attention' ? '' : element.state")
  await fits('another rung')
  for (const panel of ['settings', 'corpus']) {
    await act(`root.getElementById('${panel}-toggle').click()`)
    await fits(`the panel ${panel}`)
  }
  await act("root.getElementById('settings-toggle').click()")
  await act("root.getElementById('gradients').open = true, root.getElementById('check-gradients').click()")
  await soon('the gradients', "root.getElementById('gradients-table').getBoundingClientRect().height > 50 ? '' : root.getElementById('gradients-status').textContent")
  await fits('the table of gradients')
  await act("element.setAttribute('learning-rate', '-1')")
  await soon('a word about what is refused', "root.textContent.includes('-1') ? '' : 'none'")
  await fits('an error')
})

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
  assert.deepEqual([await within('element.trainer.step'), await heard('sample'), await heard('error')], [0, [], []])
  await tab.run(`document.querySelector('iframe').contentWindow.postMessage({ iambic: 1, type: 'load', bytes: model }, '*')`)
  const sample = await until('a text of the model', "parent.heard.find(({ type, step }) => type === 'sample' && step === 60)")
  assert.equal(sample.iambic, 1)
  await until('the same text', `root.getElementById('text').textContent === ${JSON.stringify(text)}`)
  assert.ok(sample.text.length > 200 && sample.text.includes(text.slice(20, 100)), 'another model writes')
  assert.deepEqual(await within('[element.trainer.step, element.trainer.info.config.seed]'), [60, 7])
})
