// The numbers of a run, and shares, as files that any spreadsheet reads.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Curve } from '../../web/experiment/loss-curve.js'
import { candidatesCsv, curveCsv, sharesCsv } from '../../web/views/save/csv.js'

const LIMIT = { timeout: 10_000 }

/** @param {string} text */
const lines = (text) => text.trimEnd().split('\r\n')

test('the file of a run has a line for each step with its batch loss, and the validation losses where they were measured', LIMIT, () => {
  const curve = new Curve()
  const losses = Float32Array.from({ length: 300 }, (_, i) => 4 - i / 128)
  curve.addEvaluation(0, { train: 4.5, val: 4.25 })
  curve.addLosses(300, losses)
  curve.addEvaluation(300, { train: 2, val: 2.125 })
  const [about, heading, ...rows] = lines(curveCsv(curve, ['seed=1']))
  assert.equal(about, '# seed=1')
  assert.equal(heading, 'step,train,validation,batch_loss')
  assert.equal(rows.length, 300)
  for (const [i, row] of rows.entries()) {
    const [step, train, val, batch] = row.split(',')
    assert.deepEqual([Number(step), Number(batch)], [i + 1, losses[i]])
    assert.ok(Math.abs(Number(train) - losses[i]) < 0.1, row)
    assert.equal(val, { 0: '4.25', 299: '2.125' }[i] ?? '')
  }
})

test('a run that is longer than there is room for has the mean of its steps on each line', LIMIT, () => {
  const curve = new Curve()
  curve.addLosses(4096, new Float32Array(4096).map((_, i) => i % 4))
  const rows = lines(curveCsv(curve, [])).slice(1)
  assert.equal(rows.length, 1024)
  assert.deepEqual(rows.map((row) => row.split(',')[3]), Array.from({ length: 1024 }, () => '1.5'))
})

test('characters that mean something in the file are quoted in it', LIMIT, () => {
  const shares = { title: '', axes: '', rows: [',', '"'], characters: [',', '\n'], shares: [0.5, 0.25, 0, 1] }
  assert.equal(sharesCsv(shares, []), ',",","\n"\r\n",",0.5,0.25\r\n"""",0,1\r\n')
  assert.equal(candidatesCsv([{ character: '#', share: 0.5, from: 0 }], ['a']), '# a\r\ncharacter,share\r\n"#",0.5\r\n')
})
