// What "see inside" makes of a trace: the way through each rung, the shares that it works out by itself, and those of the core.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { corpus, trainerFor } from './support.mjs'
import { asIfScaledBy, Reading } from '../../web/experiment/trace-reading.js'
import { formOf, wayOf } from '../../web/experiment/trace-way.js'

const LIMIT = { timeout: 60_000 }
const text = corpus().subarray(0, 50_000)
const WORDS = 'my good lord'

/** @param {Iterable<number>} ours @param {Iterable<number>} theirs @param {number} within @param {string} what */
function close(ours, theirs, within, what) {
  const [a, b] = [Array.from(ours), Array.from(theirs)]
  assert.equal(a.length, b.length, what)
  a.forEach((value, i) => assert.ok(Math.abs(value - b[i]) <= within, `${what}, ${i}: ${value} instead of ${b[i]}`))
}

const ATTENTION = 'query key value scores scaled masked softmax out'
const THOUGHT = 'expand bend back residual'
/** Parts of each rung, each with its sections. @type {Record<string, string[]>} */
const WAYS = {
  'self-attention': [`sa: ${ATTENTION}`],
  'multi-head': [`sa: ${ATTENTION}`],
  'feed-forward': [`sa: ${ATTENTION}, ffwd: expand bend`],
  blocks: Array(3).fill(`sa: ${ATTENTION} proj residual, ffwd: ${THOUGHT}`),
  gpt: Array(4).fill(`sa: norm ${ATTENTION} proj residual, ffwd: norm ${THOUGHT}`),
  reverse: [`sa: norm ${ATTENTION} proj residual, ca: norm ${ATTENTION.replace('masked ', '')} proj residual, ffwd: norm ${THOUGHT}`],
}

for (const [preset, blocks] of Object.entries(WAYS)) {
  test(`the way through ${preset} has every part of its model, in the lecture's order, and its shares are the core's`, LIMIT, async (t) => {
    const trainer = await trainerFor(t, { text, preset, batchSize: 4 })
    await trainer.train(3)
    const trace = await trainer.trace(WORDS)
    const reading = new Reading(trace, trainer.info)
    const { parts, heads } = wayOf(reading.names)
    assert.deepEqual(parts.filter(({ kind }) => kind === 'block').map(({ sections }) => sections.map(({ layer, stages }) => `${layer}: ${stages.map(({ kind }) => kind).join(' ')}`).join(', ')), blocks)
    const ends = parts.filter(({ kind }) => kind !== 'block').map(({ kind, sections }) => `${kind}: ${sections.flatMap(({ stages }) => stages).map((stage) => stage.kind).join(' ')}`)
    const norm = ['gpt', 'reverse'].includes(preset) ? 'norm ' : ''
    assert.deepEqual(ends, [...(preset === 'reverse' ? ['memory: memory'] : []), 'begin: token position sum', `end: ${norm}logits shares`])
    const shown = new Set(parts.flatMap(({ sections, logits }) => [logits, ...sections.flatMap(({ stages }) => stages.flatMap(({ tensors }) => tensors))]))
    assert.deepEqual(reading.names.filter((name) => !shown.has(name) && !/\.contribution$|^encoder\./.test(name)), [])
    const { config } = trainer.info
    assert.equal(heads.length, trainer.info.layers + (preset === 'reverse' ? trainer.info.layers * 2 : 0))
    for (const { names, causal } of heads) {
      assert.equal(names.length, trainer.info.heads)
      for (const name of names) {
        const size = config.attentionScale === 'n_embd' ? reading.width : reading.headSize
        close(asIfScaledBy(reading.values(`${name}.scores`), reading.own.length, size, causal), reading.values(`${name}.softmax`), 1e-5, name)
      }
    }
    for (const { kind, tensors: [name] } of parts.flatMap(({ sections }) => sections.flatMap(({ stages }) => stages))) {
      if (formOf(kind) === 'pairs') assert.equal(reading.values(name).length, reading.own.length ** 2, name)
    }
  })
}

test('what a model would say last is what it draws the next character from, and what it would say after its last block', LIMIT, async (t) => {
  const trainer = await trainerFor(t, { text, preset: 'gpt', batchSize: 4 })
  await trainer.train(5)
  const reading = new Reading(await trainer.trace(WORDS), trainer.info)
  assert.deepEqual(reading.own, Array.from(WORDS))
  const last = WORDS.length - 1
  const shares = await trainer.nextProbabilities({ prompt: WORDS })
  const said = reading.saidLast(last, shares.length)
  close(said.map(({ share }) => share), Float32Array.from(shares).sort().reverse(), 1e-7, 'last')
  for (const { character, share } of said) close([share], [shares[trainer.info.vocabulary.indexOf(character)]], 1e-7, character)
  close(reading.said('blocks.3.logits', last, shares.length).map(({ share }) => share), said.map(({ share }) => share), 1e-6, 'after the last block')
  assert.ok(Math.abs(reading.said('blocks.0.logits', last, 1)[0].share - said[0].share) > 1e-6) // after the first it would say something else
})

test('what turns a line around goes through what it writes, and looks across at the line', LIMIT, async (t) => {
  const trainer = await trainerFor(t, { text, preset: 'reverse', batchSize: 4 })
  const reading = new Reading(await trainer.trace('To be'), trainer.info)
  assert.deepEqual([reading.own.join(''), reading.line.join('')], ['\neb o', 'To be'])
  const { heads } = wayOf(reading.names)
  assert.deepEqual(heads.map(({ layer, rows, columns, causal }) => `${layer} ${rows} ${columns} ${causal}`), ['sa line line false', 'sa own own true', 'ca own line false'])
})
