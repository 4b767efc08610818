// What the page around the element hears of the keyboard: slides that turn, editors that type, games.
import assert from 'node:assert/strict'
import { openCourse } from '../harness/course.mjs'
import { test } from '../harness/suite.mjs'

// Listens as slides do, in both phases, and keeps what it hears.
const LISTEN = `globalThis.heard = []
  for (const capture of [true, false]) {
    for (const type of ['keydown', 'keypress', 'keyup']) document.addEventListener(type, ({ key }) => heard.push(key), capture)
  }`

/** @param {import('../harness/suite.mjs').Test} t @param {string} [body] */
async function openSlides(t, body = '<h2 tabindex="-1" id="slide">a slide</h2><iambic-trainer></iambic-trainer>') {
  const page = await openCourse(t, body, { site: { head: LISTEN } })
  await page.ready()
  await page.until('the chart', (_, root) => root.querySelector('.u-over') !== null)
  return page
}

/** What the page has heard meanwhile. @param {import('../harness/page.mjs').TrainerPage} page @param {string[]} keys */
async function hears(page, keys) {
  await page.tab.run('heard.length = 0')
  for (const key of keys) await page.press(key)
  return [...new Set(await page.tab.run('heard'))]
}

/** @param {import('../harness/page.mjs').TrainerPage} page @param {string} id */
const focus = (page, id) => page.run((_, root, name) => root.getElementById(name).focus(), id)

test('the page around the element hears nothing that is typed into a field, but Escape and Tab', async (t) => {
  const page = await openSlides(t)
  await focus(page, 'prompt')
  assert.deepEqual(await hears(page, [...'no bob. ', 'ArrowRight', 'Enter']), [])
  assert.equal(await page.run((_, root) => root.getElementById('prompt').value), 'no bob. ')
  assert.deepEqual(await hears(page, ['Escape']), ['Escape'])
  assert.deepEqual(await hears(page, ['Tab']), ['Tab'])
  await page.unfold('settings')
  await focus(page, 'seed')
  assert.deepEqual(await hears(page, ['7', 's', ' ']), [])
  await page.unfold('corpus')
  await focus(page, 'corpus-paste')
  assert.deepEqual(await hears(page, [...'f n', 'Enter']), [])
})

test('the page around the element hears no key that a control has used, and all that it has not', async (t) => {
  const page = await openSlides(t)
  await focus(page, 'step')
  assert.deepEqual(await hears(page, [' ']), [])
  await page.until('one step', (element) => element.trainer.step === 1)
  await focus(page, 'step')
  assert.deepEqual(await hears(page, ['Enter']), [])
  await page.until('another step', (element) => element.trainer.step === 2)
  await focus(page, 'train')
  assert.deepEqual(await hears(page, ['ArrowRight', 'f']), ['ArrowRight', 'f'])
  await focus(page, 'pace')
  assert.deepEqual(await hears(page, ['ArrowRight']), [])
  assert.deepEqual(await hears(page, ['f']), ['f'])
  await focus(page, 'chart')
  assert.deepEqual(await hears(page, ['ArrowRight']), [])
  assert.notEqual(await page.text('reading-step'), '')
  await focus(page, 'table')
  assert.deepEqual(await hears(page, ['ArrowRight']), [])
})

test('the page around the element hears no shortcut that was used within; outside they are its own', async (t) => {
  const page = await openSlides(t)
  await focus(page, 'chart')
  assert.deepEqual(await hears(page, ['s']), [])
  await page.until('one step', (element) => element.trainer.step === 1)
  await page.run(() => document.getElementById('slide')?.focus())
  assert.deepEqual(await hears(page, ['s', ' ', 'ArrowRight']), ['s', ' ', 'ArrowRight'])
  assert.equal(await page.step(), 1)
})

test('what a reader types into a field of the page within the element belongs to the page', async (t) => {
  const page = await openSlides(t, '<iambic-trainer><label>your guess <input id="guess"></label></iambic-trainer>')
  await page.run(() => document.getElementById('guess')?.focus())
  assert.deepEqual(await hears(page, ['s', 'x', ' ']), ['s', 'x', ' '])
  assert.equal(await page.run(() => /** @type {HTMLInputElement} */ (document.getElementById('guess')).value), 'sx ')
  assert.equal(await page.step(), 0)
})

test('combinations with Ctrl or Meta reach the page, letters that AltGr writes do not', async (t) => {
  const page = await openSlides(t)
  await focus(page, 'prompt')
  const heard = await page.run((_, root) => {
    const press = (/** @type {KeyboardEventInit} */ init) => root.getElementById('prompt').dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, composed: true, cancelable: true, ...init }))
    const scope = /** @type {any} */ (globalThis)
    scope.heard.length = 0
    press({ key: 'k', code: 'KeyK', ctrlKey: true })
    press({ key: 'p', code: 'KeyP', metaKey: true })
    press({ key: '@', code: 'KeyQ', ctrlKey: true, altKey: true, modifierAltGraph: true })
    press({ key: '\u00e5', code: 'KeyA', altKey: true })
    return [...new Set(scope.heard)]
  })
  assert.deepEqual(heard, ['k', 'p'])
})
