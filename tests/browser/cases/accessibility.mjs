// The page for everyone: judged by axe-core in all its states, by keyboard alone, by touch, with colours and contrast of the reader's own.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from '../harness/suite.mjs'

const AXE = readFileSync(createRequire(new URL('../../../web/package.json', import.meta.url)).resolve('axe-core/axe.min.js'), 'utf8')
const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 360, height: 740 } }
const LEAST = 24 // pixels of anything that can be pressed

const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** Rules that may judge a dark theme otherwise than the light one: nothing but colours differs. */
const OF_COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }

/** What axe-core finds, in words. @param {import('../harness/page.mjs').TrainerPage} page @param {string} state */
async function judge(page, state) {
  const dark = await page.run(() => matchMedia('(prefers-color-scheme: dark)').matches)
  const { found, seen } = await page.run(async (_element, _root, runOnly) => {
    scrollTo(0, 0) // further down the buttons, which stay in sight on a phone, lie over something
    const { violations, passes } = await Reflect.get(globalThis, 'axe').run(document, { runOnly })
    const found = violations.flatMap((/** @type {any} */ { id, nodes }) => nodes.map((/** @type {any} */ node) => `${id}: ${node.target.flat().join(' ')}, ${node.failureSummary.replace(/\s+/g, ' ')}`))
    return { found, seen: passes.flatMap((/** @type {any} */ { nodes }) => nodes).filter((/** @type {any} */ { target }) => target.flat().includes('iambic-trainer')).length }
  }, dark ? OF_COLOURS : ALL)
  assert.ok(seen > (dark ? 20 : 50), `axe-core looked at ${seen} parts of the element only`)
  assert.deepEqual(found, [], state)
}

/** Before the training, with each panel open once, and during it: the same on every rung. @param {import('../harness/page.mjs').TrainerPage} page */
async function judgeBeforehand(page) {
  await judge(page, 'before')
  for (const panel of /** @type {const} */ (['corpus', 'settings', 'keys'])) {
    await page.unfold(panel)
    await judge(page, `with ${panel} open`)
    await page.run((_, root, id) => root.getElementById(id).click(), `${panel}-toggle`)
  }
  await page.run((element) => { element.pace = 5 })
  await page.click('train')
  await page.until('some steps', (element) => element.state === 'training' && element.trainer.step > 2)
  await judge(page, 'during')
}

/** From before the training to after it, with all that can be opened. @param {import('../harness/suite.mjs').Test} t @param {string} preset @param {import('../harness/browser.mjs').Size} size */
async function judgeAll(t, preset, size) {
  const page = await t.openPage({ site: { head: AXE }, size, settings: `preset=${preset}&steps=40&workers=1&pace=full` })
  await page.until('what comes after the first frame', (_, root) => root.getElementById('single-keys') !== null && root.getElementById('numbers') !== null)
  if (preset === 'bigram') await judgeBeforehand(page)
  else await page.click('train')
  await page.run((element) => { element.pace = 'full' })
  await page.state('done')
  await page.run((_, root) => {
    for (const part of root.querySelectorAll('details')) part.open = true
    root.getElementById('check-gradients').click()
    root.getElementById('next').scrollIntoView()
  })
  await page.until('what comes next', (_, root) => root.querySelector('#next-bars tr') !== null)
  await page.until('the subwords, and the inside', (_, root) => root.getElementById('subwords-view')?.hidden === false && (root.getElementById('inside').hidden || root.querySelector('#inside-way .stage') !== null))
  await page.run((_, root) => { for (const part of root.querySelectorAll('#subwords details, #inside-way .part:nth-child(-n+2) details')) part.open = true })
  await page.until('the gradients', (_, root) => /agree/.test(root.getElementById('gradients-status').textContent))
  await page.until('the tables', (_, root) => root.querySelectorAll('#numbers-loss tbody tr').length > 5 && root.querySelectorAll('#numbers-shares tbody tr').length > 5)
  await page.run((_, root) => root.getElementById('step').click())
  await page.until('a step, seen', (_, root) => root.querySelector('#one-step-line [role=option]') !== null)
  await page.unfold('maker')
  await page.until('the lesson', (_, root) => root.getElementById('maker-link')?.value)
  await judge(page, 'after, with all details open')
  if (size === SIZES.wide && preset === 'gpt') await judgeTabs(page)
}

/** In a height that is given. @param {import('../harness/page.mjs').TrainerPage} page */
async function judgeTabs(page) {
  await page.run((element) => { element.style.height = '360px' })
  await page.until('the compact layout', (_, root) => root.querySelector('[role=tablist]') !== null)
  for (const name of await page.run((_, root) => [...root.querySelectorAll('[role=tab]')].map(({ dataset }) => dataset.name))) {
    await page.run((_, root, tab) => root.getElementById(`tab-${tab}`).click(), name)
    await judge(page, `with the tab ${name}`)
  }
}

for (const calm of [false, true]) {
  for (const [width, size] of Object.entries(SIZES)) {
    for (const preset of ['bigram', 'gpt']) {
      test(`axe-core finds nothing, ${preset}, ${width}, ${calm ? 'dark' : 'light'}`, (t) => judgeAll(t, preset, size), { calm, only: ['chromium'] })
    }
  }
}

test('axe-core finds nothing in any browser', (t) => judgeAll(t, 'bigram', SIZES.narrow), { only: ['firefox', 'webkit'] })

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
  assert.match(label, /^Loss against steps: at step 0 train \d\.\d\d, validation \d\.\d\d; at step 4,000 train \d\.\d\d, validation \d\.\d\d\./)
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
