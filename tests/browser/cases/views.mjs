// Views without the element: several times in one root, and alone in a page that has ids of its own.
import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import * as esbuild from '../../../web/node_modules/esbuild/lib/main.js'
import { embed } from '../../../web/build/plugins.mjs'
import { test } from '../harness/suite.mjs'

const TEXT = 'to be or not to be, that is the question\n'.repeat(40)
const OWN = '<p id="text">its own</p><p id="step">its own</p><input id="steps"><p id="chart">its own</p>'

/** A page with all views twice in one shadow root and once in the document; globalThis has them by their names. @param {import('../harness/suite.mjs').Test} t */
async function openViews(t) {
  const entry = fileURLToPath(new URL('../harness/views.js', import.meta.url))
  const nowhere = embed({ version: '', build: '', worker: '', wasm: '', siblings: 'export function sibling(){}', complete: 'false', languages: '[]', hashes: '{}' }, entry) // no part and no core beside them
  const { outputFiles: [{ text: views }] } = await esbuild.build({ entryPoints: [entry], bundle: true, format: 'esm', write: false, logLevel: 'silent', plugins: [nowhere] })
  const html = `<!doctype html><body>${OWN}<div id="host"></div><div id="plain"></div></body>`
  const tab = await t.open(`${t.server.site({ files: { 'views.mjs': views, 'page.html': html } })}page.html`)
  await tab.run(`(async (text) => {
    const [{ createTrainer }, { begin, layOut }] = await Promise.all([import('./iambic.mjs'), import('./views.mjs')])
    const shared = await begin(createTrainer, text)
    const root = host.attachShadow({ mode: 'open' })
    const copies = [layOut(root, shared), layOut(root, shared), layOut(plain, shared)]
    const part = (copy, view, id) => copies[copy][view].querySelector('#' + id + copies[copy][view].dataset.copy)
    Object.assign(globalThis, { copies, part, experiment: shared.experiment })
  })(${JSON.stringify(TEXT)})`)
  return tab
}

/** Waits until all three copies agree that it is so. @param {import('../harness/browser.mjs').Tab} tab @param {string} what @param {string} holds JavaScript of \`i\`, the copy */
async function all(tab, what, holds) {
  const deadline = Date.now() + 20_000
  for (;;) {
    const seen = await tab.run(`copies.map((_, i) => Boolean(${holds}))`)
    if (seen.every(Boolean)) return
    assert.ok(Date.now() < deadline, `${what}: ${seen}`)
    await new Promise((resolve) => { setTimeout(resolve, 20) })
  }
}

/** @param {import('../harness/browser.mjs').Tab} tab @param {number} copy @param {string} view @param {string} id @param {string} value */
const slide = (tab, copy, view, id, value) => tab.run(`(() => {
  const slider = part(${copy}, '${view}', '${id}')
  slider.value = '${value}'
  slider.dispatchEvent(new Event('input', { bubbles: true }))
})()`)

test('a view can stand several times in one root and in a plain document: no id twice, and what refers to one stays within its copy', async (t) => {
  const tab = await openViews(t)
  await all(tab, 'written texts', "part(i, 'writing', 'text').textContent.length > 10")
  const { twice, astray, labelled, focused, own } = await tab.run(`(() => {
    const within = (root) => Array.from(root.querySelectorAll('[id]'), ({ id }) => id)
    const twice = [host.shadowRoot, document].flatMap((root) => within(root).filter((id, i, ids) => ids.indexOf(id) !== i))
    const astray = [], labelled = [], focused = []
    for (const views of copies) for (const root of Object.values(views)) {
      const ids = within(root)
      for (const name of ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls']) {
        for (const part of root.querySelectorAll('[' + name + ']')) astray.push(...part.getAttribute(name).split(' ').filter((id) => !ids.includes(id)))
      }
      for (const label of root.querySelectorAll('label[for]')) {
        if (label.closest('[hidden]')) continue // what concerns other models
        labelled.push(root.contains(label.control))
        label.control.focus()
        focused.push(root.querySelector(':focus') === label.control)
        label.control.blur()
      }
    }
    return { twice, astray, labelled, focused, own: ['text', 'step', 'chart'].map((id) => document.getElementById(id).textContent) }
  })()`)
  assert.deepEqual([twice, astray], [[], []])
  assert.ok(labelled.length >= 20 && labelled.every(Boolean) && focused.every(Boolean), `${labelled.length} labels`)
  assert.deepEqual(own, ['its own', 'its own', 'its own'])
})

test('several copies of a view show the same experiment, and each commands it', async (t) => {
  const tab = await openViews(t)
  await all(tab, 'a step number', "part(i, 'controls', 'number-step').textContent === '0'")
  for (const [copy, steps] of [[0, 1], [1, 2], [2, 3]]) {
    await tab.run(`part(${copy}, 'controls', 'step').click()`)
    await all(tab, `step ${steps} by copy ${copy}`, `part(i, 'controls', 'number-step').textContent === '${steps}' && part(i, 'status', 'status').textContent.includes('after ${steps} step')`)
  }
  await slide(tab, 0, 'controls', 'pace', '60')
  await all(tab, 'full speed', "part(i, 'controls', 'pace').value === '60' && /fast/.test(part(i, 'controls', 'pace-text').textContent)")
  for (const [copy, value, shown] of /** @type {[number, string, string][]} */ ([[0, '0.5', '0.50'], [1, '0.7', '0.70'], [2, '1.5', '1.50']])) {
    await slide(tab, copy, 'writing', 'temperature', value)
    await all(tab, `temperature ${shown} by copy ${copy}`, `part(i, 'writing', 'temperature-text').textContent === '${shown}' && part(i, 'writing', 'temperature').value === '${value}'`)
  }
  await tab.run(`(() => {
    const field = part(2, 'writing', 'prompt')
    field.value = 'the '
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }))
  })()`)
  await all(tab, 'a text that begins as copy 2 wants', "part(i, 'writing', 'prompt').value === 'the ' && part(i, 'writing', 'text').textContent.startsWith('the ')")
  await tab.run(`(() => {
    const field = part(1, 'settings', 'steps')
    field.value = '60'
    field.dispatchEvent(new Event('change', { bubbles: true }))
    part(2, 'numbers', 'numbers').open = part(0, 'lesson', 'lesson').open = true
  })()`)
  await all(tab, 'another target', "part(i, 'controls', 'number-target').textContent === '60' && part(i, 'settings', 'steps').value === '60'")
  await tab.run("part(2, 'controls', 'train').click()")
  await all(tab, 'a whole run', "part(i, 'controls', 'number-step').textContent === '60' && part(i, 'chart', 'reading-val').textContent !== '\\u2013' && part(i, 'chart', 'chart').querySelector('canvas')")
  await all(tab, 'a text of its end', "part(i, 'writing', 'text').dataset.step === '60' && part(i, 'table', 'table-learned').textContent.length > 5")
  assert.ok(await tab.run("part(2, 'numbers', 'numbers-shares').rows.length > 5 && part(0, 'lesson', 'lesson-count').textContent !== ''"), 'the tables are empty')
  await tab.run("copies[1].ladder.querySelector('[value=self-attention]').click()")
  await all(tab, 'another rung', "copies[i].ladder.querySelector(':checked').value === 'self-attention' && part(i, 'controls', 'number-step').textContent === '0'")
  await tab.run('experiment.remove()')
})
