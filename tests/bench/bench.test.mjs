// The benchmark's own checks: that a wrong answer is noticed, and that ratios are what they are called.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Checker, RungChecker } from './checker.mjs'
import { gigaflops, judgeRungs, profileTable, wholeRun } from './gpt_report.mjs'
import { judge, quantile, table } from './report.mjs'

const curve = [4.75, 4.66, 4.4]
const contender = { name: 'x', title: 'X', steps: 300 }

test('the checker accepts PyTorch\'s losses within rounding', () => {
  new Checker(curve).check(contender, { seconds: 1, losses: [4.750001, 4.660001, 4.4] })
})

for (const [fault, losses] of Object.entries({
  'a loss that is off by one part in ten thousand': [4.75, 4.6605, 4.4],
  'a loss with its sign flipped': [4.75, 4.66, -4.4],
  'a loss that is not a number': [4.75, NaN, 4.4],
  'a missing loss': [4.75, 4.66],
})) {
  test(`the checker refuses ${fault}`, () => {
    assert.throws(() => new Checker(curve).check(contender, { seconds: 1, losses }), /^Error: X: /)
  })
}

test('the checker refuses weights that differ between builds', () => {
  const checker = new Checker(curve)
  checker.check(contender, { seconds: 1, losses: curve, digest: 'aa' })
  checker.check(contender, { seconds: 1, losses: [4.75], digest: 'aa' })
  assert.throws(() => checker.check({ ...contender, title: 'Y' }, { seconds: 1, losses: curve, digest: 'ab' }), /Y: the weights after 300 steps are not those of X/)
})

test('quantiles interpolate', () => {
  assert.equal(quantile([3, 1, 2], 0.5), 2)
  assert.equal(quantile([4, 1, 2, 3], 0.5), 2.5)
  assert.equal(quantile([5], 0.75), 5)
})

test('ratios are taken round by round', () => {
  const samples = new Map([['pytorch', [500, 1000, 1500]], ['a', [10, 10, 10]]])
  const contenders = [{ name: 'pytorch', title: 'PyTorch' }, { name: 'a', title: 'A' }]
  assert.match(table(contenders, samples), /A +10\.00 +100,000 +100\.00 +75\.00 \.\. 125\.00/)
})

test('a promise that is missed is said, and one that cannot be judged is left out', () => {
  const samples = new Map([['pytorch', [490]], ['chromium', [10]], ['chromium-page', [11]]])
  assert.deepEqual(judge(samples).map(({ kept }) => kept), [false, true])
  assert.match(judge(samples)[0].line, /49\.00 times/)
})

const transformer = { title: 'X', steps: 2 }
const sample = { seconds: 1, losses: [4.2, 4.1], digest: 'aa', evaluation: { seconds: 1, losses: [4.05, 4.06] } }
const ruined = (change) => ({ ...sample, ...change })

test('the checker of transformers accepts losses near the first contender\'s, and other weights of other shares', () => {
  const checker = new RungChecker()
  checker.check({ ...transformer, title: 'PyTorch' }, ruined({ losses: [4.2001, 4.0999], digest: undefined }))
  checker.check(transformer, sample)
  checker.check({ ...transformer, shares: 2 }, ruined({ digest: 'ab' }))
})

for (const [fault, change, sentence] of [
  ['a loss that is off', { losses: [4.2, 4.102] }, /^Error: Y: the loss of step 1 is 4.102, that of X is 4.1$/],
  ['a loss that is not a number', { losses: [NaN, 4.1] }, /the loss of step 0 is NaN/],
  ['a missing loss', { losses: [4.2] }, /3 losses came back, 4 were due/],
  ['an evaluation that is off', { evaluation: { seconds: 1, losses: [4.05, 4.07] } }, /the val loss after 2 steps is 4.07/],
  ['weights that differ between builds', { digest: 'ab' }, /the weights after 2 steps are not those of X/],
]) {
  test(`the checker of transformers refuses ${fault}`, () => {
    const checker = new RungChecker()
    checker.check(transformer, sample)
    assert.throws(() => checker.check({ ...transformer, title: 'Y' }, ruined(change)), sentence)
  })
}

const gptConfig = { model: 'gpt', batchSize: 2, blockSize: 3, nEmbd: 4, nLayer: 5 }
const about = { config: gptConfig, parameters: 100 + (7 + 3) * 4, vocabularySize: 7 }

test('a step\'s operations: 6 for each parameter and token, 6 n_embd forth and back for each pair and layer twice', () => {
  assert.equal(Math.round(1e9 * gigaflops(about)), 2 * (6 * 100 * 3 + 12 * 5 * 4 * 6))
  assert.equal(Math.round(1e9 * gigaflops({ ...about, config: { ...gptConfig, model: 'feed-forward' } })), 2 * (6 * 100 * 3 + 12 * 4 * 6))
})

/** A result whose steps take so many milliseconds. */
function resultOf(name, milliseconds, allocations = 0) {
  const of = (value) => [{ seconds: value / 100, losses: [], allocations, evaluation: { seconds: 0.01, losses: [] } }]
  const samples = new Map(Object.entries({ native: 1, 'native-2': 1, ...milliseconds }).map(([contender, value]) => [contender, of(value)]))
  return { rung: { name, steps: 10, evaluations: 5 }, about, contenders: [], samples }
}

test('a whole run has 5,000 steps and 51 evaluations on 200 batches', () => {
  assert.equal(wholeRun(resultOf('gpt', { chromium: 10 })).get('chromium')[0], 5000 * 0.01 + 51 * 200 * 0.01 / 5)
})

for (const [name, kept, missed] of [
  ['blocks', { pytorch: 31, 'pytorch-2': 30, chromium: 20 }, { pytorch: 31, 'pytorch-2': 29, chromium: 20 }],
  ['gpt', { pytorch: 21, 'pytorch-2': 1, chromium: 20 }, { pytorch: 19, 'pytorch-2': 30, chromium: 20 }],
  ['public trainer', { chromium: 65 }, { chromium: 66 }],
  ['nanogpt-cpu', { chromium: 30, 'chromium-2': 20 }, { chromium: 30, 'chromium-2': 21 }],
  ['nanogpt-cpu', { pytorch: 11, 'pytorch-2': 1, chromium: 20, 'chromium-2': 1 }, { pytorch: 10, 'pytorch-2': 40, chromium: 20, 'chromium-2': 1 }],
]) {
  test(`${name}: the promise is kept with ${JSON.stringify(kept)}, missed with ${JSON.stringify(missed)}`, () => {
    assert.ok(judgeRungs([resultOf(name, kept)]).every((verdict) => verdict.kept))
    assert.deepEqual(judgeRungs([resultOf(name, missed)]).map((verdict) => verdict.kept).filter((fine) => !fine), [false])
  })
}

test('an allocation inside a step is a broken promise', () => {
  const [verdict] = judgeRungs([resultOf('layer-norm', {}, 3)])
  assert.equal(verdict.kept, false)
  assert.match(verdict.line, /3 allocations in 9 steps/)
})

test('a profile names what its operations leave over', () => {
  const lines = profileTable('x', [{ op: 'matmul: a', milliseconds: 4, gigaflops: 0.1 }, { op: 'GELU', milliseconds: 1, gigaflops: 0 }], 10).split('\n')
  assert.match(lines[2], /^matmul: a +4\.00 +40\.0% +25\.0$/)
  assert.match(lines[4], /^all else +5\.00 +50\.0%/)
  assert.match(lines[5], /^a step +10\.00 +100\.0% +10\.0$/)
})
