// What workers cost who train as one: processor time of all threads a step against one worker's, bytes that each sends, and, where
// processors are free, how much sooner they are done; by memory that they share, and by messages. And how much sooner the command line's threads are.
// `node tests/bench/workers/index.mjs [ROUNDS]`, after scripts/build.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import threads from 'node:worker_threads'
import { median, spread } from '../lib/report.mjs'

/** @typedef {{ cpu: number, wall: number, sent: number }} Sample milliseconds, and bytes a worker sends, of a step */

const SIZES = [1, 2, 4, 8]
const MOST = new Map([[2, 1.06], [4, 1.10], [8, 1.18]])
const WAYS = ['memory', 'messages']
const MODELS = [{ preset: 'nanogpt-cpu', steps: 8 }, { preset: 'gpt', steps: 30 }]

let way = WAYS[0]

/** Counts the bytes that all threads send, and makes those that start go this `way`. Before the first starts. @returns {() => number} */
function countBytes() {
  const sent = new BigInt64Array(new SharedArrayBuffer(8))
  const prelude = `{
    const { postMessage } = MessagePort.prototype
    const size = (value) => value?.byteLength ?? (value && typeof value === 'object' ? Object.values(value).reduce((sum, one) => sum + size(one), 0) : 0)
    const { workerData } = require('node:worker_threads')
    MessagePort.prototype.postMessage = function (message, ...transfer) {
      Atomics.add(workerData, 0, BigInt(size(message)))
      return postMessage.call(this, message, ...transfer)
    }
  }\n`
  const { Worker } = threads
  threads.Worker = class extends Worker {
    /** @param {string} code @param {threads.WorkerOptions} options */
    constructor(code, options) { super(prelude + (way === 'messages' ? 'delete globalThis.SharedArrayBuffer\n' : '') + code, { ...options, workerData: sent }) }
  }
  syncBuiltinESMExports()
  return () => Number(sent[0])
}

const sent = countBytes()
const { createTrainer } = await import(new URL('../../../dist/iambic.mjs', import.meta.url).href)
const text = readFileSync(new URL('../../../build/tinyshakespeare.txt', import.meta.url))

/** @param {any} trainer @param {number} steps @returns {Promise<Sample>} */
async function sample(trainer, steps) {
  const before = { cpu: process.cpuUsage(), wall: performance.now(), sent: sent(), step: trainer.step }
  const { step } = await trainer.train(steps)
  if (step !== before.step + steps) throw new Error(`${step - before.step} steps were made, not ${steps}`)
  const { user, system } = process.cpuUsage(before.cpu)
  return { cpu: (user + system) / 1000 / steps, wall: (performance.now() - before.wall) / steps, sent: (sent() - before.sent) / steps / trainer.workers }
}

/** The medians of the ratios, round by round: what disturbs a round disturbs all in it. @param {{ preset: string, steps: number }} model @param {number} rounds @returns {Promise<boolean>} */
async function compare({ preset, steps }, rounds) {
  const trainers = []
  for (const workers of SIZES) trainers.push(await createTrainer({ text, preset, workers }))
  for (const trainer of trainers) await sample(trainer, steps) // compiled for good, and in step
  /** @type {Sample[][]} */
  const taken = trainers.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const [i, trainer] of trainers.entries()) taken[i].push(await sample(trainer, steps))
  }
  for (const trainer of trainers) trainer.terminate()
  console.log(`${preset}, by ${way}: one worker ${median(taken[0].map(({ cpu }) => cpu)).toFixed(2)} ms of processor time a step`)
  return SIZES.slice(1).map((workers, i) => {
    const own = taken[i + 1]
    const cpu = own.map((one, round) => one.cpu / taken[0][round].cpu)
    const sooner = own.map((one, round) => taken[0][round].wall / one.wall)
    const most = MOST.get(workers) ?? Infinity
    const kept = median(cpu) <= most
    console.log(`${kept ? '\u2713' : '\u2717'} ${workers} workers: ${median(cpu).toFixed(3)} times its time (${spread(cpu)}; at most ${most}), ` +
      `${Math.round(own[0].sent).toLocaleString('en-US')} bytes sent a worker and step, ${median(sooner).toFixed(2)} times as fast here`)
    return kept
  }).every(Boolean)
}

/** Milliseconds of a step of the command line: those of a run with many more steps, less those of a short one. @param {string} preset @param {number} steps @param {number} workers */
function nativeStep(preset, steps, workers) {
  const [few, many] = [10, 10 + steps].map((count) => {
    const before = performance.now()
    execFileSync('build/release/iambic', ['train', '--data', 'build/tinyshakespeare.txt', '--preset', preset, '--workers', String(workers),
      '--steps', String(count), '--eval-iters', '1', '--log-every', '0'], { cwd: new URL('../../..', import.meta.url), stdio: 'ignore' })
    return performance.now() - before
  })
  return (many - few) / steps
}

/** @param {{ preset: string, steps: number }} model @param {number} rounds */
function compareNative({ preset, steps }, rounds) {
  const taken = Array.from({ length: rounds }, () => SIZES.map((workers) => nativeStep(preset, 10 * steps, workers)))
  console.log(`${preset}, command line: ${median(taken.map(([one]) => one)).toFixed(2)} ms a step; ` +
    SIZES.slice(1).map((workers, i) => `with ${workers} threads ${median(taken.map((times) => times[0] / times[i + 1])).toFixed(2)} times as fast here`).join(', '))
}

const rounds = Number(process.argv[2] ?? 7)
let kept = true
for (const model of MODELS) {
  for (way of WAYS) kept = await compare(model, rounds) && kept
  compareNative(model, rounds)
}
process.exitCode = kept ? 0 : 1
