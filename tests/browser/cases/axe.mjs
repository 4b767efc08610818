// The page for everyone: judged by axe-core in all its states.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from '../harness/suite.mjs'

const AXE = readFileSync(createRequire(new URL('../../../web/package.json', import.meta.url)).resolve('axe-core/axe.min.js'), 'utf8')
const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 360, height: 740 } }

const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** Rules that may judge a dark theme otherwise than the light one: nothing but colours differs. */
const OF_COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }

/** What axe-core finds, in words. @param {import('../harness/page.mjs').TrainerPage} page @param {string} state */
async function judge(page, state) {
  const dark = await page.run(() => matchMedia('(prefers-color-scheme: dark)').matches)
  const found = await page.run(async (_element, root, runOnly) => {
    scrollTo(0, 0) // further down the buttons, which stay in sight on a phone, lie over something
    const planted = root.getElementById('page').appendChild(document.createElement('p'))
    Object.assign(planted, { id: 'planted', textContent: 'hard to read', style: 'position: fixed; inset: 0 auto auto 0; z-index: 99; color: #888; background: #999' })
    const { violations } = await Reflect.get(globalThis, 'axe').run(document, { runOnly, resultTypes: ['violations'] })
    planted.remove()
    return violations.flatMap((/** @type {any} */ { id, nodes }) => nodes.map((/** @type {any} */ node) => `${id}: ${node.target.flat().join(' ')}, ${node.failureSummary.replace(/\s+/g, ' ')}`))
  }, dark ? OF_COLOURS : ALL)
  const beside = found.filter((/** @type {string} */ fault) => !/^color-contrast: .*#planted, /.test(fault))
  assert.deepEqual(beside, [], state)
  assert.equal(found.length, 1, `axe-core did not find what was planted, ${state}`)
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

/** From before the training to after it, with all that can be opened. @param {import('../harness/suite.mjs').Test} t @param {string} preset @param {import('../harness/browser.mjs').Size} size @param {boolean} [calm] in the dark theme, whose tabs differ in nothing */
async function judgeAll(t, preset, size, calm = false) {
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
  await page.run((_, root) => {
    for (const id of ['chapter-toggle', 'save-loss', 'save-table', 'save-next']) root.getElementById(id).click()
  })
  await page.until('the chapter and what can be saved', (_, root) => root.querySelector('#chapter pre') !== null && root.querySelectorAll('.saves button').length === 8)
  await judge(page, 'after, with all details open')
  if (size === SIZES.narrow && preset === 'bigram') await judgeEnlarged(page)
  if (size === SIZES.wide && preset === 'gpt' && !calm) await judgeTabs(page)
}

/** A figure that fills the window. @param {import('../harness/page.mjs').TrainerPage} page */
async function judgeEnlarged(page) {
  await page.run((_, root) => root.getElementById('enlarge-loss').click())
  await page.until('a figure that fills the window', (_, root) => root.querySelector('.loss').getBoundingClientRect().height >= document.documentElement.clientHeight)
  await judge(page, 'with a figure enlarged')
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
      test(`axe-core finds nothing, ${preset}, ${width}, ${calm ? 'dark' : 'light'}`, (t) => judgeAll(t, preset, size, calm), { calm, only: ['chromium'] })
    }
  }
}

for (const preset of ['bigram', 'gpt']) {
  test(`axe-core finds nothing in any browser, ${preset}`, (t) => judgeAll(t, preset, SIZES.narrow), { only: ['firefox', 'webkit'] })
}
