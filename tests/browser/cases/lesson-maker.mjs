// "Make a lesson": what the panel gives leads to the page that it was made on.
import assert from 'node:assert/strict'
import { linkOf } from '../../../web/experiment/lesson.js'
import { test } from '../harness/suite.mjs'

const LINK = (/** @type {any} */ _, /** @type {any} */ root) => root.getElementById('maker-link')?.value

test('a lesson is made on the page as it stands, and its link, its frame and its element say so', async (t) => {
  const page = await t.openPage({ settings: 'preset=self-attention&seed=7&steps=40&lock=seed,text' })
  await page.until('what comes after the first frame', (_, root) => root.getElementById('maker-toggle') !== null)
  await page.unfold('maker')
  const address = await page.run(() => location.href.replace(/#.*/, ''))
  const lesson = { settings: { preset: 'self-attention', seed: 7, steps: 40 }, lock: 'text seed' }
  assert.equal(await page.until('the link', LINK), linkOf(lesson, address))

  await page.fill('maker-own', 'Rose is a "rose" & </script> is a rose 🌹')
  await page.click('[name=maker-show][value=ladder]')
  await page.click('[name=maker-lock][value=all]')
  await page.fill('maker-prompt', 'Rose')
  const parts = await page.run((_, root) => Array.from(root.querySelectorAll('[name=maker-show]:checked'), ({ value }) => value).join(' '))
  const link = linkOf({ ...lesson, text: 'Rose is a "rose" & </script> is a rose 🌹', prompt: 'Rose', show: parts, lock: 'all' }, address)
  assert.equal(await page.run(LINK), link)
  assert.ok(!parts.includes('ladder') && parts.includes('loss'))
  const codes = await page.run((_, root) => ['frame', 'element'].map((kind) => root.getElementById(`maker-${kind}`).value))
  assert.ok(codes[0].includes(`src="${link.replaceAll('&', '&amp;')}"`))
  assert.match(codes[1], /<iambic-trainer preset="self-attention" steps="40" seed="7" prompt="Rose" show=".*" lock="all">/)

  await page.run((_, root) => { root.getElementById('maker-preview').open = true })
  await page.until('the place of the preview', (_, root) => root.querySelector('#maker-seen iframe') !== null)
  await page.run((_, root) => root.getElementById('maker-seen').scrollIntoView({ block: 'center' })) // it begins when it is near
  await page.until('the preview', (_, root) => root.querySelector('#maker-seen iframe')?.contentDocument?.querySelector('iambic-trainer')?.state === 'idle')
  assert.equal(await page.run((_, root) => root.querySelector('#maker-seen iframe').contentDocument.querySelector('iambic-trainer').shadowRoot.getElementById('maker-toggle')), null, 'a lesson within the lesson')

  await page.fill('maker-own', 'a'.repeat(2001))
  assert.match(await page.text('maker-note'), /^A text of 2,001 characters is too long for a link/)
  assert.deepEqual(await page.run((_, root) => ['link', 'frame', 'element'].map((kind) => root.getElementById(`maker-copy-${kind}`).disabled)), [true, true, false])
})
