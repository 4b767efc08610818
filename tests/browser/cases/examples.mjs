// The pages of web/examples as a reader opens them: each trains, and none is wider than a phone. The deck of slides is in slides.mjs, the programs
// of React and Vue are in frameworks.mjs.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fillElsewhere } from '../../../web/build/files.mjs'
import { test } from '../harness/suite.mjs'

const FOLDER = new URL('../../../web/examples/', import.meta.url)
const read = (/** @type {string} */ name) => readFileSync(new URL(name, FOLDER), 'utf8').replaceAll('../../dist/', './')
const names = readdirSync(FOLDER).filter((name) => name.endsWith('.html') && name !== 'slides.html')
const files = Object.fromEntries(names.map((name) => [name, read(name)]))
files['markdown.html'] = await fromMarkdown()

/** The Markdown site's page, made as VitePress makes it, by the same tool and with its settings. */
async function fromMarkdown() {
  const markdown = createRequire(new URL('../../../web/package.json', import.meta.url))('markdown-it')
  const { default: { title, head } } = await import(new URL('markdown/.vitepress/config.mjs', FOLDER).href)
  const write = (/** @type {[string, Record<string, string>]} */ [tag, attributes]) => `<${tag} ${Object.entries(attributes).map(([name, value]) => `${name}="${value}"`).join(' ')}></${tag}>`
  const scripts = head.map(write).join('').replaceAll('/iambic/', './')
  return `<!doctype html><html lang="en"><head><title>${title}</title>${scripts}</head><body>${markdown({ html: true }).render(read('markdown/index.md'))}</body></html>`
}

/** What tells the page around a sandboxed frame, into which nobody sees, that it has trained. */
const TELL = "addEventListener('iambic-ready', ({ target }) => { target.pace = 'full'; target.steps = 5; target.train() }); addEventListener('iambic-done', ({ detail }) => parent.postMessage({ done: detail.step }, '*'))"
const HEAR = "globalThis.trained = 0; addEventListener('message', ({ data }) => { if (data.done) trained++ })"

/** What else is to be seen of an example: an expression that gives true. @type {Record<string, string>} */
const SHOWS = {
  'cdn.html': "performance.getEntriesByType('resource').filter(({ name }) => /\\/(iambic|tiny)/.test(name)).every(({ name }, _, all) => all.length > 1 && new URL(name).hostname === 'localhost')",
  'markdown.html': "document.querySelector('iambic-trainer > h3').textContent.startsWith('Before') && document.querySelectorAll('td').length === 6",
}

for (const name of Object.keys(files)) {
  test(`the example ${name} trains, and on a phone nothing of it is wider than the screen`, async (t) => {
    const elsewhere = t.server.site({ headers: { 'access-control-allow-origin': '*' } }).replace('127.0.0.1', 'localhost')
    const html = fillElsewhere(files[name], elsewhere, t.dist).replace("srcdoc='<!doctype html>", '$&<script src="recorder.js"></script><script src="head.js"></script>')
    const tab = await t.open(`${t.server.site({ head: `${HEAR}; ${TELL}`, files: { [name]: html } })}${name}`, { width: 360, height: 740 })
    for (const deadline = Date.now() + 30_000; !await tab.run('trained > 0');) {
      assert.ok(Date.now() < deadline, 'nothing has trained in 30 s')
      await new Promise((resolve) => { setTimeout(resolve, 20) })
    }
    assert.ok(await tab.run('document.documentElement.scrollWidth <= innerWidth'), 'it can be scrolled sideways')
    if (SHOWS[name]) assert.ok(await tab.run(SHOWS[name]), SHOWS[name])
  }, { complaints: [/CORS|origin 'null'|ERR_FAILED|Content.Security.Policy/i] }) // a sandboxed frame may not fetch the text and takes the script that holds it
}
