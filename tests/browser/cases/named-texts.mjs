// A text that a page names is the one that is learned, or nothing is; and nobody else is asked for one.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { writeFileSync, cpSync } from 'node:fs'
import { openCourse } from '../harness/course.mjs'
import { TrainerPage } from '../harness/page.mjs'
import { temporaryFolder } from '../harness/processes.mjs'
import { assertSentence, test } from '../harness/suite.mjs'

const POEM = 'the sea is all about us, the sea has many voices. '.repeat(20)
const EXPECTED = [/404/, /CORS|Access-Control|access control/i, /ERR_FAILED|Failed to load resource|Cross-Origin|not allowed/i]
const named = (/** @type {string} */ address) => `<iambic-trainer page corpus="${address}"></iambic-trainer>`

/** The state and the sentence of a page whose text cannot be had. @param {import('../harness/page.mjs').TrainerPage} page @param {RegExp} sentence */
async function refused(page, sentence) {
  await page.state('error')
  await new Promise((resolve) => { setTimeout(resolve, 500) })
  assertSentence(await page.text('status'), sentence)
  assert.equal(await page.run((element) => element.state), 'error')
  assert.ok(await page.run((element, root) => element.trainer === undefined && root.getElementById('train').disabled), 'something else can be trained')
  assert.equal((await page.text('corpus-line')).trim(), '')
}

/** What is at the address, and what the page says. @type {[string, string, RegExp, Record<string, any>][]} */
const WRONG = [
  ['is not there', 'poem.txt', /^The text poem\.txt could not be loaded: 127\.0\.0\.1:\d+ answered 404\.$/, {}],
  ['is empty', 'poem.txt', /^The text poem\.txt cannot be used: .*empty/, { 'poem.txt': '' }],
  ['is not UTF-8', 'poem.txt', /^The text poem\.txt cannot be used: .*not UTF-8/, { 'poem.txt': Buffer.concat([Buffer.from(POEM), Buffer.of(0xff, 0xfe)]) }],
  ['is too short', 'poem.txt', /^The text poem\.txt cannot be used: .*characters/, { 'poem.txt': 'abc' }],
  ['has an address that is none', 'http://[', /^The attribute src must be the address of a text, not http:\/\/\[\.$/i, {}],
]

for (const [what, address, sentence, files] of WRONG) {
  test(`a named text that ${what} is told in one sentence, and no other takes its place`, async (t) => {
    const page = await openCourse(t, named(address), { site: { files } })
    await refused(page, sentence)
  }, { complaints: EXPECTED })
}

test('a named text of a site that lets nobody read it is told in one sentence', async (t) => {
  const elsewhere = t.server.site({ files: { 'poem.txt': POEM } }).replace('127.0.0.1', 'localhost')
  const page = await openCourse(t, named(`${elsewhere}poem.txt`))
  await refused(page, /^The text poem\.txt could not be loaded: localhost:\d+ does not answer, or does not let other pages read it \(CORS\)\.$/)
}, { complaints: EXPECTED })

test('a named text beside a page that was opened as a file is told in one sentence, and the reader can open it', async (t) => {
  const folder = temporaryFolder()
  cpSync(t.dist, folder, { recursive: true })
  writeFileSync(join(folder, 'poem.txt'), POEM)
  writeFileSync(join(folder, 'course.html'), `<!doctype html><script src="iambic.js" defer></script>${named('poem.txt')}`)
  const page = new TrainerPage(await t.open(pathToFileURL(join(folder, 'course.html')).href))
  await page.until('the element', (element) => Boolean(element?.shadowRoot))
  await refused(page, /^The text poem\.txt could not be loaded: a page that was opened as a file may read no other files; open the text by .use another text./)
  await page.unfold('corpus')
  await page.upload('corpus-file', join(folder, 'poem.txt'))
  await page.ready('poem.txt, 1,000 characters')
  await page.train(50)
}, { complaints: EXPECTED })

test('a named text is used, and another one when its name changes; the last name counts', async (t) => {
  const page = await openCourse(t, named('poem.txt'), { site: { files: { 'poem.txt': POEM, 'other.txt': POEM.toUpperCase() } } })
  await page.ready('poem.txt, 1,000 characters')
  await page.run((element) => { for (const name of ['missing.txt', 'poem.txt', 'other.txt']) element.setAttribute('corpus', name) })
  await page.ready('other.txt, 1,000 characters')
  await page.train(50)
  await page.run((element) => element.setAttribute('corpus', 'missing.txt'))
  await page.state('error')
  await page.run((element) => element.removeAttribute('corpus'))
  await page.ready('(tiny Shakespeare has come)') // and is offered to a reader who has begun
}, { complaints: EXPECTED })
