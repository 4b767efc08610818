// The page of documentation: its examples run when a reader comes to them, and its code is what the element knows.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '../harness/suite.mjs'

const PATIENCE = 30_000 // milliseconds
const COUNT_WORKERS = `
  globalThis.workers = 0
  globalThis.Worker = class extends Worker { constructor(...given) { super(...given); globalThis.workers++ } }`

test('docs.html: no example starts before a reader comes near it, every snippet is one that the element knows, and every link leads somewhere', async (t) => {
  const tab = await t.open(`${t.server.site({ head: COUNT_WORKERS })}docs.html`)
  const near = await tab.run(`[...document.querySelectorAll('.live iambic-trainer')].filter((one) => one.getBoundingClientRect().top < 2 * innerHeight).length`)
  const all = await tab.run("document.querySelectorAll('.live iambic-trainer').length")
  assert.ok(all > near, `${near} of ${all} examples are near the top`)
  const last = "[...document.querySelectorAll('.live iambic-trainer')].at(-1)"
  assert.equal(await tab.run(`${last}.state`), 'loading')
  if (near === 0) assert.equal(await tab.run('globalThis.workers'), 0)
  await tab.run(`${last}.scrollIntoView({ block: 'center' })`)
  for (const deadline = Date.now() + PATIENCE; await tab.run(`${last}.state`) !== 'idle';) {
    assert.ok(Date.now() < deadline, `the last example is ${await tab.run(`${last}.state`)}`)
    await new Promise((resolve) => { setTimeout(resolve, 30) })
  }
  assert.ok(await tab.run('globalThis.workers') > 0)

  const [{ declarations: [{ attributes }] }] = JSON.parse(readFileSync(join(t.dist, 'custom-elements.json'), 'utf8')).modules
  const known = [...attributes.map((/** @type {{ name: string }} */ { name }) => name), 'id', 'class', 'style']
  const { elements, unknown, dead } = await tab.run(`(() => {
    const parsed = [...document.querySelectorAll('code.html')].map(({ textContent }) => new DOMParser().parseFromString(textContent, 'text/html'))
    const elements = parsed.flatMap((one) => [...one.querySelectorAll('iambic-trainer')])
    return {
      elements: elements.length,
      unknown: elements.flatMap((one) => one.getAttributeNames()).filter((name) => !${JSON.stringify(known)}.includes(name)),
      dead: [...document.querySelectorAll('a[href^="#"]')].map((one) => one.getAttribute('href')).filter((href) => !document.querySelector(href)),
    }
  })()`)
  assert.ok(elements >= 8, `${elements} snippets with the element`)
  assert.deepEqual(unknown, [])
  assert.deepEqual(dead, [])
  for (const width of [1280, 360]) {
    await tab.resize(width, 700)
    const fits = `innerWidth === ${width} && document.documentElement.scrollWidth <= innerWidth`
    for (const deadline = Date.now() + PATIENCE; !await tab.run(fits);) { // a window and the charts in it take a moment to change
      assert.ok(Date.now() < deadline, `it is ${await tab.run('document.documentElement.scrollWidth')} pixels wide in a window of ${await tab.run('innerWidth')}`)
      await new Promise((resolve) => { setTimeout(resolve, 30) })
    }
  }
})
