// A frame is as high as what is in it, in any page that hears its messages.
import assert from 'node:assert/strict'
import { openHosts } from '../harness/hosts.mjs'
import { test } from '../harness/suite.mjs'

test('in pages with three ways to hear its height a frame is as high as what is in it, whatever that is, and at rest', async (t) => {
  const { tab, soon, fits, act } = await openHosts(t)
  await soon('what has not begun', "element.state === 'loading' && page.documentElement.classList.contains('framed') ? '' : element.state")
  await fits('loading')
  await tab.run("document.body.style.transform = 'scale(0.1)'")
  await soon('a model and a chart', "element.state === 'idle' && root.querySelector('.u-over') ? '' : element.state")
  await fits('idle')
  await act("element.apply({ steps: 100000, pace: 25 }), root.getElementById('train').click()")
  await soon('some steps', "element.trainer.step > 20 ? '' : [element.state, 'step', element.trainer.step, root.getElementById('status').textContent].join(' ')")
  await fits('training')
  await tab.run('each(({ heights }) => void heights.splice(0))')
  await new Promise((resolve) => { setTimeout(resolve, 2500) }) // in which a height that swings would
  await fits('training')
  const swings = 'heights.filter((height, i) => (heights[i + 1] - height) * (heights[i + 2] - heights[i + 1]) < 0)'
  assert.equal(await tab.run(`each(({ heights }) => (${swings}.length > 0 ? heights.join() : ''))`), '', 'heights while training')
  await act("root.getElementById('train').click(), element.preset = 'self-attention'")
  await soon('another rung', "element.state === 'idle' && element.trainer.info.config.model === 'self-attention' ? '' : [element.state, element.preset, element.trainer.info.config.model, root.getElementById('status').textContent].join()")
  await fits('another rung')
  for (const panel of ['settings', 'corpus']) {
    await act(`root.getElementById('${panel}-toggle').click()`)
    await fits(`the panel ${panel}`)
  }
  await act("root.getElementById('settings-toggle').click()")
  await act("root.getElementById('gradients').open = true, root.getElementById('check-gradients').click()")
  await soon('the gradients', "root.getElementById('gradients-table').getBoundingClientRect().height > 50 ? '' : root.getElementById('gradients-status').textContent")
  await fits('the table of gradients')
  await act("element.setAttribute('learning-rate', '-1')")
  await soon('a word about what is refused', "root.textContent.includes('-1') ? '' : 'none'")
  await fits('an error')
}, { alone: true }) // nine frames that train
