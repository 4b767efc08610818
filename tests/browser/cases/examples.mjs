// The pages of web/examples as a reader opens them: each trains, and none is wider than a phone.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from '../harness/suite.mjs'

const FOLDER = new URL('../../../web/examples/', import.meta.url)
const names = readdirSync(FOLDER).filter((name) => name.endsWith('.html'))
const files = Object.fromEntries(names.map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8').replaceAll('../../dist/', './')]))

/** What tells the page around a sandboxed frame, into which nobody sees, that it has trained. */
const TELL = "addEventListener('iambic-ready', ({ target }) => { target.pace = 'full'; target.steps = 5; target.train() }); addEventListener('iambic-done', ({ detail }) => parent.postMessage({ done: detail.step }, '*'))"
const HEAR = "globalThis.trained = 0; addEventListener('message', ({ data }) => { if (data.done) trained++ })"

for (const name of names) {
  test(`the example ${name} trains, and on a phone nothing of it is wider than the screen`, async (t) => {
    const html = files[name].replace("srcdoc='<!doctype html>", '$&<script src="recorder.js"></script><script src="head.js"></script>')
    const tab = await t.open(`${t.server.site({ head: `${HEAR}; ${TELL}`, files: { [name]: html } })}${name}`, { width: 360, height: 740 })
    for (const deadline = Date.now() + 30_000; !await tab.run('trained > 0');) {
      assert.ok(Date.now() < deadline, 'nothing has trained in 30 s')
      await new Promise((resolve) => { setTimeout(resolve, 20) })
    }
    assert.ok(await tab.run('document.documentElement.scrollWidth <= innerWidth'), 'it can be scrolled sideways')
  }, { complaints: [/CORS|origin 'null'|ERR_FAILED|Content.Security.Policy/i] }) // a sandboxed frame may not fetch the text and takes the script that holds it
}
