// "Back to the teacher's version": what a reader has changed of a lesson comes back with one press, wherever the lesson stands.
import assert from 'node:assert/strict'
import { openCourse } from '../harness/course.mjs'
import { test } from '../harness/suite.mjs'

const POEM = 'the sea is all about us, the sea has many voices. '.repeat(20)
const LESSON = 'preset="bigram" steps="40" seed="7" pace="full"'

/** @typedef {import('../harness/page.mjs').TrainerPage} TrainerPage */

/** Whether the way back is to be seen. @param {TrainerPage} page */
const offered = (page) => page.run((_, root) => root.getElementById('teachers-version')?.getClientRects().length > 0)

/** @param {TrainerPage} page @param {boolean} expected @param {string} when */
const isOffered = (page, expected, when) => page.until(`${expected ? 'a' : 'no'} way back ${when}`, (_, root, wanted) => {
  const button = root.getElementById('teachers-version')
  return button && (button.getClientRects().length > 0) === wanted
}, expected)

/** What is learned from what, and how it begins. @param {TrainerPage} page */
const learned = (page) => page.run((element, root) => ({
  preset: element.preset, seed: element.seed, steps: element.steps, rate: element.learningRate, pace: element.pace, temperature: element.temperature,
  made: element.trainer.info.config.seed, characters: element.trainer.info.characters, prompt: root.getElementById('prompt').value, step: element.trainer.step,
}))

const GIVEN = { preset: 'bigram', seed: 7, steps: 40, rate: 0.001, pace: 'full', temperature: 1, made: 7, characters: 1000, prompt: 'sea', step: 0 }

/** What a reader changes, each alone; `asks`: there is a run to lose by then. @type {[string, (page: TrainerPage) => Promise<unknown>, boolean?][]} */
const CHANGES = [
  ['a setting', (page) => page.fill('seed', '9')],
  ['a setting that is refused', (page) => page.fill('learningRate', '-1')],
  ['the pace', (page) => page.run((_, root) => { const pace = root.getElementById('pace'); pace.value = 3; pace.dispatchEvent(new Event('input', { bubbles: true })) })],
  ['the prompt', (page) => page.fill('prompt', 'voices')],
  ['the rung', (page) => page.climb('self-attention')],
  ['the text', (page) => page.run((_, root) => {
    root.getElementById('corpus-paste').value = 'another text, of the reader\u2019s own. '.repeat(30)
    root.getElementById('corpus-use').click()
  })],
  ['a setting that waits for a new start', async (page) => {
    await page.run((element) => element.train())
    assert.equal(await offered(page), false, 'a run alone changes no lesson')
    await page.fill('seed', '9')
  }, true],
]

test('whatever a reader has changed of a lesson, one press brings back what the teacher gave; a run is thrown away only after a question', async (t) => {
  const page = await openCourse(t, `<iambic-trainer ${LESSON} src="poem.txt" prompt="sea"></iambic-trainer>`, { site: { files: { 'poem.txt': POEM } } })
  await page.state('idle')
  await isOffered(page, false, 'before anything was changed')
  assert.deepEqual(await learned(page), GIVEN)
  for (const [what, change, asks = false] of CHANGES) {
    await change(page)
    await isOffered(page, true, `after ${what}`)
    await page.run((_, root) => root.getElementById('teachers-version').focus())
    await page.press('Enter')
    if (asks) {
      assert.match(await page.text('status'), /^The lesson begins anew, and this run, now at step 40, is thrown away\.$/)
      assert.equal(await page.step(), 40)
      await page.run((_, root) => root.querySelector('#suggestions button').click())
    }
    await isOffered(page, false, `with ${what} taken back`)
    await page.until(`the beginning, with ${what} taken back`, (element) => element.state === 'idle' && element.trainer.step === 0)
    assert.deepEqual(await learned(page), GIVEN, what)
    assert.equal(await page.run((_, root) => root.querySelectorAll('[aria-invalid=true]').length), 0, what)
  }
})

test('a lesson that begins with a saved model comes back to that model, at its step, with its settings', async (t) => {
  const page = await openCourse(t, `<iambic-trainer ${LESSON}><script type="text/plain">${POEM}</script></iambic-trainer>`)
  await page.state('idle')
  await page.run(async (element) => {
    await element.train()
    element.checkpoint = URL.createObjectURL(new Blob([await element.save()]))
  })
  const begins = (/** @type {string} */ when) => page.until(`the saved model ${when}`, (element) => {
    const { state, trainer, seed, preset } = element
    return state === 'paused' && trainer.step === 40 && trainer.info.config.seed === 7 && seed === 7 && preset === 'bigram'
  })
  await begins('at first')
  const given = await page.run((element) => element.generate({ tokens: 40, temperature: 0 }))
  for (const change of [() => page.fill('seed', '9'), () => page.climb('self-attention')]) {
    await isOffered(page, false, 'as the lesson begins')
    await change()
    await isOffered(page, true, 'with a change')
    await page.run((_, root) => root.getElementById('teachers-version').click())
    await page.run((_, root) => root.querySelector('#suggestions button')?.click()) // asked where there is a run to lose
    await begins('again')
    assert.equal(await page.run((element) => element.generate({ tokens: 40, temperature: 0 })), given)
  }
})

test('a page that a link opens knows its lesson after the address has changed with what runs, after a reload, and when a kept run goes on', async (t) => {
  const page = await t.openPage()
  await page.until('the last part', (_, root) => root.getElementById('numbers') !== null)
  assert.equal(await page.run((_, root) => root.getElementById('teachers-version')), null, 'a way back in a page that is no lesson')
  await page.run(() => { location.hash = 'seed=7&steps=900&pace=100' })
  await isOffered(page, false, 'as the link has it')
  await page.until('the lesson', (element) => element.state === 'idle' && element.trainer.info.config.seed === 7)
  await page.fill('seed', '9')
  await isOffered(page, true, 'with another seed')
  await page.until('the address of what runs', () => location.hash === '#steps=900&seed=9&pace=100')
  await page.run((_, root) => root.getElementById('train').click())
  await page.until('a run worth keeping', (element) => element.trainer.step >= 20)
  await page.run((_, root) => root.getElementById('train').click())
  await page.state('paused')

  await page.reload()
  await page.until('the question', (_, root) => /interrupted/.test(root?.getElementById('status').textContent ?? ''))
  await isOffered(page, true, 'after a reload')
  await page.run((_, root) => root.querySelector('#suggestions button').click())
  await page.until('the kept run', (element) => element.trainer.step >= 30)
  await isOffered(page, true, 'with the kept run')
  await page.run((_, root) => root.getElementById('teachers-version').click())
  assert.match(await page.text('status'), /^The lesson begins anew, /)
  assert.equal(await page.run((element) => element.seed), 9)
  await page.run((_, root) => root.querySelector('#suggestions button').click())
  await isOffered(page, false, 'when all is as it was')
  await page.until('the start', (element) => element.state === 'idle' && element.trainer.step === 0 && element.trainer.info.config.seed === 7)
  assert.equal(await page.run(() => location.hash), '#steps=900&seed=7&pace=100')
})

test('where a lesson shows neither its settings nor its status, in a height that is given, the way back and the questions are there', async (t) => {
  const page = await openCourse(t, `<iambic-trainer ${LESSON} show="controls loss writing ask" style="width: 640px; height: 360px"><script type="text/plain">${POEM}</script></iambic-trainer>`)
  await page.until('the compact layout', (element, root) => element.state === 'idle' && root.getElementById('page').classList.contains('compact'))
  await page.run((element) => element.train())
  const asked = () => page.run((_, root) => ['status', 'suggestions'].map((id) => root.getElementById(id)).filter((part) => part.getClientRects().length > 0).map(({ textContent }) => textContent).join(' '))
  assert.equal(await asked(), '')
  await page.run((_, root) => root.getElementById('chart').focus())
  await page.press('r')
  await page.until('the question', (_, root) => root.getElementById('status').getClientRects().length > 0)
  assert.equal(await asked(), 'Reset throws away 40 steps. ResetKeep it')
  await page.click('#suggestions button:last-child')
  await page.until('no question', (_, root) => root.getElementById('status').getClientRects().length === 0)
  assert.equal(await page.step(), 40)

  await page.fill('prompt', 'voices')
  await isOffered(page, true, 'with another prompt')
  await page.click('teachers-version')
  await page.until('the question', (_, root) => root.getElementById('status').getClientRects().length > 0)
  await page.click('#suggestions button')
  await isOffered(page, false, 'when all is as it was')
  await page.until('the start', (element, root) => element.trainer.step === 0 && root.getElementById('prompt').value === '')
  assert.equal(await asked(), '')
  await page.run((element) => { element.lock = 'all' })
  await page.run((element) => element.train())
  assert.equal(await offered(page), false, 'a way back from a run of a locked lesson')
})
