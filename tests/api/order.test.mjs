// Commands that come in quick succession are taken one after the other, and every promise settles.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { corpus, iambic, TINY, trainerFor, wait, watchThreads } from './support.mjs'

/** @import { Settings, TrainResult } from '../../web/protocol/public.js' */
/** @import { Trainer } from '../../web/trainer/trainer.js' */

const text = corpus().subarray(0, 50_000)
const LONG = 100_000_000
const LIMIT = { timeout: 60_000 }
const SLOW = { preset: 'gpt' } // whose step takes long enough for 'auto' to try several workers
Object.defineProperty(globalThis, 'navigator', { value: { hardwareConcurrency: 4 }, configurable: true }) // wherever this runs

/** Rejects when the promise does not settle within 10 seconds. @template T @param {Promise<T>} promise @param {string} name @returns {Promise<T>} */
function settled(promise, name) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`${name} did not settle within 10 seconds`)), 10_000) })
  const first = Promise.race([promise, late]).finally(() => clearTimeout(timer))
  first.catch(() => {}) // whoever waits for it is told
  return first
}

/** What each of them rejects with, or ''. @param {Promise<unknown>[]} calls */
async function messagesOf(calls) {
  const outcomes = await Promise.allSettled(calls)
  return outcomes.map((outcome) => (outcome.status === 'rejected' ? String(outcome.reason.message) : ''))
}

/** A number from 0 to 1 at each call, the same ones for a seed. @param {number} seed */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let bits = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
}

for (const workers of /** @type {const} */ (['auto', 2])) {
  test(`two resets in quick succession end with the second one's model, workers ${workers}`, LIMIT, async (t) => {
    const trainer = await trainerFor(t, { text, ...SLOW, workers })
    for (const pause of [0, 0, 100, 300, 600]) {
      const first = trainer.reset({ seed: 5 })
      await wait(pause)
      const second = trainer.reset({ seed: 6, batchSize: 12 })
      assert.equal((await settled(first, 'the first')).config.seed, 5)
      assert.equal((await settled(second, 'the second')).config.seed, 6)
      assert.equal(trainer.info.config.batchSize, 12)
      assert.equal((await settled(trainer.train(2), 'training')).step, 2)
    }
  })
}

test('what is asked for while a reset measures sees the new model as it was made', LIMIT, async (t) => {
  const trainer = await trainerFor(t, { text, ...SLOW, workers: 'auto' })
  await trainer.train(3)
  const plain = await trainerFor(t, { text, ...SLOW, seed: 9 })
  const expected = await plain.save()
  for (const pause of [0, 50, 150, 400]) {
    const reset = trainer.reset({ seed: 9 })
    await wait(pause)
    const [saved, run] = [trainer.save(), trainer.train(2)]
    assert.deepEqual(await settled(saved, 'saving'), expected, `${pause} ms after the reset`)
    assert.equal((await settled(run, 'training')).step, 2)
    await settled(reset, 'the reset')
  }
})

test('a run that waits for a reset can be aborted and paused like any other', LIMIT, async (t) => {
  const trainer = await trainerFor(t, { text, ...SLOW, workers: 'auto' })
  const controller = new AbortController()
  const reset = trainer.reset({ seed: 3 })
  const [run, paused] = [trainer.train(LONG, { signal: controller.signal }), trainer.pause()]
  await settled(paused, 'the pause')
  const held = trainer.step
  await wait(200)
  assert.equal(trainer.step, held)
  assert.equal(trainer.running, true)
  controller.abort()
  assert.equal((await settled(run, 'the run')).aborted, true)
  await reset
  const [again, never] = [trainer.reset({ seed: 4 }), trainer.train(LONG, { signal: AbortSignal.timeout(1) })]
  assert.deepEqual(await settled(never, 'the run'), { step: 0, loss: NaN, aborted: true })
  await again
})

test('whatever is going on, terminate settles all of it and ends every thread', LIMIT, async (t) => {
  const threads = watchThreads(t)
  for (const pause of [0, 100, 300, 500]) {
    const trainer = await iambic.createTrainer({ text, ...SLOW, workers: 2 })
    /** @type {Promise<unknown>[]} */
    const calls = [trainer.train(LONG), trainer.reset({ nEmbd: 32 }), trainer.reset({ seed: 2 }), trainer.train(LONG), trainer.evaluate(), trainer.save()]
    const settling = calls.map((call, i) => settled(call, `call ${i}`))
    await wait(pause)
    trainer.terminate()
    for (const message of await messagesOf(settling)) assert.doesNotMatch(message, /did not settle/)
  }
  await settled(Promise.all(threads.map((thread) => thread.terminate())), 'the threads')
})

test('a worker that cannot be started, or dies while others wait, rejects whoever waits', LIMIT, async (t) => {
  const threads = watchThreads(t)
  const trainer = await trainerFor(t, { text, ...SLOW, workers: 3 })
  /** @type {Promise<unknown>[]} */
  const calls = [trainer.train(LONG), trainer.reset({ seed: 2 }), trainer.reset({ seed: 3 }), trainer.train(LONG), trainer.evaluate()]
  const settling = calls.map((call, i) => settled(call, `call ${i}`))
  await wait(30)
  threads[1].terminate()
  for (const message of (await messagesOf(settling)).slice(2)) assert.match(message, /worker ended unexpectedly/)
})

/** What a storm may ask for. @type {Record<string, (trainer: Trainer, draw: () => number) => Promise<unknown>>} */
const COMMANDS = {
  train: (trainer, draw) => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 30 * draw())
    return trainer.train(1 + Math.floor(40 * draw()), { signal: controller.signal, stepsPerSecond: draw() < 0.3 ? 200 : Infinity })
  },
  pause: (trainer) => trainer.pause().then(() => trainer.resume()),
  resume: (trainer) => trainer.resume(),
  pace: (trainer, draw) => trainer.setPace(100 + 1000 * draw()),
  change: (trainer, draw) => trainer.changeRun({ end: Math.floor(60 * draw()), evaluateEvery: Math.floor(3 * draw()) }),
  reset: (trainer) => trainer.reset(),
  seed: (trainer, draw) => trainer.reset({ seed: Math.floor(100 * draw()) }),
  shape: (trainer, draw) => trainer.reset({ nEmbd: draw() < 0.5 ? 16 : 32, batchSize: 1 + Math.floor(6 * draw()) }),
  refused: (trainer) => trainer.reset({ nHead: 7 }),
  save: (trainer) => trainer.save(),
  load: (trainer) => reopened(trainer),
  evaluate: (trainer) => trainer.evaluate({ batches: 2, signal: AbortSignal.timeout(1000) }),
  estimate: (trainer) => trainer.estimateLoss(2),
  generate: (trainer, draw) => trainer.generate({ tokens: Math.floor(60 * draw()), peek: draw() < 0.5 }),
  look: (trainer) => Promise.all([trainer.probabilities(), trainer.batch(), trainer.weights('lm_head.weight')]),
}

/** What is saved can be opened, whatever goes on. @param {Trainer} trainer */
async function reopened(trainer) {
  const other = await iambic.createTrainer({ text, checkpoint: await trainer.save() })
  try {
    return await other.train(1)
  } finally {
    other.terminate()
  }
}

// What a command may reject with in a storm; all else is a fault.
const FAIR = /a run is already going on|the model was replaced|embedding size .* must be divisible|was cancelled/

/** How many workers, with which model, get how many commands, at most so many milliseconds apart. @type {[number | 'auto', Settings, number, number][]} */
const STORMS = [[1, TINY, 240, 15], [2, TINY, 160, 15], ['auto', { ...SLOW, batchSize: 12 }, 80, 150]]
for (const [workers, options, count, pause] of STORMS) {
  test(`a storm of ${count} commands: all settle, the model and what is told of it agree, workers ${workers}`, { timeout: 120_000 }, async (t) => {
    const draw = random(2024)
    const trainer = await trainerFor(t, { text, ...options, workers })
    const names = Object.keys(COMMANDS)
    let steps = 0
    /** @type {Promise<unknown>[]} */
    let calls = []
    /** @type {string[]} */
    let asked = []
    for (let i = 0; i < count; i++) {
      const name = names[Math.floor(names.length * draw())]
      asked.push(name)
      calls.push(settled(COMMANDS[name](trainer, draw), `command ${i}, ${name}, after ${asked.join(' ')}`))
      if (draw() < 0.5) await wait(pause * draw())
      if (calls.length < 8) continue
      await trainer.resume()
      for (const outcome of await Promise.allSettled(calls)) {
        if (outcome.status === 'rejected' && !FAIR.test(outcome.reason.message)) throw outcome.reason
        if (outcome.status === 'fulfilled' && madeSteps(outcome.value)) steps++
      }
      const { info } = await agreed(trainer)
      assert.equal(trainer.running, false)
      assert.equal(info.step, trainer.step)
      calls = []
      asked = []
    }
    await Promise.allSettled(calls)
    assert.ok(steps >= count / 20, `only ${steps} runs made steps`)
  })
}

/** Whether this is what a run of some steps resolves to. @param {unknown} value */
function madeSteps(value) {
  const { step = 0, loss = 0 } = /** @type {Partial<TrainResult>} */ (value ?? {})
  return step > 0 && loss > 0
}

/** The model that a checkpoint holds is the one that the trainer tells of. @param {Trainer} trainer */
async function agreed(trainer) {
  const other = await iambic.createTrainer({ text, checkpoint: await trainer.save() })
  try {
    assert.deepEqual(other.info.config, trainer.info.config)
    return other
  } finally {
    other.terminate()
  }
}
