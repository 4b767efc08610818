// Makes web/pages/card.png, the picture that index.html names for those who are sent its link, of a built page: node tests/browser/card.mjs DIST
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { findProgram } from './harness/processes.mjs'

const puppeteer = createRequire(new URL('../../web/package.json', import.meta.url))('puppeteer-core')
const OUT = join(dirname(fileURLToPath(import.meta.url)), '../../web/pages/card.png')
const SIZE = { width: 1200, height: 630 } // what most readers of og:image show whole
const LOOK = `
  iambic-trainer { padding: 0 44px }
  h1 { font: 400 76px/1 Georgia, 'URW Palladio L', P052, serif; margin: 0 }
  p { font: 27px/1.35 system-ui, sans-serif; margin: 10px 0 14px; color: #57534b }
  body { margin: 0; background: #fcfbf8; color: #1b1a17; overflow: hidden; font-size: 20px }`
/** Nothing that could be pressed. */
const QUIET = `.tools, footer, details, .check, .temperature, .caption button, .earlier { display: none !important } .page { font-size: 20px !important } .text { height: 12em !important; overflow: hidden !important }
  .chart { height: 16em !important }`
const PAGE = `<style>${LOOK}</style><base href="BASE"><h1 style="padding: 34px 44px 0">Iambic</h1><p style="padding: 0 44px">Watch a language model learn to write, in your browser.</p>
<iambic-trainer show="loss writing" preset="bigram" steps="4000" pace="full" theme="light" loading="eager"></iambic-trainer><script src="iambic.js"></script>`

const TRAINER = "document.querySelector('iambic-trainer')"

const dist = resolve(process.argv[2] ?? 'dist')
const browser = await puppeteer.launch({ executablePath: findProgram(['chromium', 'chromium-browser', 'google-chrome'], 'Chromium', 'chromium'), args: ['--no-sandbox', '--allow-file-access-from-files'] })
const page = await browser.newPage()
await page.setViewport(SIZE)
await page.goto(pathToFileURL(join(dist, 'docs.html')).href) // any page beside the scripts
await page.setContent(PAGE.replace('BASE', `${pathToFileURL(dist).href}/`))
await page.waitForFunction(`${TRAINER}?.state === 'idle'`)
await page.evaluate(`void ${TRAINER}.train()`)
await page.waitForFunction(`${TRAINER}.shadowRoot.getElementById('text').dataset.step === '4000'`)
await page.evaluate(`${TRAINER}.shadowRoot.append(Object.assign(document.createElement('style'), { textContent: ${JSON.stringify(QUIET)} }))`)
await new Promise((done) => { setTimeout(done, 500) }) // until all is drawn
await page.screenshot({ path: OUT })
await browser.close()
