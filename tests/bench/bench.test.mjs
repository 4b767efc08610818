// The benchmark's own checks: that a wrong answer is noticed, and that ratios are what they are called.
import assert from 'node:assert/strict'
import test from 'node:test'
import { Checker } from './checker.mjs'
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
