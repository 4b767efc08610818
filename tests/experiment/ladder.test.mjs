// The ladder as a story: scores, the guess before a run, and the way to the next rung.
import assert from 'node:assert/strict'
import test from 'node:test'
import { hasClimbed, shortOf, timeOf } from '../../web/experiment/next-rung.js'
import { choicesOf, guess, guessOf } from '../../web/experiment/reader-guess.js'
import { Scores } from '../../web/experiment/scores.js'
import { suggestionsOf } from '../../web/experiment/suggestions.js'
import german from '../../web/locales/de.js'
import { en } from '../../web/locales/en.js'
import { enPanels } from '../../web/locales/en-panels.js'
import { NEW, partsOf, WIDTH } from '../../web/views/rung-chapter/drawing.js'
import { outcomeIn } from '../../web/views/status-line/outcome.js'
import { Browser } from './fake_browser.mjs'
import { opened, OTHER, quiet, TEXT, until } from './support.mjs'

const LIMIT = { timeout: 60_000 }
const STRINGS = { ...en, ...enPanels(en.format) }
const SHAKESPEARE = '86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed'
const COMMON = { batchSize: 32, blockSize: 8, nLayer: 1, nHead: 4, nEmbd: 32 }

/** @param {string} name @param {string} model @param {number} steps @param {number} valLoss @param {object} [config] */
const rung = (name, model, steps, valLoss, config) => /** @type {import('../../web/protocol/public.js').Preset} */ (/** @type {unknown} */ ({ name, story: '', steps, valLoss, prompt: '', config: { model, ...COMMON, ...config } }))
const PRESETS = [
  rung('bigram', 'bigram', 10000, 2.49), rung('self-attention', 'self-attention', 5000, 2.4), rung('multi-head', 'multi-head', 5000, 2.28), rung('feed-forward', 'feed-forward', 5000, 2.25),
  rung('blocks', 'blocks', 5000, 2.09, { nLayer: 3 }), rung('layer-norm', 'gpt', 5000, 2.07, { nLayer: 3 }), rung('gpt', 'gpt', 5000, 1.82, { nLayer: 4, nEmbd: 64, batchSize: 16, blockSize: 32 }),
  rung('nanogpt-cpu', 'gpt', 2000, 1.9, { nLayer: 4, nEmbd: 128, batchSize: 12, blockSize: 64 }), rung('reverse', 'encoder-decoder', 1500, 0.02),
]

/** An experiment on a rung, after its own run on tiny Shakespeare. @param {string} preset @param {Record<string, any>} [different] */
function on(preset, { state = 'done', sha = SHAKESPEARE, steps, step, val, train, firstStep = 0, rate = Infinity, perStep, config } = {}) {
  const own = PRESETS.find(({ name }) => name === preset)
  assert.ok(own)
  const curve = {
    linear: [], first: { step: 0, train: 4.6, val: 4.6 }, recent: [],
    latest: { step, train: train ?? val ?? own.valLoss, val: val ?? own.valLoss },
  }
  const run = { step: step ?? own.steps, target: steps ?? own.steps, firstStep, seconds: 1, loss: 2, curve, watch: { perStep } }
  return /** @type {any} */ ({
    state, run, curve, step: run.step, target: run.target, presets: PRESETS, dead: false,
    baselines: { uniform: 4.17, unigram: 3.31, bigram: 2.45 },
    settings: { preset, steps: steps ?? own.steps, rate, usual: { learningRate: 0.001 } },
    trainer: {
      info: { vocabularySize: 65, parameters: 4225, trainTokens: 9, valTokens: 1, corpusSha256: sha,
        config: { ...own.config, learningRate: 0.001, ...config } },
    },
  })
}

const { sentenceOf, suggestionsOf: offersOf, labelOf } = outcomeIn(STRINGS)

test('after each rung but the last the next one is offered first, with its reason', LIMIT, () => {
  const offers = PRESETS.map(({ name }) => {
    const experiment = on(name)
    const [first] = offersOf(experiment)
    return first === 'next' ? labelOf('next', experiment) : first
  })
  assert.deepEqual(offers, ['Next: let it look back \u2192', 'Next: 4 heads \u2192', 'Next: let it think \u2192', 'Next: 3 rounds \u2192', 'Next: keep it steady \u2192', 'Next: a small GPT \u2192',
    'Next: a GPT for a laptop \u2192', 'Something else: write backwards \u2192', 'longer'])
  assert.match(sentenceOf(on('bigram', { train: 2.47 })), /the loss is 2\.47 on what it reads: as unsure as if it chose among 11\.8 characters\. A model that sees one letter cannot get below 2\.45 \(11\.6 characters\)\. Let it look back\.$/)
  assert.match(sentenceOf(on('self-attention')), /One head can look for one thing only among the last 8 characters\. Give it 4\.$/)
  assert.match(sentenceOf(on('layer-norm')), /still sees only 8 characters\. Let it see 32, with 4 rounds 2 times as wide\.$/)
})

test('every rung has its words in both languages', LIMIT, () => {
  for (const strings of [STRINGS, { ...german.strings, ...german.panels(german.strings.format) }]) {
    const outcome = outcomeIn(strings)
    const said = PRESETS.slice(0, -1).map(({ name }) => [outcome.sentenceOf(on(name)), outcome.labelOf('next', on(name)), strings.plainNames[name]])
    for (const words of said) for (const text of words) assert.ok(text && !/undefined|NaN|\u2013/.test(text), text)
    assert.equal(new Set(said.flat()).size, 3 * said.length)
  }
})

test('a run that falls short says of what, and the next rung is not offered', LIMIT, () => {
  const early = on('bigram', { step: 500, steps: 500, val: 3.9, train: 3.9 })
  assert.equal(shortOf(early), 'steps')
  assert.match(sentenceOf(early), /This rung takes 10,000 steps, and comes to about 2\.49 \(12\.1 characters\)\.$/)
  const poor = on('self-attention', { val: 2.9, config: { learningRate: 0.0001 } })
  assert.equal(shortOf(poor), 'loss')
  assert.match(sentenceOf(poor), /With its own settings this rung comes to about 2\.40 \(11\.0 characters\)\.$/)
  assert.match(sentenceOf(on('bigram', { step: 500, steps: 500, sha: 'another' })), /This rung takes 10,000 steps\.$/)
  for (const experiment of [early, poor]) assert.ok(!suggestionsOf(experiment).includes('next'))
  assert.ok(suggestionsOf(on('self-attention', { val: 2.45 })).includes('next'), 'another seed')
  assert.ok(suggestionsOf(on('self-attention', { val: 5, sha: 'another' })).includes('next') === false, 'worse than guessing')
})

test('a lesson that has locked the rung offers no other, and asks for no look back', LIMIT, () => {
  const locked = outcomeIn(STRINGS, { mayChange: (name) => name !== 'preset', climb: () => {}, retell: () => {} })
  assert.deepEqual(locked.suggestionsOf(on('bigram')), ['longer', 'another-text'])
  assert.match(locked.sentenceOf(on('bigram')), /get below 2\.45 \(11\.6 characters\)\.$/)
  assert.match(locked.sentenceOf(on('self-attention')), /among the last 8 characters\.$/)
})

test('the time that the next rung takes here is told where it is long', LIMIT, () => {
  const gpt = on('gpt', { perStep: 0.01 })
  assert.equal(timeOf(gpt, PRESETS[7])?.toFixed(), '120') // 2,000 steps of 10 ms, each with 1.5 times the characters through 4 times the weights
  assert.match(sentenceOf(gpt), /recipe sees 64 and is 2 times as wide; here it takes about 2\.0\u202fmin\.$/)
  assert.match(sentenceOf(on('gpt', { perStep: 0.0001 })), /is 2 times as wide\.$/)
  assert.equal(timeOf(on('bigram', { perStep: 0.01 }), PRESETS[1]), undefined)
})

test('three losses can be guessed, one of them right, each rung another one, where it is known what to expect', LIMIT, () => {
  const choices = PRESETS.map(({ name }) => choicesOf(on(name, { state: 'idle', step: 0 })).map((loss) => loss.toFixed(1)).join(' '))
  assert.deepEqual(choices.slice(0, 3), ['2.5 2.0 1.5', '2.6 2.4 2.2', '2.7 2.5 2.3'])
  for (const [i, list] of choices.entries()) {
    const losses = list.split(' ')
    assert.equal(new Set(losses).size, 3, list)
    assert.ok(losses.every((loss) => Number(loss) >= 0), list)
    assert.ok(Math.abs(Number(losses[i % 3]) - PRESETS[i].valLoss) <= 0.051, `${list} for ${PRESETS[i].valLoss}`)
  }
  assert.deepEqual(choicesOf(on('bigram', { state: 'idle', step: 0, sha: 'another' })), [])
  assert.deepEqual(choicesOf(on('bigram', { state: 'idle', step: 0, steps: 50 })), [])
  assert.deepEqual(choicesOf(on('self-attention', { state: 'idle', step: 0, config: { nEmbd: 64 } })), [])
  assert.deepEqual(choicesOf(on('bigram')), [])
})

test('a guess is asked for once, and answered from the reader\u2019s own run', LIMIT, async () => {
  const experiment = on('bigram', { state: 'idle', step: 0, val: 2.4912, train: 2.47 })
  let told = 0
  const outcome = outcomeIn(STRINGS, { mayChange: () => true, climb: () => {}, retell: () => { told++ } })
  assert.match(outcome.sentenceOf(experiment), /press Train\. Or guess first: how far will the loss fall\?$/)
  assert.deepEqual(outcome.suggestionsOf(experiment).map((one) => outcome.labelOf(one, experiment)), ['about 2.5', 'about 2.0', 'about 1.5'])
  await outcome.follow('guess-1', experiment, () => {})
  assert.equal(told, 1)
  assert.equal(outcome.sentenceOf(experiment), 'You say about 2.0, as unsure as among 7.4 characters. Press Train and see.')
  assert.deepEqual(outcome.suggestionsOf(experiment), [])
  Object.assign(experiment, { state: 'done', step: 10000 })
  experiment.run.step = 10000
  assert.match(outcome.sentenceOf(experiment), /2\.45 \(11\.6 characters\)\. You said about 2\.0: on text that it has not read it came to 2\.49 \(12\.1 characters\)\. Let it look back\.$/)
  assert.doesNotMatch(outcome.sentenceOf(on('bigram')), /You said/, 'the guess was of another run')
  assert.equal(guessOf(on('bigram')), undefined)
  guess(experiment, 1.5)
  assert.match(outcome.sentenceOf(experiment), /You said about 1\.5/)
})

test('a score is the loss of a whole run of the rung\u2019s own model that began here', LIMIT, () => {
  assert.ok(hasClimbed(on('bigram')))
  for (const different of [{ state: 'paused' }, { step: 9999 }, { firstStep: 5000 }, { config: { model: 'gpt' } }, { train: 5, val: 5 }]) assert.ok(!hasClimbed(on('bigram', different)), JSON.stringify(different))
})

test('the best losses of a text stay, also when the page is opened again, and another text has its own', LIMIT, async (t) => {
  const browser = new Browser()
  const { experiment } = await opened(t)
  const climb = async () => {
    await experiment.train()
    await until(() => experiment.state === 'done')
    await quiet()
  }
  const scores = new Scores(experiment, browser.store, '/')
  const seen = /** @type {any[]} */ ([])
  scores.tell = () => seen.push(scores.best)
  await quiet()
  Object.assign(experiment.trainer?.info ?? {}, { vocabularySize: 1e9 }) // the fake trainer's losses are large
  await experiment.apply({ steps: 20 })
  await climb()
  assert.deepEqual(scores.best, {}, 'too few steps')
  await experiment.apply({ steps: 10000 })
  await climb()
  const first = experiment.curve.latest?.val
  assert.deepEqual(scores.best, { bigram: first })
  assert.deepEqual(seen.at(-1), { bigram: first })
  assert.deepEqual(new Scores(experiment, browser.store, '/elsewhere').best, {})
  const again = new Scores(experiment, browser.store, '/')
  await quiet()
  assert.deepEqual(again.best, { bigram: first })
  await experiment.open(OTHER)
  await quiet()
  assert.deepEqual(again.best, {})
  await experiment.open(TEXT)
  await quiet()
  assert.deepEqual(again.best, { bigram: first })
})

test('the drawing of a model grows from rung to rung, and what is new stands out in each', LIMIT, () => {
  const drawings = PRESETS.map((preset) => partsOf(preset))
  const counts = drawings.map(({ parts }) => parts.length)
  assert.deepEqual([...counts.slice(0, 8)].sort((a, b) => a - b), counts.slice(0, 8), counts.join(' '))
  for (const [i, { parts, height }] of drawings.entries()) {
    assert.ok(parts.some(({ kind }) => kind === NEW[PRESETS[i].name]), PRESETS[i].name)
    for (const { x, y, width, height: high } of parts) assert.ok(x >= 0 && y >= 0 && width > 0 && x + width <= WIDTH && y + high <= height, PRESETS[i].name)
  }
})
