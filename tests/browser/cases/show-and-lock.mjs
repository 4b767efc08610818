// Only this, and not to be changed: what `show` leaves out can be neither reached nor heard, and what `lock` names only a teacher changes.
import assert from 'node:assert/strict'
import { openCourse } from '../harness/course.mjs'
import { test } from '../harness/suite.mjs'

/** What belongs to each part. */
const PARTS = {
  ladder: '.ladder', controls: '.controls, #restart, footer', settings: '#settings-toggle, #settings', source: '#corpus-line, #corpus-offer, #corpus-toggle, #corpus-panel',
  status: '.status', step: '#one-step', loss: '.loss, #numbers-loss-scroller', table: '.table, #numbers-shares-scroller', ask: '.wishes', writing: '.writing', next: '#next', inside: '#inside', subwords: '#subwords', answers: '#lesson', gradients: '#gradients',
}
/** What must be there to be shown, once all is open. */
const CORE = {
  ladder: '#rungs input', controls: '#train', settings: '#learningRate', source: '#corpus-open', status: '#status', step: '#one-step-line', loss: '#chart', table: '#table', ask: '#prompt', writing: '#text',
  next: '#next-title', inside: '#inside-words', subwords: '#subwords-size', answers: '#lesson h3', gradients: '#check-gradients',
}

/** Of what is there to be reached or heard, the part; what is wrong with the page under each list. @type {(element: any, root: any, lists: string[][], given: { parts: Record<string, string>, core: Record<string, string> }) => Promise<string[]>} */
async function walk(element, root, lists, { parts, core }) {
  const wrong = []
  const seen = (/** @type {any} */ part) => part.getClientRects().length > 0 && getComputedStyle(part).visibility === 'visible'
  const partOf = (/** @type {any} */ at) => Object.keys(parts).find((name) => at.closest(parts[name]))
  for (const list of lists) {
    element.setAttribute('show', list.join(' '))
    const hidden = list.length > 0 ? Object.keys(parts).filter((name) => !list.includes(name)).sort().join(' ') : ''
    const page = root.getElementById('page')
    while ((page.dataset.hides ?? '').split(' ').sort().join(' ') !== hidden) await new Promise((resolve) => { setTimeout(resolve, 0) })
    const reached = [...root.querySelectorAll('button, input, select, textarea, summary, a[href], [tabindex]')].filter(seen)
    const heard = []
    for (const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT); texts.nextNode();) {
      const at = texts.currentNode.parentElement
      if (texts.currentNode.textContent?.trim() && at && !at.closest('style') && seen(at)) heard.push(at)
    }
    for (const at of [...reached, ...heard]) {
      const part = partOf(at)
      if (part && hidden.split(' ').includes(part)) wrong.push(`show="${list}": ${at.id || at.className || at.localName} of ${part}`)
    }
    for (const name of list.length > 0 ? list : Object.keys(core)) if (!seen(root.querySelector(core[name]))) wrong.push(`show="${list}": no ${core[name]}`)
  }
  return wrong
}

/** Seeded lists of parts. @param {number} count */
function lists(count) {
  let state = 20
  const random = () => (state = (state * 1103515245 + 12345) % 2 ** 31) / 2 ** 31
  return Array.from({ length: count }, () => Object.keys(PARTS).filter(() => random() < 0.4))
}

test('each part alone, and 200 choices of them: nothing that is hidden can be reached or heard, and what is shown is there', async (t) => {
  const page = await openCourse(t, '<iambic-trainer preset="self-attention" show="ladder" steps="40" pace="full"></iambic-trainer>')
  await page.until('a model, and the last part', (element, root) => element.state === 'idle' && root.getElementById('numbers') !== null)
  await page.run((element, root) => {
    for (const details of root.querySelectorAll('details')) details.open = true
    for (const id of ['settings', 'corpus']) root.getElementById(`${id}-toggle`).click()
    return element.train() // by its API
  })
  await page.until('the inside, and the subwords', (_, root) => root.getElementById('inside-words') !== null && root.getElementById('subwords-view')?.hidden === false)
  assert.equal(await page.run((element) => element.trainer.step), 40)
  await page.run((element) => element.removeAttribute('show'))
  await page.until('all', (_, root) => !root.getElementById('page').dataset.hides)
  await page.run((_, root) => root.getElementById('step').click())
  await page.until('a step, seen', (_, root) => root.querySelector('#one-step-line [role=option]') !== null)
  const chosen = [[], ...Object.keys(PARTS).map((name) => [name]), ...lists(200)]
  assert.deepEqual((await page.run(walk, chosen, { parts: PARTS, core: CORE })).slice(0, 8), [])
  for (const [list, key, step] of /** @type {[string, string, number][]} */ ([['loss', ' ', 41], ['loss', 's', 41], ['controls', 's', 42]])) {
    await page.run((element, _, show) => element.setAttribute('show', show), list)
    await page.until('it', (_, root, show) => !root.getElementById('page').dataset.hides.includes(show), list)
    await page.run((_, root) => root.querySelector('[tabindex="0"]:is(#chart)').focus())
    await page.run((_, root, pressed) => { (root.activeElement ?? document.querySelector('iambic-trainer')).dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true, composed: true })) }, key)
    if (step === 42) await page.until('a step', (element) => element.trainer.step === 42)
    assert.equal(await page.run((element) => element.trainer.step), step, `${key} with ${list}`)
  }
})

test('an unknown word of show or lock is said on the page, to the page around and with the nearest right one', async (t) => {
  const page = await openCourse(t, '<iambic-trainer show="loss writting" lock="sedd"></iambic-trainer>')
  await page.until('the sentences', (_, root) => root.getElementById('lesson-problem') !== null)
  assert.equal(await page.text('lesson-problem'), 'show: there is no part writting; did you mean writing? lock: there is no setting sedd; did you mean seed?')
  const told = await page.run((element) => new Promise((resolve) => {
    element.addEventListener('iambic-error', (/** @type {any} */ { detail }) => resolve(detail.message), { once: true })
    element.setAttribute('show', 'loss tabel')
  }))
  assert.match(told, /no part tabel; did you mean table\?$/)
  await page.run((element) => element.setAttribute('show', 'loss table'))
  await page.run((element) => element.removeAttribute('lock'))
  await page.until('no sentence', (_, root) => root.getElementById('lesson-problem').textContent === '')
})

test('what is locked is changed neither by form, ladder, slider, key, file nor link; by its page it is', async (t) => {
  const page = await t.openPage({ settings: 'seed=7&steps=60&pace=full&lock=seed,steps,preset,pace,temperature,text' })
  await page.until('the form', (_, root) => root.getElementById('initial') !== null)
  assert.deepEqual(await page.run((_, root) => ['seed', 'steps', 'batchSize'].map((id) => root.getElementById(id).readOnly)), [true, true, false])
  assert.deepEqual(await page.run((_, root) => [...root.querySelectorAll('#rungs input'), root.getElementById('pace'), root.getElementById('temperature'), root.getElementById('corpus-use')].map(({ disabled }) => disabled).filter((disabled) => !disabled)), [])
  const settings = () => page.run((element) => [element.preset, element.seed, element.steps, element.pace, element.temperature, element.batchSize])
  await page.unfold('settings')
  await page.click('initial')
  assert.deepEqual(await settings(), ['bigram', 7, 60, 'full', 1, 32])
  await page.run(() => { location.hash = 'preset=gpt&seed=9&batch-size=16&steps=3' })
  await page.until('the free one', (element) => element.batchSize === 16)
  assert.deepEqual(await settings(), ['bigram', 7, 60, 'full', 1, 16])
  assert.match(await page.run(() => location.hash), /lock=/)
  await page.upload('corpus-file', t.file('poem.txt', 'the owl and the pussycat went to sea\n'.repeat(50)))
  await page.until('a sentence', (_, root) => root.getElementById('corpus-problem').textContent === 'This lesson has chosen its text.')
  assert.equal(await page.run((element) => element.trainer.info.characters), 1115394)
  await page.run((element) => element.apply({ seed: 8 }))
  await page.until('the teacher\u2019s change', (element) => element.seed === 8)
  await page.click('train')
  await page.until('the end of a run', (element) => element.state === 'done' && element.trainer.step === 60)
  await page.run((element) => element.setAttribute('lock', 'all'))
})

test('in a frame a message changes nothing that is locked, and is answered in a sentence', async (t) => {
  const tab = await t.openBlank()
  const told = await tab.run(`new Promise((resolve, reject) => {
    const told = []
    const frame = document.body.appendChild(Object.assign(document.createElement('iframe'), { src: 'index.html#seed=7&lock=seed&show=loss,controls' }))
    addEventListener('message', ({ data }) => {
      const ask = (message) => frame.contentWindow.postMessage({ iambic: 1, ...message }, '*')
      if (data.iambic && data.type === 'ready') ask({ type: 'apply', settings: { seed: 9, steps: 70 } })
      if (data.iambic && data.type === 'error') told.push(data.message)
      if (told.length === 1) ask({ type: 'load', bytes: new Uint8Array(9) })
      if (told.length === 2) resolve([...told, frame.contentDocument.querySelector('iambic-trainer').seed])
    })
    setTimeout(() => reject(new Error('no answer')), 30_000)
  })`)
  assert.deepEqual(told, ['this lesson has locked seed', 'this lesson has locked seed, which a saved model would bring', 7])
})
