// When the worker dies, everything that waits for it rejects, and nothing keeps a process from ending.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { SMALL, hurry, moduleUrl, trainerFor, wait, watchThreads } from './support.mjs'

const LONG = 100_000_000

/** Runs a script that has createTrainer, and tells what it printed. @param {string} script */
async function runScript(script) {
  const source = `import { createTrainer } from ${JSON.stringify(moduleUrl.href)}\nconst text = '${SMALL}'\n${script}`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', source], { timeout: 20_000 })
  return stdout.trim()
}

test('a worker killed in mid-run rejects the run, what waits, and every later call', async (t) => {
  const threadsStarted = watchThreads(t)
  /** @type {Error[]} */
  const failures = []
  const trainer = await trainerFor(t)
  trainer.onfailure = (error) => failures.push(error)
  const run = trainer.train(LONG)
  const waiting = trainer.evaluate()
  threadsStarted[0].terminate()
  await Promise.all([assert.rejects(run, /worker ended unexpectedly/), assert.rejects(waiting, /worker ended unexpectedly/)])
  assert.equal(failures.length, 1)
  assert.match(failures[0].message, /worker ended unexpectedly/)
  assert.equal(trainer.running, false)
  const calls = [trainer.train(1), trainer.pause(), trainer.resume(), trainer.setPace(1), trainer.changeRun({ end: 1 }),
    trainer.reset(), trainer.generate(), trainer.evaluate(),
    trainer.estimateLoss(), trainer.baselines(), trainer.probabilities(), trainer.counts(), trainer.weights('x'), trainer.save(),
    trainer.check({}), trainer.batch(), trainer.logits([[0]]), trainer.softmax([[0]]), trainer.tokens({ count: 1 }),
    trainer.checkGradients(), trainer.attention({ layer: 0, head: 0, text: 'a' }), trainer.trace('a')]
  for (const call of calls) await assert.rejects(call, (error) => error instanceof Error && /worker ended unexpectedly/.test(error.message))
  assert.deepEqual(trainer.encode('ab'), [0, 1])
})

test('a core that traps rejects the run with the reason, and the trainer is done for', async (t) => {
  const trapping = `{
    const { instantiate } = WebAssembly
    let calls = 0
    WebAssembly.instantiate = async (...given) => {
      const { exports } = await instantiate(...given)
      const iambic_call = (...request) => {
        if (++calls > 20) throw new WebAssembly.RuntimeError('unreachable')
        return exports.iambic_call(...request)
      }
      return { exports: { ...exports, iambic_call } }
    }
  }\n`
  watchThreads(t, trapping)
  const trainer = await trainerFor(t)
  /** @type {Error[]} */
  const failures = []
  trainer.onfailure = (error) => failures.push(error)
  await assert.rejects(trainer.train(LONG), /training engine failed.*unreachable/)
  await assert.rejects(trainer.evaluate(), /training engine failed.*unreachable/)
  assert.match(failures[0].message, /unreachable/)
})

test('a worker that breaks before the text is read rejects createTrainer', async (t) => {
  watchThreads(t, 'throw new Error("no luck"); ')
  await assert.rejects(trainerFor(t), /no luck/)
})

test('a worker that says nothing any more is given up', { timeout: 30_000 }, async (t) => {
  hurry(t)
  const [thread] = [watchThreads(t)]
  const trainer = await trainerFor(t)
  thread[0].postMessage = () => {} // what a silently killed Web Worker looks like: no answer and no event
  await assert.rejects(trainer.evaluate(), /has not answered for 20 seconds/)
  await assert.rejects(trainer.train(1), /has not answered/)
})

test('terminate rejects what waits and every later call, without calling onfailure', async (t) => {
  const trainer = await trainerFor(t)
  trainer.onfailure = () => assert.fail('onfailure was called')
  const run = trainer.train(LONG)
  await wait(30)
  trainer.terminate()
  await assert.rejects(run, /terminated/)
  await assert.rejects(trainer.generate(), /terminated/)
  trainer.terminate()
  await wait(100) // for the thread's exit event
})

test('a script that terminates its trainer ends', async () => {
  assert.equal(await runScript(`
    const trainer = await createTrainer({ text })
    console.log((await trainer.train(100)).step)
    trainer.terminate()`), '100')
})

test('a script that forgets to terminate ends too, and only after what it waits for', async () => {
  assert.equal(await runScript(`
    const trainer = await createTrainer({ text })
    console.log((await trainer.train(20_000)).step)
    console.log((await trainer.generate({ tokens: 5, peek: true })).length)`), '20000\n6')
})

test('a script whose createTrainer is refused ends', async () => {
  assert.match(await runScript(`await createTrainer({ text: '' }).catch(({ message }) => console.log(message))`), /empty/)
})
