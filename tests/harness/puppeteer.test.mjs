// What the browser suite asks of puppeteer, held against pages that are only played.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resize } from '../browser/harness/puppeteer.mjs'

/** Puppeteer's page over a browser without the command: its size comes later than the error. @param {string} command */
function pageWithout(command) {
  const page = {
    size: '',
    waited: '',
    async setViewport(/** @type {{ width: number, height: number }} */ { width, height }) {
      setTimeout(() => { page.size = `${width} x ${height}` }, 20)
      throw new Error(`Protocol error (${command}): unknown command ${command}`)
    },
    async waitForFunction(/** @type {string} */ expression) {
      while (!page.size) await new Promise((resolve) => { setTimeout(resolve, 5) })
      page.waited = expression
    },
  }
  return page
}

test('a browser that cannot turn its screen, as Firefox 140, is given its size all the same', { timeout: 10_000 }, async () => {
  const page = pageWithout('emulation.setScreenOrientationOverride')
  await resize(page, { width: 360, height: 800 })
  assert.equal(page.size, '360 x 800')
  assert.equal(page.waited, 'innerWidth === 360 && innerHeight === 800')
})

test('a browser that cannot be given a size is a failure', { timeout: 10_000 }, async () => {
  await assert.rejects(resize(pageWithout('browsingContext.setViewport'), { width: 360, height: 800 }), /unknown command browsingContext.setViewport/)
})
