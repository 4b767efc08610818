// A guest in anybody's page: it takes the room it is given, moves nothing around it, and is what it is wherever it is put.
import assert from 'node:assert/strict'
import { openCourse, SCRIPT } from '../harness/course.mjs'
import { test } from '../harness/suite.mjs'

const BELOW = '<div style="height: 3000px">a long lesson</div><iambic-trainer page preset="self-attention"></iambic-trainer>'

test('a course page stays where its reader is when an element below opens on a rung of its own', async (t) => {
  const page = await openCourse(t, BELOW)
  await page.ready()
  assert.equal(await page.run((element) => element.preset), 'self-attention')
  assert.equal(await page.run(() => scrollY), 0)
  await page.run((element) => { element.preset = 'layer-norm' })
  await page.until('another rung', (element, root) => root.querySelector('[value=layer-norm]').checked)
  assert.equal(await page.run(() => scrollY), 0)
})

test('a course page stays where its reader is when the element is in a frame of another origin', async (t) => {
  const tab = await t.openBlank({ files: {
    'frame.html': `<!doctype html>${SCRIPT}<script src="tell.js" defer></script>${BELOW}`,
    'tell.js': "addEventListener('iambic-state', ({ detail }) => parent.postMessage(detail.state + ' ' + scrollY, '*'))",
  } })
  const seen = await tab.run(`new Promise((resolve, reject) => {
    document.body.append(Object.assign(document.createElement('div'), { style: 'height: 2000px' }), Object.assign(document.createElement('iframe'), { src: 'frame.html', sandbox: 'allow-scripts' }))
    addEventListener('message', ({ data, source }) => {
      if (data.action === 'hello') source.postMessage({ iambic: 1, type: 'reset' }, '*') // a command wakes what nobody has seen
      if (String(data).startsWith('idle')) setTimeout(() => resolve(data + ' ' + scrollY), 300)
    })
    setTimeout(() => reject(new Error('the frame is not ready')), 30_000)
  })`)
  assert.equal(seen, 'idle 0 0')
}, { complaints: [/CORS|origin 'null'|ERR_FAILED/] })

const ELEMENT = '<iambic-trainer></iambic-trainer>'
/** Places that ask what is in them how wide it would like to be. @type {[string, string][]} */
const PLACES = [
  ['a table cell', `<table><tr><td>${ELEMENT}</table>`],
  ['a float', `<div style="float: left">${ELEMENT}</div>`],
  ['an element that floats', ELEMENT.replace('>', ' style="float: right">')],
  ['an inline-block', `<div style="display: inline-block">${ELEMENT}</div>`],
  ['an element that is an inline-block', ELEMENT.replace('>', ' style="display: inline-block">')],
  ['an element of which everything is unset', ELEMENT.replace('>', ' style="all: unset">')],
  ['a flex row', `<div style="display: flex"><div style="flex: none; width: 120px">menu</div>${ELEMENT}</div>`],
  ['a flex row with a long word beside it', `<div style="display: flex"><p>${'many words '.repeat(90)}</p><div>${ELEMENT}</div></div>`],
  ['a centred column', `<div style="display: flex; flex-direction: column; align-items: center">${ELEMENT}</div>`],
  ['an absolute box', `<div style="position: absolute; right: 0">${ELEMENT}</div>`],
  ['a dialog', `<dialog open>${ELEMENT}</dialog>`],
  ['an auto column of a grid', `<div style="display: grid; grid-template-columns: auto auto"><div>menu</div>${ELEMENT}</div>`],
  ['one of two equal columns', `<div style="display: grid; grid-template-columns: 1fr 1fr"><div>menu</div>${ELEMENT}</div>`],
  ['a box as wide as its content', `<div style="width: fit-content">${ELEMENT}</div>`],
  ['a box as narrow as its content', `<div style="width: min-content">${ELEMENT}</div>`],
  ['lines that may not be broken', `<div style="white-space: nowrap; float: left">${ELEMENT}</div>`],
]

/** Places with something beside the element, which have no room for both on a phone. */
const BESIDE = /menu|many words/

for (const direction of ['ltr', 'rtl']) {
  test(`the element is at least 300 pixels wide wherever it is put, and no wider than the page, on a phone and in a hall, ${direction}`, async (t) => {
    for (const width of [360, 1000, 1920]) {
      const page = await openCourse(t, ELEMENT, { size: { width }, html: `dir="${direction}"` })
      const wrong = await page.run((_, __, places, most) => places.flatMap((/** @type {[string, string, number]} */ [name, html, least]) => {
        if (most < least) return []
        document.body.innerHTML = html
        const inner = /** @type {HTMLElement} */ (document.querySelector('iambic-trainer')?.shadowRoot?.querySelector('.page'))
        const { width: wide } = inner.getBoundingClientRect()
        const { scrollWidth } = document.documentElement
        const text = getComputedStyle(inner).direction // its words are read from the left
        return wide >= 300 && scrollWidth <= most && text === 'ltr' ? [] : [`${name}: ${wide} pixels wide, ${text}, in a page of ${scrollWidth}`]
      }), PLACES.map(([name, html]) => [name, html, BESIDE.test(html) ? 1000 : 0]), width)
      assert.deepEqual(wrong, [], `a page ${width} pixels wide`)
    }
  })
}

for (const place of ['width: 300px', 'width: 300px; overflow: auto', 'width: 300px; display: flex', 'width: 300px; display: grid', 'width: 300px; white-space: nowrap; font-size: 40px']) {
  test(`nothing overflows a block with ${place}`, async (t) => {
    const page = await openCourse(t, `<div id="block" style="${place}"><iambic-trainer></iambic-trainer></div>`)
    await page.ready()
    const wide = await page.run((element, root) => {
      const right = document.getElementById('block')?.getBoundingClientRect().right ?? 0
      const scrolls = (/** @type {any} */ part) => part.closest('.scroller, .spoken, #strut, .tip, .floating, .uplot')
      const out = [...root.querySelectorAll('*')].filter((part) => part.getClientRects().length > 0 && !scrolls(part) && part.getBoundingClientRect().right > right + 1)
      return [...out.map((part) => part.id || part.className || part.localName), ...(document.documentElement.scrollWidth > innerWidth ? ['the page'] : [])]
    })
    assert.deepEqual(wide, [])
  })
}

/**
 * Where the mouse must go to be so far across and down a part of the element.
 * @param {import('../harness/page.mjs').TrainerPage} page @param {string} part @param {number} zoom @param {number} across from 0 to 1 @param {number} down
 */
const placeIn = (page, part, zoom, across, down) => page.run((_, root, selector, scale, at) => {
  const found = root.querySelector(selector)
  const { left, top, width, height } = found.getBoundingClientRect()
  const unit = Math.abs(width - found.offsetWidth) < Math.abs(width - scale * found.offsetWidth) ? scale : 1 // WebKit's boxes leave zoom out, and take the scroll off after that
  return { x: Math.round(unit * (left + scrollX + at[0] * width) - scrollX), y: Math.round(unit * (top + scrollY + at[1] * height) - scrollY) }
}, part, zoom, [across, down])

/** @param {import('../harness/page.mjs').TrainerPage} page @param {number} zoom */
async function readTable(page, zoom) {
  await page.until('the table', (_, root) => root.getElementById('table-cells')?.clientWidth > 100)
  await page.run((_, root) => root.getElementById('table-cells').scrollIntoView({ block: 'center' }))
  const vocabulary = await page.run((element) => element.trainer.info.vocabulary)
  for (const [row, column] of [[5, 40], [30, 12]]) {
    const { x, y } = await placeIn(page, '#table-cells', zoom, (column + 0.5) / vocabulary.length, (row + 0.5) / vocabulary.length)
    await page.tab.move(x, y)
    const wanted = `${vocabulary[row]} ${vocabulary[column]}`
    await page.until(`the cell ${wanted}`, (_, root, cell) => `${root.getElementById('table-row').textContent} ${root.getElementById('table-column').textContent}` === cell, wanted)
  }
}

/** @param {import('../harness/page.mjs').TrainerPage} page @param {number} zoom */
async function chooseRung(page, zoom) {
  await page.run((_, root) => root.getElementById('rungs').scrollIntoView({ block: 'center' }))
  const { x, y } = await placeIn(page, '#rungs label:nth-child(2)', zoom, 0.5, 0.75)
  await page.tab.click(x, y)
  await page.until('the second rung', (element) => element.preset === 'self-attention')
}

for (const change of ['transform: scale(0.5)', 'transform: scale(1.5)', 'zoom: 1.5', 'zoom: 0.5']) {
  test(`chart, table and ladder take what is under the mouse in a page with ${change}`, async (t) => {
    const page = await openCourse(t, `<div style="position: absolute; top: 0; left: 0; transform-origin: 0 0; width: 800px; ${change}"><iambic-trainer></iambic-trainer></div>`)
    await page.ready()
    await page.until('the chart', (_, root) => root.querySelector('.u-over') !== null)
    await page.run((element) => {
      Object.assign(element, { steps: 1000, pace: 'full' })
      return element.train()
    })
    await page.run((_, root) => root.getElementById('chart').scrollIntoView({ block: 'nearest' }))
    await page.until('the whole curve', (_, root) => root.getElementById('reading-val').textContent !== '\u2013')
    await page.run(() => new Promise((resolve) => { setTimeout(resolve, 300) })) // it is drawn a frame later
    const zoom = Number(/zoom: (.*)/.exec(change)?.[1] ?? 1)
    for (const share of [0.25, 0.5, 0.9]) {
      const { x, y } = await placeIn(page, '.u-over', zoom, share, 0.5)
      await page.tab.move(x, y)
      const text = await page.until('a reading', (_, root) => root.getElementById('reading-step').textContent)
      const step = Number(text.replace(/\D/g, ''))
      assert.ok(Math.abs(step - 1000 * share) <= 10, `at ${share} of 1,000 steps it reads ${step}`)
      await page.tab.move(1, 1)
      await page.until('no reading', (_, root) => root.getElementById('reading-step').textContent === '')
    }
    if (zoom !== 1 && t.browser.version.startsWith('WebKit')) return // it scrolls in a zoomed page as if it were not
    await readTable(page, zoom)
    await chooseRung(page, zoom)
  })
}

test('an element that is moved goes on with its run; one that is taken away ends it', async (t) => {
  const page = await openCourse(t, '<div id="a"><iambic-trainer steps="1000000" pace="full"></iambic-trainer></div><div id="b"></div>')
  await page.ready()
  const sheets = await page.run((_, root) => root.adoptedStyleSheets.length)
  await page.click('train')
  await page.until('some steps', (element) => element.trainer.step > 200)
  const [before, after] = await page.run(async (element) => {
    const { trainer } = element
    const step = trainer.step
    for (let i = 0; i < 5; i++) document.getElementById(i % 2 ? 'a' : 'b')?.append(element)
    element.remove()
    document.getElementById('b')?.append(element)
    await new Promise((resolve) => { setTimeout(resolve, 1500) })
    return [step, element.trainer === trainer ? trainer.step : -1]
  })
  assert.ok(after > before, `from step ${before} to ${after}`)
  assert.equal(await page.run((element) => element.state), 'training')
  assert.equal(await page.run((_, root) => root.adoptedStyleSheets.length), sheets)
})
