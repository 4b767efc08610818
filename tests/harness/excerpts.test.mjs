// The lines of code that the page's chapters show are cut from the sources when the page is built.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cut, excerpts, MARKS } from '../../web/build/excerpts.mjs'
import { PRESETS } from '../../web/protocol/settings-schema.js'

const LIMIT = { timeout: 30_000 }

test('every rung has lines of the core and lines of PyTorch, whole functions or from one mark to the other', LIMIT, () => {
  const all = excerpts()
  assert.deepEqual(Object.keys(all), PRESETS)
  for (const [rung, cuts] of Object.entries(all)) {
    assert.deepEqual(cuts.map(({ file }) => file.endsWith('.py')), [false, true], rung)
    for (const [i, { file, line, text }] of cuts.entries()) {
      const lines = text.split('\n')
      assert.ok(line > 1 && lines.length <= 22, `${rung}: ${file} has ${lines.length} lines`)
      assert.ok(text.trim() !== '' && !/^\s/.test(text) && !/^\s*$/.test(lines[lines.length - 1]), `${rung}: ${text}`)
      if (!MARKS[rung][i].to && i === 0) assert.equal(lines[lines.length - 1], '}', `${rung}: ${file} is cut within a function`)
    }
  }
  assert.match(all.bigram[0].text, /embedding_forward/)
  assert.match(all['self-attention'][1].text, /softmax/)
  assert.match(all['nanogpt-cpu'][1].text, /math\.cos/)
})

test('a mark that is lost stops the build', LIMIT, () => {
  const source = 'first\n  one\n    two\n}\n'
  assert.deepEqual(cut(source, { file: 'a', from: 'one', to: 'two' }), { file: 'a', line: 2, text: 'one\n  two' })
  assert.equal(cut(source, { file: 'a', from: 'first' }).text, source.trim())
  assert.throws(() => cut(source, { file: 'a', from: 'three' }), /a has no line with three/)
  assert.throws(() => cut(source, { file: 'a', from: 'two', to: 'one' }), /a has no line with one after/)
  assert.throws(() => cut('first\n', { file: 'a', from: 'first' }), /a has no line/)
})
