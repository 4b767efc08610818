// Heights of frames, as long as a reader looks at them, and by the clock. Too long for the suite, and by hand:
// node tests/browser/run.mjs --cases tests/browser/by_hand --verbose
import assert from 'node:assert/strict'
import { openHosts } from '../harness/hosts.mjs'
import { test } from '../harness/suite.mjs'

const WATCHED = 60_000 // milliseconds
const SLOW = 'steps: 100000, pace: 100'
const IDLE = "element.state === 'idle' && root.querySelector('.u-over') ? '' : element.state"

/** How a frame gets into each state, and what holds then. @type {Record<string, { act?: string, wrong: string }>} */
const STATES = {
  idle: { wrong: "element.state === 'idle' ? '' : element.state" },
  training: { act: `element.apply({ ${SLOW} }), root.getElementById('train').click()`, wrong: "element.trainer.step > 20 ? '' : element.trainer.step" },
  done: { act: "element.apply({ steps: 40, pace: 'full' }), root.getElementById('train').click()", wrong: "element.state === 'done' ? '' : element.state" },
}

for (const [state, { act: action, wrong }] of Object.entries(STATES)) {
  test(`in ${WATCHED / 1000} s the height of no frame swings, ${state}`, async (t) => {
    const { tab, soon, fits, act } = await openHosts(t)
    await tab.run("document.body.style.transform = 'scale(0.1)'")
    await soon('a model and a chart', IDLE)
    if (action) await act(action)
    await soon(state, wrong)
    await fits(state)
    await tab.run('each(({ heights }) => void heights.splice(0))')
    await new Promise((resolve) => { setTimeout(resolve, WATCHED) })
    await fits(`${state}, after ${WATCHED / 1000} s`)
    const seen = await tab.run("each(({ heights }) => (heights.length > 0 ? heights.join(' ') : ''))")
    t.note(`heights seen: ${seen || 'no other'}`)
    const swings = 'heights.filter((height, i) => (heights[i + 1] - height) * (heights[i + 2] - heights[i + 1]) < 0)'
    assert.equal(await tab.run(`each(({ heights }) => (${swings}.length > 0 ? heights.join() : ''))`), '', `heights, ${state}`)
    assert.equal(await tab.run(`each(({ element, root }) => (${wrong}))`), '', `${state} to the end`)
  })
}

/** What changes a frame's height. @type {Record<string, string>} */
const CHANGES = {
  'a panel opens': "root.getElementById('settings-toggle').click()",
  'a panel closes': "root.getElementById('settings-toggle').click()",
  'the lesson opens': "root.getElementById('lesson').open = true",
  'the lesson closes': "root.getElementById('lesson').open = false",
  'an error': "element.setAttribute('learning-rate', '-1')",
  'no error': "element.setAttribute('learning-rate', '0.001')",
}

/** Milliseconds from each change of the height of what is in a frame, the last where a part came in several, until the frame fits, one frame after the other. @param {string} change */
const timed = (change) => `(async () => {
  const times = []
  await each(({ frame, page, element, root }) => {
    times.push(async () => {
      const box = () => page.documentElement.getBoundingClientRect().height
      let height = box()
      const began = performance.now()
      ${change}
      let changed = 0
      for (let time = 0; (time = performance.now() - began) < 1000;) {
        if (box() !== height) [changed, height] = [time, box()]
        if (changed && Math.abs(page.documentElement.clientHeight - height) < 1.01) return time - changed
        await new Promise((resolve) => { setTimeout(resolve, 4) })
      }
      return changed && Infinity
    })
  })
  const all = []
  for (const time of times) all.push(Math.round(await time()))
  return all
})()`

test('a frame fits within 200 ms of what changes its height', async (t) => {
  const { tab, soon, fits } = await openHosts(t)
  await tab.run("document.body.style.transform = 'scale(0.1)'")
  await soon('a model and a chart', IDLE)
  await fits('idle')
  for (const [what, change] of Object.entries(CHANGES)) {
    const all = await tab.run(timed(change))
    t.note(`${what}: ${all.join(' ')} ms`)
    assert.ok(Math.max(...all) <= 200, `${what}: ${all.join(' ')} ms`)
  }
}, { alone: true })
