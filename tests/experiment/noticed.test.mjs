// What is noticed in a curve, judged on real ones: see make_curves.mjs.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { Curve } from '../../web/experiment/loss-curve.js'
import { noticedIn } from '../../web/experiment/noticed.js'

const LIMIT = { timeout: 60_000 }
/** @type {Record<string, { steps: number, points: [step: number, train: number, val: number][] }>} */
const CURVES = JSON.parse(readFileSync(new URL('curves.json', import.meta.url), 'utf8'))

/** What is noticed at each evaluation of a run, as the page would. @param {string} name @param {(point: { train: number, val: number }) => { train: number, val: number }} [bend] */
function noticed(name, bend = (point) => point) {
  const curve = new Curve()
  return CURVES[name].points.map(([step, mean, measured], i, points) => {
    const { train, val } = bend({ train: mean ?? measured, val: measured })
    const before = points[i - 1]?.[0] ?? 0
    curve.addLosses(step, new Float32Array(step - before).fill(train))
    curve.addEvaluation(step, { train, val })
    return noticedIn(curve)
  })
}

const named = (/** @type {string} */ kind) => Object.keys(CURVES).filter((name) => name.startsWith(`${kind} `))

test('of every rung with three seeds nothing is noticed, at whatever step one asks', LIMIT, () => {
  assert.equal(named('healthy').length, 28)
  for (const name of named('healthy')) assert.deepEqual(new Set(noticed(name)), new Set([undefined]), name)
})

test('a learning rate that is too high is noticed in each run that has one, and still at its end', LIMIT, () => {
  assert.equal(named('too-high').length, 8)
  for (const name of named('too-high')) assert.equal(noticed(name).at(-1), 'too-high', name)
})

test('a model that learns by heart is noticed on short texts, before half of the run, and taken for nothing else', LIMIT, () => {
  assert.equal(named('overfits').length, 3)
  for (const name of named('overfits')) {
    const all = noticed(name)
    assert.deepEqual(new Set(all), new Set([undefined, 'overfits']), name)
    assert.ok(all.at(-1) === 'overfits' && all.indexOf('overfits') < all.length * 0.75, name)
  }
})

test('a run that has stopped getting better is noticed, once it has gone on for a while', LIMIT, () => {
  assert.equal(named('flat').length, 2)
  for (const name of named('flat')) {
    const all = noticed(name)
    assert.deepEqual(new Set(all), new Set([undefined, 'flat']), name)
    assert.equal(all.at(-1), 'flat', name)
  }
})

test('a loss that is still falling is not taken for one that has stopped, and the same run is heard once it has', LIMIT, () => {
  /** @param {number} by with each evaluation @returns {(point: { train: number, val: number }) => { train: number, val: number }} */
  const slope = (by) => {
    let sunk = 0
    return ({ train, val }) => ({ train: train - sunk, val: val - (sunk += by) })
  }
  assert.equal(noticed('flat bigram', slope(0.001)).at(-1), undefined)
  assert.equal(noticed('flat bigram', slope(0)).at(-1), 'flat')
})

test('of a run that has just begun nothing is said, nor of one without evaluations', LIMIT, () => {
  const curve = new Curve()
  assert.equal(noticedIn(curve), undefined)
  curve.addLosses(50, new Float32Array(50).fill(9))
  assert.equal(noticedIn(curve), undefined)
})
