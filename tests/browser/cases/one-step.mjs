// One step, seen: Step shows a line of the batch that it learned from and how its odds moved, exactly, and the run is that without it.
import assert from 'node:assert/strict'
import { openCourse } from '../harness/course.mjs'
import { test } from '../harness/suite.mjs'

/** The SHA-256 of the checkpoint. @param {import('../harness/page.mjs').TrainerPage} page */
const checkpoint = (page) => page.run(async (element) => {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await element.save()))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
})

/** What the sentence must say of the chosen character, by the model as it is now; and where the element above the view ends. @param {import('../harness/page.mjs').TrainerPage} page */
const read = (page) => page.run((_, root) => ({
  told: root.getElementById('one-step-odds').textContent, loss: root.getElementById('one-step-loss').textContent, where: root.getElementById('one-step-where').textContent,
  chosen: root.querySelector('#one-step-line [aria-selected=true]').id, cells: root.querySelectorAll('#one-step-line [role=option]').length, first: root.querySelector('#one-step-line .first')?.textContent,
}))

/** That the first character's odds are what the model holds now. @param {import('../harness/page.mjs').TrainerPage} page @param {string} told */
async function sayTheModels(page, told) {
  const [share, character] = await page.run(async (element, root) => {
    const [first, next] = ['.first', '[role=option]'].map((part) => root.querySelector(`#one-step-line ${part}`).textContent.replace('\u2423', ' ').replace('\u21b5', '\n'))
    const shares = await element.trainer.nextProbabilities({ prompt: first })
    return [100 * shares[element.trainer.info.vocabulary.indexOf(next)], next]
  })
  const given = Number(/ it gives ([\d.]+)/.exec(told)?.[1])
  assert.ok(Math.abs(given - share) < 0.06, `${given} % of ${character}, where the model holds ${share}`)
}

for (const preset of ['bigram', 'reverse']) {
  test(`a press of Step shows what a step of ${preset} does to a line, by keyboard, too, and three of them end with the bytes of a run of three`, async (t) => {
    const page = await openCourse(t, `<iambic-trainer preset="${preset}" steps="3" pace="full" workers="1" ${preset === 'reverse' ? 'n-embd="16" block-size="8" learning-rate="0.1"' : ''}></iambic-trainer>`)
    await page.until('the text and the panels', (element, root) => element.state === 'idle' && element.trainer.info.characters === 1115394 && root.getElementById('one-step') !== null)
    assert.ok(await page.run((_, root) => !root.getElementById('one-step').checkVisibility() && ![...document.scripts].some(({ src }) => /iambic-step/.test(src))))
    const top = await page.run((_, root) => root.getElementById('status').getBoundingClientRect().top)
    for (let step = 1; step <= 3; step++) {
      await page.run((_, root) => root.getElementById('step').click())
      await page.until(`step ${step}`, (_, root, wanted) => root.getElementById('one-step-where')?.textContent.startsWith(`step ${wanted}, line `), step)
      await page.until('rest', (element) => element.state !== 'training')
    }
    const moved = await page.run((_, root) => root.getElementById('status').getBoundingClientRect().top) - top
    assert.ok(Math.abs(moved) < 2, `what stands above moved by ${moved} pixels`) // the rung's numbers have another height than none
    const { told, loss, where, chosen, cells } = await read(page)
    assert.match(where, /^step 3, line \d+ of the 32 in its batch$/)
    const number = '(\\d+\\.\\d+)'
    const [, before, after] = new RegExp(`gave .+ ${number}\u202f%\\. After this step it gives ${number}\u202f%\\.$`).exec(told)?.map(Number) ?? []
    assert.ok(after > before, told)
    assert.match(loss, new RegExp(`^On this line the loss (fell|rose) from ${number} to ${number}, as unsure as among [\\d.]+ characters\\.$`))
    await page.run((_, root) => root.getElementById('one-step-line').focus())
    await page.press('Home')
    const home = await read(page)
    assert.equal(home.chosen, 'one-step-0')
    await page.press('ArrowRight')
    assert.equal((await read(page)).chosen, 'one-step-1')
    assert.ok(cells > 1 && chosen.startsWith('one-step-'))
    if (preset === 'bigram') await sayTheModels(page, home.told)
    const seen = await checkpoint(page)
    await page.run((element) => element.reset())
    assert.ok(await page.run((_, root) => !root.getElementById('one-step').checkVisibility()))
    await page.run((element) => element.train())
    assert.equal(await page.run((element) => element.trainer.step), 3)
    assert.equal(await checkpoint(page), seen)
  })
}
