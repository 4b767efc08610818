// The benchmark's own checks: that a wrong answer is noticed, and that ratios are what they are called.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Checker, RungChecker } from './lib/checker.mjs'
import { gigaflops, judgeRungs, profileTable, wholeRun } from './gpt/report.mjs'
import { missingHere } from './lib/contenders.mjs'
import { measure } from './lib/measure.mjs'
import { coreTypes, environments, fastest } from './lib/pytorch.mjs'
import { judge, quantile, remarks, table } from './lib/report.mjs'

/** @import { Contender } from './lib/contenders.mjs' */
/** @import { Sample } from './lib/javascript.mjs' */

const curve = [4.75, 4.66, 4.4]
const contender = { name: 'x', title: 'X', steps: 300 }

test('the checker accepts PyTorch\'s losses within rounding', () => {
  new Checker(curve).check(contender, { seconds: 1, losses: [4.750001, 4.660001, 4.4] })
})

for (const [fault, losses] of Object.entries({
  'a loss that is off by one part in a hundred thousand': [4.75, 4.66005, 4.4],
  'a loss with its sign flipped': [4.75, 4.66, -4.4],
  'a loss that is not a number': [4.75, NaN, 4.4],
  'a missing loss': [4.75, 4.66],
})) {
  test(`the checker refuses ${fault}`, () => {
    assert.throws(() => new Checker(curve).check(contender, { seconds: 1, losses }), /^Error: X: /)
  })
}

test('the core is held to narrower limits than what was written otherwise', () => {
  const losses = [4.75, 4.660009, 4.4] // 1.9e-6 off
  new Checker(curve).check(contender, { seconds: 1, losses })
  assert.throws(() => new Checker(curve).check(contender, { seconds: 1, losses, digest: 'aa' }), /^Error: X: the loss of step 100/)
})

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
  const contenders = [{ ...played('pytorch', []), title: 'PyTorch' }, played('a', [])]
  assert.match(table(contenders, samples), /A +10\.00 +100,000 +100\.00 +75\.00 \.\. 125\.00/)
})

test('a promise that is missed is said, and one that cannot be judged is left out', () => {
  const samples = new Map([['pytorch', [490]], ['chromium', [10]], ['chromium-page', [11]]])
  assert.deepEqual(judge(samples).map(({ kept }) => kept), [false, true])
  assert.match(judge(samples)[0].line, /49\.00 times/)
})

const transformer = { title: 'X', steps: 2 }
const sample = { seconds: 1, losses: [4.2, 4.1], digest: 'aa', evaluation: { seconds: 1, losses: [4.05, 4.06] } }
const ruined = (/** @type {Partial<Sample>} */ change) => ({ ...sample, ...change })

test('the checker of transformers accepts losses near the first contender\'s, and other weights of other shares', () => {
  const checker = new RungChecker()
  checker.check({ ...transformer, title: 'PyTorch' }, ruined({ losses: [4.200003, 4.099997], evaluation: { seconds: 1, losses: [4.0503, 4.0597] }, digest: undefined }))
  checker.check(transformer, sample)
  checker.check({ ...transformer, shares: 2 }, ruined({ digest: 'ab' }))
})

/** @type {[string, Partial<Sample>, RegExp][]} */
const FAULTS = [
  ['a loss that is off by one part in half a million', { losses: [4.2, 4.100008] }, /^Error: Y: the loss of step 1 is 4.100008, that of X is 4.1$/],
  ['a loss that is not a number', { losses: [NaN, 4.1] }, /the loss of step 0 is NaN/],
  ['a missing loss', { losses: [4.2] }, /3 losses came back, 4 were due/],
  ['an evaluation that is off', { evaluation: { seconds: 1, losses: [4.05, 4.07] } }, /the val loss after 2 steps is 4.07/],
  ['weights that differ between builds', { digest: 'ab' }, /the weights after 2 steps are not those of X/],
]
for (const [fault, change, sentence] of FAULTS) {
  test(`the checker of transformers refuses ${fault}`, () => {
    const checker = new RungChecker()
    checker.check(transformer, sample)
    assert.throws(() => checker.check({ ...transformer, title: 'Y' }, ruined(change)), sentence)
  })
}

/** @type {import('./gpt/rungs.mjs').About['config']} */
const gptConfig = { model: 'gpt', batchSize: 2, blockSize: 3, nEmbd: 4, nHead: 2, nLayer: 5 }
const about = { config: gptConfig, parameters: 100 + (7 + 3) * 4, vocabularySize: 7 }

test('a step\'s operations: 6 for each parameter and token, 6 n_embd forth and back for each pair and layer twice', () => {
  assert.equal(Math.round(1e9 * gigaflops(about)), 2 * (6 * 100 * 3 + 12 * 5 * 4 * 6))
  assert.equal(Math.round(1e9 * gigaflops({ ...about, config: { ...gptConfig, model: 'feed-forward' } })), 2 * (6 * 100 * 3 + 12 * 4 * 6))
})

/** A result whose steps take so many milliseconds. @param {string} name @param {Record<string, number>} milliseconds @returns {import('./gpt/report.mjs').Result} */
function resultOf(name, milliseconds, allocations = 0) {
  const of = (/** @type {number} */ value) => [{ seconds: value / 100, losses: [], allocations, evaluation: { seconds: 0.01, losses: [] } }]
  const samples = new Map(Object.entries({ native: 1, 'native-2': 1, ...milliseconds }).map(([contender, value]) => [contender, of(value)]))
  return { rung: { name, preset: name, steps: 10, evaluations: 5 }, about, contenders: [], samples, failures: [], doubtful: new Map() }
}

test('a whole run has 5,000 steps and 51 evaluations on 200 batches', () => {
  assert.equal(wholeRun(resultOf('gpt', { chromium: 10 })).get('chromium')?.[0], 5000 * 0.01 + 51 * 200 * 0.01 / 5)
})

/** @type {[string, Record<string, number>, Record<string, number>][]} */
const JUDGED = [
  ['blocks', { pytorch: 31, 'pytorch-2': 30, chromium: 20, native: 12 }, { pytorch: 31, 'pytorch-2': 29, chromium: 20, native: 12 }],
  ['blocks', { pytorch: 25, native: 10 }, { pytorch: 24, native: 10 }],
  ['gpt', { pytorch: 25, native: 10 }, { pytorch: 24, native: 10 }],
  ['nanogpt-cpu', { pytorch: 9, native: 10, 'native-avx2': 10 }, { pytorch: 8, native: 10, 'native-avx2': 10 }],
  ['nanogpt-cpu', { 'pytorch-avx2': 6.1, 'native-avx2': 10 }, { 'pytorch-avx2': 5.9, 'native-avx2': 10 }],
  ['gpt', { pytorch: 21, 'pytorch-2': 1, chromium: 20 }, { pytorch: 19, 'pytorch-2': 30, chromium: 20 }],
  ['public trainer', { chromium: 65 }, { chromium: 66 }],
  ['nanogpt-cpu', { chromium: 30, 'chromium-2': 20 }, { chromium: 30, 'chromium-2': 21 }],
  ['nanogpt-cpu', { pytorch: 7.1, 'pytorch-2': 1, chromium: 20, 'chromium-2': 1 }, { pytorch: 6.9, 'pytorch-2': 40, chromium: 20, 'chromium-2': 1 }],
]
for (const [name, kept, missed] of JUDGED) {
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

/** A contender whose samples take these seconds, the first to warm up; an Error among them is what it ends with. @param {string} name @param {(number | Error)[]} turns */
function played(name, turns) {
  const left = [...turns]
  const runner = {
    async train() {
      const turn = left.shift() ?? 1
      if (turn instanceof Error) throw turn
      return { seconds: turn, losses: [] }
    },
    stop() {},
  }
  return { name, title: name.toUpperCase(), steps: 1, start: async () => runner }
}
const quietly = () => {}

test('a contender that fails, at its start or in mid-run, is named and out; the others go on', async () => {
  const broken = { ...played('c', []), start: async () => { throw new Error('is not here') } }
  const { contenders, samples, failures } = await measure([played('a', [1, 1, new Error('the answer is wrong')]), played('b', []), broken], 5, () => {}, quietly)
  assert.deepEqual(contenders.map(({ name }) => name), ['b'])
  assert.equal(samples.get('b')?.length, 5)
  assert.deepEqual(failures, ['A: the answer is wrong', 'C: is not here'])
})

test('a wrong answer is a failure of its contender alone', async () => {
  const check = (/** @type {Contender} */ { name }, /** @type {Sample} */ { seconds }) => { if (name === 'a' && seconds === 2) throw new Error('A: the loss is another') }
  const { failures, samples } = await measure([played('a', [1, 1, 2]), played('b', [])], 5, check, quietly)
  assert.deepEqual(failures, ['A: the loss is another'])
  assert.deepEqual([...samples.keys()], ['b'])
})

test('a round in which something else was at work is taken again', async () => {
  const { samples, doubtful } = await measure([played('a', [9, 1, 1, 5, 1, 1, 1.4]), played('b', [])], 5, () => {}, quietly)
  assert.deepEqual(samples.get('a')?.map(({ seconds }) => seconds), [1, 1, 1.4, 1, 1])
  assert.equal(doubtful.size, 0)
})

test('a contender that stays doubtful is marked', async () => {
  const taken = await measure([played('a', [1, 1, 1, 1, 1, ...Array(6).fill(4)]), played('b', [])], 5, () => {}, quietly)
  assert.deepEqual([...taken.doubtful], [['a', 1]])
  assert.match(remarks(taken).join('\n'), /^doubtful: A was held up in 1 of 5 rounds, also when they were repeated$/m)
})

test('numbers say with which PyTorch they were compared, or that there was none', () => {
  const taken = { contenders: [], samples: new Map([['pytorch', []]]), failures: [], doubtful: new Map() }
  const pytorch = { python: '', version: '2.6', blas: 'OpenBLAS SkylakeX', env: {} }
  assert.deepEqual(remarks(taken, pytorch), ['ratios and answers are compared with PyTorch 2.6 with OpenBLAS SkylakeX'])
  assert.deepEqual(remarks({ ...taken, samples: new Map() }, pytorch), ['PyTorch was not there to compare with'])
  assert.match(judge(new Map([['pytorch', [990]], ['chromium', [10]]]), pytorch)[0].line, /99\.00 times \(.*\), PyTorch 2.6 with OpenBLAS SkylakeX$/)
})

test('a reference BLAS is said beforehand, and no promise is judged by it', () => {
  const slow = { python: '', version: '2.6', blas: 'libblas.so.3.12.1', env: {} }
  assert.match(missingHere(slow, 'chromium').join(), /reference BLAS here \(libblas.so.3.12.1\).*libopenblas0-pthread/)
  assert.deepEqual(missingHere({ ...slow, blas: 'OpenBLAS Zen' }, 'chromium'), [])
  assert.equal(missingHere(undefined, undefined).length, 2)
  const result = resultOf('gpt', { pytorch: 500, chromium: 20 })
  assert.equal(judgeRungs([result], slow).length, 1)
  assert.equal(judgeRungs([result], { ...slow, blas: 'OpenBLAS Zen' }).length, 3)
})

test('the processor\'s flags say which kernels of OpenBLAS can be tried', () => {
  const cpuinfo = (/** @type {string} */ flags) => `processor\t: 0\nflags\t\t: ${flags}\nbugs\t\t: spectre\n`
  assert.deepEqual(coreTypes(cpuinfo('fpu pni sse4_2 avx avx2 fma')), ['Prescott', 'Nehalem', 'Sandybridge', 'Haswell', 'Zen'])
  assert.deepEqual(coreTypes(cpuinfo('pni sse4_2 avx avx512f avx512dq avx512cd avx512bw avx512vl')), ['Prescott', 'Nehalem', 'Sandybridge', 'SkylakeX'])
  assert.deepEqual(coreTypes('Features\t: fp asimd\n'), [])
})

test('kernels are tried without what the environment sets, and as it sets them', () => {
  const set = environments({ OPENBLAS_CORETYPE: 'Prescott', OPENBLAS_L2_SIZE: '512', HOME: '/' }, ['Zen'])
  assert.deepEqual(set.map(({ OPENBLAS_CORETYPE: type, OPENBLAS_L2_SIZE: size }) => [type, size]), [['Prescott', '512'], [undefined, undefined], ['Zen', undefined]])
  assert.ok(set.every((/** @type {Record<string, string | undefined>} */ { HOME }) => HOME === '/'))
  assert.equal(environments({}, ['Zen']).length, 2)
})

test('the fastest kernels are taken, but not if their answers are wrong or they crash', async () => {
  const of = (/** @type {string} */ blas) => ({ python: '', version: '2.6', blas, env: {} })
  /** @type {Record<string, (number | Error)[]>} */
  const turns = { slow: [3, 3, 3], fast: [2, 9, 2], wrong: [1, 1, 1], crashes: [2, new Error('ended without an answer')] }
  const start = async (/** @type {{ blas: string }} */ { blas }) => played(blas, turns[blas]).start()
  const check = (/** @type {unknown} */ _, /** @type {string} */ title) => { if (title.includes('wrong')) throw new Error('the loss of step 1 is 4') }
  const { chosen, said } = await fastest(Object.keys(turns).map(of), start, check)
  assert.equal(chosen?.blas, 'fast')
  assert.deepEqual(said, ['PyTorch 2.6 with wrong is left out: the loss of step 1 is 4', 'PyTorch 2.6 with crashes is left out: ended without an answer'])
})
