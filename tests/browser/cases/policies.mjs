// Content policies of other people's pages: with each, the page trains, or says in one sentence what it lacks.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { POLICIES } from '../../../web/build/policies.mjs'
import { TrainerPage } from '../harness/page.mjs'
import { assertSentence, test } from '../harness/suite.mjs'

const REFUSED = [/Content.Security.Policy/i, /Trusted ?Type/i, /violates|blocked/i, /CORS|origin 'null'|ERR_FAILED|404|NetworkError|Failed to load/i]

/** @param {import('../harness/suite.mjs').Test} t */
const hashOf = (t) => `sha384-${createHash('sha384').update(readFileSync(join(t.dist, 'iambic.js'))).digest('base64')}`

/** The attributes of the script in the line that is published for pages. @param {import('../harness/suite.mjs').Test} t */
const lineOf = (t) => /<script src="iambic\.js" (.*?)>/.exec(readFileSync(join(t.dist, 'SRI.txt'), 'utf8'))?.[1] ?? ''

/** The page with its script. @param {import('../harness/suite.mjs').Test} t @param {import('../../../web/build/policies.mjs').Rules} rules */
async function open(t, { policy, headers, script = '', elsewhere }) {
  const source = elsewhere ? `${t.server.site({ headers: elsewhere }).replace('127.0.0.1', 'localhost')}iambic.js` : 'iambic.js'
  const html = `<!doctype html><title>a course</title><iambic-trainer page></iambic-trainer><script src="${source}" ${script.replace('HASH', hashOf(t)).replace('SRI', lineOf(t))}></script>`
  return new TrainerPage(await t.open(`${t.server.site({ policy, headers, files: { 'course.html': html } })}course.html`))
}

for (const [name, rules] of Object.entries(POLICIES)) {
  const outcome = rules.lacks === 'core' ? 'says why it cannot train' : rules.lacks ? 'trains, and says what is missing' : 'trains, with chart and transformers'
  test(`under the policy "${name}" the page ${outcome}`, async (t) => {
    const page = await open(t, rules)
    if (rules.lacks === 'core') {
      await page.state('error')
      return assertSentence(await page.text('status'), /Content-Security-Policy forbids WebAssembly.*'wasm-unsafe-eval'/)
    }
    await page.state('idle')
    await page.until('the text to learn', (_, root) => /learning from: \S/.test(root.getElementById('corpus-line').textContent))
    const enforced = !/Trusted Types/.test(name) || await page.run(() => 'trustedTypes' in globalThis) // Firefox has them from 148 on
    if (rules.lacks && enforced) {
      await page.until('a sentence', (_, root) => root.getElementById('chart').textContent)
      assertSentence(await page.text('chart'), /chart is missing.*iambic-chart\.js could not be loaded/)
      return page.train(200)
    }
    await page.until('the chart', (_, root) => root.querySelector('.u-over') !== null)
    await page.train(200)
    await page.climb('self-attention')
    await page.train(20)
  }, { only: rules.webkit ? undefined : ['chromium', 'firefox'], complaints: REFUSED })
}

/** Files of dist/ with their last byte altered. @param {import('../harness/suite.mjs').Test} t @param {string[]} names */
const altered = (t, names) => Object.fromEntries(names.map((name) => [name, `${readFileSync(join(t.dist, name), 'utf8').slice(0, -1)} `]))

/** @param {import('../harness/suite.mjs').Test} t @param {string[]} names the siblings that are altered by a byte @param {{ lang?: string, attributes?: string }} [page] */
async function openAltered(t, names, { lang = 'en', attributes = '' } = {}) {
  const html = `<!doctype html><html lang="${lang}"><title>a course</title><iambic-trainer page ${attributes}></iambic-trainer><script src="iambic.js" integrity="${hashOf(t)}"></script>`
  return new TrainerPage(await t.open(`${t.server.site({ files: { 'course.html': html, ...altered(t, names) } })}course.html`))
}

test('where the page asks for integrity, no sibling is run that differs by a byte from what it was when the script was built, and a sentence says so', async (t) => {
  const page = await openAltered(t, ['iambic-chart.js', 'iambic-panels.js', 'iambic-gpt.js', 'iambic-locale-de.js'], { lang: 'de' })
  for (const [place, name] of [['chart', 'iambic-chart.js'], ['settings', 'iambic-panels.js']]) {
    await page.until(`a sentence about ${name}`, (_, root, id) => root.getElementById(id).textContent, place)
    assertSentence(await page.text(place), new RegExp(`is missing.*${name.replace('.', '\\.')} could not be loaded`))
  }
  await page.state('idle')
  await page.click('#rungs label:has([value=gpt])')
  await page.until('a sentence about iambic-gpt.js', (_, root) => /iambic-gpt/.test(root.getElementById('status').textContent))
  assertSentence(await page.text('status'), /This model needs iambic-gpt\.js/)
  assert.equal(await page.run((_, root) => root.getElementById('page').lang), 'en', 'words of the altered language are shown')
}, { complaints: [/integrity|digest|hash/i] })

test('where the page asks for integrity, what it asks beside settings is not read by an altered script: nothing is shown but why', async (t) => {
  const page = await openAltered(t, ['iambic-lesson.js'], { attributes: 'src="poem.txt"' })
  await page.state('error')
  assertSentence(await page.text('status'), /iambic-lesson\.js could not be loaded/i)
}, { complaints: [/integrity|digest|hash/i] })
