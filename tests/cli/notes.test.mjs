// The notes' numbers from the command: long runs, which the sanitized build is spared.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { corpus, of, ok, train } from './support.mjs'

test('replay finds all of the notes, and their two misprints', () => {
  const said = ok('replay', '--data', corpus)
  assert.match(said, /^22 as in the notes, 2 known misprints of the notes, 0 differences$/m)
  assert.doesNotMatch(said, /✗/)
  for (const title of ['print(text[:100])', 'table of tokens', 'xb', 'yb', 'x_0', 'x_1', 'context and target', '100 characters before training'])
    assert.ok(said.includes(`✓ ${title}\n`), title)
  assert.match(said, /^! 300 characters after 100,000 steps \(known misprint of the notes: they lost one apostrophe, /m)
  assert.match(said, /^! F\.softmax\(logits, dim=1\) of the example \(known misprint of the notes: /m)
})

test('the notes\' samples and loss: before, 100,000 steps, after', () => {
  const list = train('--data', corpus, '--sample-before', '100', '--steps', '100000', '--sample-after', '300')
  const [before, after] = of(list, 'sample')
  assert.equal(before.when, 'before')
  assert.match(before.text, /^\nSKIcLT;AcELMoTbvZv C\?nq-QE33:CJqkOKH-q;:la!oiywkHjgChzbQ\?u!3bLIgwevmyFJGUGp\nwnYWmnxKWWev-tDqXErVKLgJ$/)
  assert.equal(after.when, 'after')
  assert.match(after.text, /^\n\nOfows ht IUS:\nS:\n[^]* hind I'dimashat-owhrees s, share hathure Anfaneof f s llon!/)
  assert.equal(after.text.length, 301)
  assert.ok(Math.abs(of(list, 'eval')[0].train - 2.4528) < 1e-4)
})
