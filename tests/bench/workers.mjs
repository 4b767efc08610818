// What more workers are good for: workers.mjs CORPUS [ROUNDS]. Trains nanogpt-cpu in Node with one worker and with two, in turns.
//
// Checked before any number counts: two workers give the losses of one within rounding, and the same bytes in every round.
import { readFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { createTrainer } from '../../dist/iambic.mjs'
import { digestOf } from './javascript.mjs'
import { median, quantile, ratios } from './report.mjs'

const PRESET = 'nanogpt-cpu'
const STEPS = 30
const TOLERANCE = 1e-4 // of a loss after so few steps, relative: two sums of halves differ from one sum by less
const LEAST = 1.5
const TEAMS = ['1', '2'] // workers

/** Steps from the very beginning. @param {any} trainer */
async function sample(trainer) {
  const losses = []
  await trainer.reset()
  const began = performance.now()
  await trainer.train(STEPS, { onProgress: (/** @type {any} */ progress) => losses.push(...progress.losses) })
  const milliseconds = (performance.now() - began) / STEPS
  return { milliseconds, losses, digest: await digestOf(await trainer.save()) }
}

/** @param {Map<string, Awaited<ReturnType<typeof sample>>>} first of each team @param {string} team @param {Awaited<ReturnType<typeof sample>>} now */
function check(first, team, now) {
  const before = first.get(team)
  if (before && before.digest !== now.digest) throw new Error(`${team} workers came to other weights than in the round before`)
  first.set(team, now)
  const alone = first.get(TEAMS[0])?.losses ?? []
  now.losses.forEach((loss, i) => {
    if (!(Math.abs(loss / alone[i] - 1) <= TOLERANCE)) throw new Error(`${team} workers: the loss of step ${i} is ${loss}, that of one worker ${alone[i]}`)
  })
}

/** @param {Uint8Array} text @param {number} rounds @returns {Promise<Map<string, number[]>>} milliseconds a step */
async function measure(text, rounds) {
  const trainers = new Map()
  const first = new Map()
  const samples = new Map(TEAMS.map((team) => [team, /** @type {number[]} */ ([])]))
  for (const team of TEAMS) trainers.set(team, await createTrainer({ text, preset: PRESET, workers: Number(team) }))
  for (let round = -1; round < rounds; round++) {
    for (const team of TEAMS) {
      const now = await sample(trainers.get(team))
      check(first, team, now)
      if (round >= 0) samples.get(team)?.push(now.milliseconds)
    }
  }
  for (const trainer of trainers.values()) trainer.terminate()
  return samples
}

const load = loadavg()[0]
const samples = await measure(readFileSync(process.argv[2]), Number(process.argv[3] ?? 7))
for (const [team, times] of samples) console.log(`${PRESET}, Node, ${team} worker${team === '1' ? '' : 's'}: ${median(times).toFixed(1)} ms a step`)
const found = ratios(samples, ...TEAMS)
const kept = median(found) >= LEAST
console.log(`${kept ? '\u2713' : '\u2717'} one worker takes at least ${LEAST} times as long as two: ${median(found).toFixed(2)} times ` +
  `(${quantile(found, 0.25).toFixed(2)} .. ${quantile(found, 0.75).toFixed(2)}); ${cpus().length} cores, other programs' load before: ${load.toFixed(1)}`)
process.exitCode = kept ? 0 : 1
