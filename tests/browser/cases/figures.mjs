// Where figures stand in one column; what is offered for each: to fill the window, and to be saved; and what the foot of the page offers.
import assert from 'node:assert/strict'
import { openCourse } from '../harness/course.mjs'
import { test } from '../harness/suite.mjs'

/** Opens the menu of a figure and saves. @param {import('../harness/page.mjs').TrainerPage} page @param {string} part @param {string} kind */
async function save(page, part, kind) {
  await page.run((_, root, name) => { if (root.getElementById(`saves-${name}`).hidden) root.getElementById(`save-${name}`).click() }, part)
  await page.until('its menu', (_, root, name, wanted) => root.querySelector(`#saves-${name} [data-kind=${wanted}]`) !== null, part, kind)
  return page.run(async (_, root, name, wanted) => {
    /** @type {Promise<{ file: string, address: string }>} */
    const clicked = new Promise((resolve) => {
      HTMLAnchorElement.prototype.click = function click() { resolve({ file: this.download, address: this.href }) }
    })
    root.querySelector(`#saves-${name} [data-kind=${wanted}]`).click()
    const { file, address } = await clicked
    const blob = await (await fetch(address)).blob()
    if (wanted !== 'png') return { file, text: await blob.text() }
    const image = await createImageBitmap(blob)
    const { width, height } = image
    const canvas = Object.assign(document.createElement('canvas'), { width, height })
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'))
    context.drawImage(image, 0, 0)
    return { file, width, height, colours: new Set(new Uint32Array(context.getImageData(0, 0, width, height).data.buffer)).size }
  }, part, kind)
}

/** Of a chapter: the bigram's. @param {import('../harness/page.mjs').TrainerPage} page */
async function savesTheDrawing(page) {
  await page.click('chapter-toggle')
  await page.until('its drawing', (_, root) => root.getElementById('save-chapter') !== null)
  const { file: model, colours } = await save(page, 'chapter', 'png')
  assert.equal(model, 'iambic-bigram-40-model.png')
  assert.ok(colours > 4, `${colours} colours`)
  const vector = await save(page, 'chapter', 'svg')
  assert.deepEqual(vector.text.match(/<rect [^>]*fill="rgb\([^)]*\)"/g)?.length, 3, vector.text) // what it sees, the table, and what comes next
  assert.match(vector.text, /what it sees<.*the table<.*bigram, seed 7/)
}

/** What stands still: in WebKit the style of a container may come a frame late. @template T @param {() => Promise<T>} look @returns {Promise<T>} */
async function atRest(look) {
  for (let before = '', seen = await look(); ; seen = await look()) {
    if (JSON.stringify(seen) === before) return seen
    before = JSON.stringify(seen)
    await new Promise((resolve) => { setTimeout(resolve, 100) })
  }
}

test('in one column the text is in the first view while it learns, and all is read and reached in the order in which it is seen', async (t) => {
  const page = await t.openPage({ size: { width: 390, height: 844 } })
  /** Where they are, and whether each comes after the one before it in the document. @param {string[]} ids */
  const placed = (ids) => page.run((_, root, names) => {
    const parts = names.map((/** @type {string} */ name) => root.getElementById(name))
    return {
      tops: parts.map((/** @type {HTMLElement} */ part) => part.getBoundingClientRect().top),
      inOrder: parts.slice(1).every((/** @type {Node} */ part, /** @type {number} */ i) => parts[i].compareDocumentPosition(part) & 4),
    }
  }, ids)
  await page.until('its place', (_, root) => root.getElementById('next') !== null)
  const order = ['train', 'number-loss', 'text', 'prompt', 'pace', 'status', 'chart', 'next', 'table', 'lesson']
  const { tops, inOrder } = await atRest(() => placed(order))
  assert.deepEqual(tops, [...tops].sort((a, b) => a - b))
  assert.ok(inOrder, 'the document has another order')
  await page.run((element) => { element.pace = 50 })
  await page.click('train')
  await page.until('a loss as a choice', (_, root) => {
    const told = root.querySelector('.choices')
    return /^as unsure as among \d\d\.\d characters$/.test(told.textContent) && told.checkVisibility()
  })
  const moving = order.slice(0, order.indexOf('next'))
  assert.deepEqual((await placed(moving)).tops, tops.slice(0, moving.length), 'it moves when Train is pressed')
  const bottom = await page.run((_, root) => root.getElementById('text').getBoundingClientRect().bottom)
  assert.ok(bottom < 844, `the text ends at ${bottom}`)
  await page.run((element) => { element.pace = 'full' })
  await page.until('the offer', (element, root) => element.state === 'done' && root.querySelector('[data-suggestion=next]') !== null)
  const [top, end] = await page.run((_, root) => {
    const box = root.querySelector('[data-suggestion=next]').getBoundingClientRect()
    return [box.top, box.bottom]
  })
  assert.ok(top > bottom && end < 844, `the next rung is offered from ${top} to ${end}`)
  assert.deepEqual((await placed(moving)).tops.slice(0, -1), tops.slice(0, moving.length - 1), 'it moves when the run ends') // but for the chart, which the sentence pushes down
  await page.run((_, root) => root.getElementById('prompt').focus())
  await page.tab.resize(1280, 800)
  await page.until('two columns', (_, root) => root.querySelector('.figures > .writing') !== null)
  assert.ok((await placed(['status', 'chart', 'table', 'prompt', 'text', 'next', 'lesson'])).inOrder, 'on a wide screen the document has another order')
  assert.equal(await page.run((_, root) => root.activeElement?.id), 'prompt')
})

test('a figure is saved as a picture and as numbers, which are those of the run', async (t) => {
  const page = await t.openPage({ settings: 'steps=40&pace=full&seed=7' })
  await page.until('its tools', (_, root) => root.getElementById('save-loss') !== null)
  await page.train(40)
  const { file, text } = await save(page, 'loss', 'csv')
  assert.equal(file, 'iambic-bigram-40-loss.csv')
  assert.match(text, /^# seed=7\r$/m)
  assert.match(text, /^# each line is .*; losses are in nats per character\r$/m)
  const rows = text.trimEnd().split('\r\n').filter((/** @type {string} */ line) => !line.startsWith('#'))
  assert.equal(rows.shift(), 'step,train,validation,batch_loss')
  const last = rows.at(-1).split(',').map(Number)
  assert.deepEqual([rows.length, last[0]], [40, 40])
  assert.deepEqual([last[2].toFixed(2), last[3].toFixed(2)], await page.run((_, root) => ['reading-val', 'number-loss'].map((id) => root.getElementById(id).textContent)))
  for (const part of ['loss', 'table']) {
    const { file: name, width, height, colours } = await save(page, part, 'png')
    assert.match(name, /^iambic-bigram-40-(loss|pairs)\.png$/)
    assert.ok(width > 300 && height > 250 && colours > 20, `${name}: ${width} × ${height}, ${colours} colours`)
  }
  const drawn = async (/** @type {string} */ part) => {
    const svg = await save(page, part, 'svg')
    return page.run((_element, _root, source) => {
      const { documentElement } = new DOMParser().parseFromString(source, 'image/svg+xml')
      const points = [...documentElement.querySelectorAll('polyline')].map((line) => /** @type {string} */ (line.getAttribute('points')).split(' ').length)
      return { points, cells: documentElement.querySelectorAll('g rect').length, text: documentElement.textContent }
    }, svg.text)
  }
  const [curve, table] = [await drawn('loss'), await drawn('table')]
  assert.deepEqual(curve.points, [40, rows.filter((/** @type {string} */ row) => row.split(',')[2] !== '').length], 'points of the training loss and of the validation loss')
  assert.equal(table.cells, 65 ** 2)
  for (const { text } of [curve, table]) assert.match(text, /bigram, seed 7 .* 40 steps/)
  const shares = (await save(page, 'table', 'csv')).text.trimEnd().split('\r\n').filter((/** @type {string} */ line) => !line.startsWith('#')).at(-1)
  assert.ok(Math.abs(shares.split(',').slice(1).map(Number).reduce((/** @type {number} */ sum, /** @type {number} */ share) => sum + share, 0) - 1) < 1e-4)
  await savesTheDrawing(page)
  assert.match(await page.run((_, root) => root.querySelector('#saves-table [role=status]').textContent), /^Saved as iambic-bigram-40-pairs\.csv\.$/)
})

test('a figure fills the window and goes back by its button and by Escape, also where a page in a frame may not fill the screen', async (t) => {
  const page = await openCourse(t, '<div style="transform: scale(0.9); overflow: hidden"><iambic-trainer steps="40"></iambic-trainer></div>')
  await page.until('a model and its tools', (element, root) => element.state === 'idle' && root.getElementById('enlarge-table') !== null)
  await page.run(() => { Object.defineProperty(document, 'fullscreenEnabled', { value: false }) })
  const fills = (/** @type {any} */ _, /** @type {any} */ root, /** @type {string} */ name) => {
    const { left, top, width, height } = root.querySelector(`.${name}`).getBoundingClientRect()
    const { clientWidth, clientHeight } = document.documentElement // without the bars by which the page scrolls, which some browsers leave beside it
    const within = (/** @type {number} */ size, /** @type {number} */ least, /** @type {number} */ most) => (
      Math.round(size) >= least && Math.round(size) <= most)
    return Math.round(left) === 0 && Math.round(top) === 0 && within(width, clientWidth, innerWidth) && within(height, clientHeight, innerHeight)
  }
  for (const part of ['loss', 'writing', 'table']) {
    const before = await page.run((_, root) => root.querySelector('.u-over, .cells').clientWidth)
    await page.run((_, root, name) => root.getElementById(`enlarge-${name}`).click(), part)
    await page.until(`${part} to fill the window`, fills, part)
    if (part === 'loss') await page.until('a larger chart', (_, root, width) => root.querySelector('.u-over').clientWidth > width, before)
    assert.equal(await page.run((_, root) => root.activeElement.id), `enlarge-${part}`)
    if (part === 'table') await page.run((_, root) => root.getElementById('enlarge-table').click())
    else await page.press('Escape')
    await page.until(`${part} to be small again`, (_, root, name) => root.querySelector(`.${name}`).getBoundingClientRect().width < innerWidth - 100, part)
    assert.equal(await page.run((_, root) => root.activeElement.id), `enlarge-${part}`)
  }
})

test('the colours that a reader chooses are there before anything is drawn at the next visit, and the link of what runs is copied', async (t) => {
  const page = await t.openPage({ settings: 'seed=3' })
  await page.until('the foot', (_, root) => root.getElementById('theme-dark') !== null)
  const dark = () => page.run((element) => element.matches(':state(dark)'))
  assert.equal(await dark(), false)
  await page.click('theme-dark')
  await page.until('the dark', (element) => element.matches(':state(dark)'))
  await page.reload()
  assert.equal(await page.run(() => document.documentElement.dataset.theme), 'dark')
  await page.until('the dark, again', (element, root) => element.matches(':state(dark)') && root.getElementById('theme-dark')?.getAttribute('aria-pressed') === 'true')
  await page.run(() => { navigator.clipboard.writeText = async (text) => { Object.assign(globalThis, { copied: text }) } })
  await page.run((_, root) => root.getElementById('copy-link').focus())
  await page.press('Enter') // which no mouse could miss while what stands above is still being built
  await page.until('a word about it', (_, root) => root.getElementById('link-copied').textContent === 'Copied')
  assert.match(await page.run(() => Reflect.get(globalThis, 'copied')), /#seed=3$/)
  assert.ok(await page.run(async (_, root) => {
    const links = [...root.querySelectorAll('footer a')].map(({ href }) => href).filter((href) => !href.startsWith('https://www.youtube.com/'))
    return links.length === 2 && (await Promise.all(links.map((href) => fetch(href)))).every(({ ok }) => ok)
  }))
  await page.click('theme-device')
  await page.run(() => localStorage.clear()) // the cases after this one are first visits
})
