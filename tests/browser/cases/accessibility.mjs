// The page for everyone: by keyboard alone, by touch, with colours and contrast of the reader's own.
import assert from 'node:assert/strict'
import { test } from '../harness/suite.mjs'

const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 360, height: 740 } }
const LEAST = 24 // pixels of anything that can be pressed

test('what can be pressed is at least 24 pixels wide and high', async (t) => {
  for (const size of Object.values(SIZES)) {
    const page = await t.openPage({ size })
    await page.until('what comes after the first frame', (_, root) => root.getElementById('single-keys') !== null)
    await page.train(30)
    await page.click('reset')
    await page.until('an earlier run', (_, root) => root.getElementById('clear-earlier') !== null)
    for (const panel of /** @type {const} */ (['corpus', 'settings', 'keys', 'maker'])) await page.unfold(panel)
    await page.until('the lesson', (_, root) => root.getElementById('maker-link')?.value)
    await page.run((_, root) => root.getElementById('next').scrollIntoView())
    await page.until('what comes next', (_, root) => root.querySelector('#next-bars tr') !== null)
    const small = await page.run((_, root, least) => Array.from(root.querySelectorAll('button, input, select, textarea, summary'), (part) => {
      const { width, height } = part.getBoundingClientRect()
      return part.checkVisibility() && width > 0 && (width < least || height < least) ? [`${part.id || part.outerHTML}: ${width.toFixed(1)} × ${height.toFixed(1)}`] : []
    }).flat(), LEAST - 0.05)
    assert.deepEqual(small, [])
  }
})

test('single keys can be switched off, by attribute and in their list, and Escape closes the list', async (t) => {
  const page = await t.openPage()
  await page.press('?')
  await page.until('the list', (_, root) => !root.getElementById('keys').hidden)
  await page.press('Escape')
  await page.until('no list', (_, root) => root.getElementById('keys').hidden && root.getElementById('keys-toggle').getAttribute('aria-expanded') === 'false')
  await page.unfold('keys')
  await page.click('single-keys')
  assert.equal(await page.run((element) => element.getAttribute('keys')), 'off')
  const press = async () => {
    await page.run((_, root) => root.activeElement?.blur())
    for (const key of ['s', ' ', 's']) await page.press(key)
    await new Promise((resolve) => { setTimeout(resolve, 300) })
  }
  await press()
  assert.deepEqual(await page.run((element) => [element.state, element.trainer.step]), ['idle', 0])
  await page.run((element) => element.removeAttribute('keys'))
  await page.until('the mark in the list', (_, root) => root.getElementById('single-keys').checked)
  await page.run((_, root) => root.activeElement?.blur())
  await page.press('s')
  await page.until('a step', (element) => element.state === 'paused' && element.trainer.step === 1)
  await page.run((element) => element.setAttribute('keys', 'off'))
  await page.until('no mark in the list', (_, root) => !root.getElementById('single-keys').checked)
  await press()
  assert.equal(await page.step(), 1)
})

test('R asks before it throws a run away, and takes no for an answer', async (t) => {
  const page = await t.openPage()
  await page.train(500)
  await page.press('r')
  await page.until('the question', (element, root) => element.state === 'done' && root.getElementById('status').textContent === 'Reset throws away 500 steps.')
  await page.click('#suggestions button:last-child')
  await page.until('what came of the run', (_, root) => root.getElementById('status').textContent.startsWith('After 500 steps'))
  assert.equal(await page.step(), 500)
  await page.press('r')
  await page.click('#suggestions button:first-child')
  await page.until('the start', (element) => element.state === 'idle' && element.trainer.step === 0)
})

test('the chart says its values, and neither they nor the pace are spoken while a run goes on', async (t) => {
  const page = await t.openPage()
  await page.run((element, root) => {
    element.heard = []
    const live = '[aria-live], [role=status], [role=alert], output'
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const part = (target instanceof Element ? target : target.parentElement)?.closest(live)
        if (part) element.heard.push(`${part.id}: ${part.textContent}`)
      }
    }).observe(root, { subtree: true, childList: true, characterData: true })
    element.pace = 1000
    element.steps = 4000
  })
  await page.click('train')
  await page.state('done')
  const label = await page.until('the last values', (_, root) => /.*step 4,000.*/.exec(root.getElementById('chart').getAttribute('aria-label'))?.[0])
  assert.match(label, /^Loss against steps: at step 0 train \d\.\d\d \([\d.]+ characters\), validation \d\.\d\d \([\d.]+ characters\); at step 4,000 train \d\.\d\d \([\d.]+ characters\), validation \d\.\d\d \([\d.]+ characters\)\./)
  const heard = await page.run((element) => element.heard)
  assert.ok(heard.length > 0 && heard.length <= 8, `spoken ${heard.length} times:\n${heard.join('\n')}`)
})

test('wide parts can be scrolled by key on a phone', async (t) => {
  const page = await t.openPage({ size: SIZES.narrow })
  await page.until('what comes after the first frame', (_, root) => root.getElementById('gradients') !== null)
  await page.run((_, root) => {
    root.getElementById('gradients').open = true
    root.getElementById('next').scrollIntoView()
  })
  await page.until('what comes next, after which nothing moves', (_, root) => root.querySelector('#next-bars tr') !== null)
  await page.click('check-gradients')
  await page.until('the table', (_, root) => /agree/.test(root.getElementById('gradients-status').textContent))
  await page.run((_, root) => root.getElementById('check-gradients').focus())
  await page.press('Tab')
  assert.equal(await page.run((_, root) => root.activeElement.contains(root.getElementById('gradients-table'))), true)
  assert.deepEqual(await page.run((_, root) => Array.from(root.querySelectorAll('#gradients-table th'), ({ textContent }) => textContent.trim()).filter((text) => text === '')), [])
  await page.press('ArrowRight')
  await page.until('it to scroll', (_, root) => root.activeElement.scrollLeft > 0)
})

test('a finger that rests on a control opens its tip, and one that only presses does not', async (t) => {
  const page = await t.openPage({ size: SIZES.narrow })
  await page.until('what comes after the first frame', (_, root) => root.getElementById('step-help') !== null)
  const touch = (/** @type {string} */ type) => page.run((_, root, name) => {
    root.getElementById('step').dispatchEvent(new PointerEvent(name, { pointerType: 'touch', bubbles: true, composed: true }))
  }, type)
  const open = () => page.run((_, root) => root.getElementById('step-help').checkVisibility())
  const wait = () => new Promise((resolve) => { setTimeout(resolve, 600) })
  await touch('pointerdown')
  await touch('pointerup')
  await wait()
  assert.equal(await open(), false)
  await touch('pointerdown')
  await page.until('the tip', (_, root) => root.getElementById('step-help').checkVisibility())
  await touch('pointerup')
  assert.equal(await open(), true, 'it can be read')
  await page.run((_, root) => { root.getElementById('chart').dispatchEvent(new PointerEvent('pointerdown', { pointerType: 'touch', bubbles: true, composed: true })) })
  assert.equal(await open(), false)
})
