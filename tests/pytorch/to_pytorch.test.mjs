// Checkpoints go both ways between Iambic and PyTorch on every rung, and README.md's commands for it work.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { PRESETS } from '../../web/protocol/settings-schema.js'
import { assertClose, attempt, numbersOf, root, run } from './support.mjs'

const IAMBIC = 'build/release/iambic train --data input.txt --json --log-every 1'
const TO_PYTORCH = 'scripts/to_pytorch.py'

test('the presets are all rungs', () => assert.ok(PRESETS.length >= 9 && PRESETS.includes('reverse')))

for (const name of PRESETS) {
  const dropout = name === 'bigram' ? '' : '--dropout 0.1'
  test(`${name}: both write the same logits and losses, of Iambic's checkpoint and of PyTorch's`, { timeout: 120_000 }, () => {
    run(`${IAMBIC} --preset ${name} ${dropout} --batch-size 8 --steps 3 --out ${name}.safetensors`)
    const pytorch = run(`${TO_PYTORCH} ${name}.safetensors --data input.txt --json --log-every 1 --steps 5 --save ${name}-on.safetensors`)
    const iambic = run(`${IAMBIC} --resume ${name}.safetensors --steps 5`)
    assertClose(numbersOf(pytorch), numbersOf(iambic), 7, 2e-5)
    const check = `--data input.txt --check dist/iambic.mjs`
    for (const file of [`${name}.safetensors`, `${name}-on.safetensors`]) assert.match(run(`${TO_PYTORCH} ${file} ${check}`), /\d{3} logits: .* within 1e-5/)
    const [back, on] = [run(`${IAMBIC} --resume ${name}-on.safetensors --steps 5`), run(`${TO_PYTORCH} ${name}-on.safetensors --data input.txt --json --log-every 1 --steps 5`)]
    assertClose(numbersOf(back), numbersOf(on), 7, 2e-5)
  })
}

for (const name of ['bigram', 'gpt']) {
  test(`${name} on 256 tokens: both merge the text alike, and write the same logits and losses`, { timeout: 120_000 }, () => {
    run(`${IAMBIC} --preset ${name} --tokenizer bpe --vocab-size 256 --batch-size 8 --steps 3 --out bpe.safetensors`)
    const pytorch = run(`${TO_PYTORCH} bpe.safetensors --data input.txt --json --log-every 1 --steps 5 --save bpe-on.safetensors`)
    assertClose(numbersOf(pytorch), numbersOf(run(`${IAMBIC} --resume bpe.safetensors --steps 5`)), 7, 2e-5)
    assert.match(run(`${TO_PYTORCH} bpe-on.safetensors --data input.txt --check dist/iambic.mjs`), /\d{4,} logits: .* within 1e-5/)
    assertClose(numbersOf(run(`${IAMBIC} --resume bpe-on.safetensors --steps 5`)), numbersOf(run(`${TO_PYTORCH} bpe-on.safetensors --data input.txt --json --log-every 1 --steps 5`)), 7, 2e-5)
  })
}

test('the commands of "Going on in PyTorch" work', { timeout: 300_000 }, () => {
  const [, part] = readFileSync(join(root, 'README.md'), 'utf8').match(/## Going on in PyTorch\n(.*?)\n## /s) ?? []
  const commands = [...part.matchAll(/```\n(.*?)```/gs)].flatMap(([, lines]) => lines.trim().split('\n'))
  assert.ok(commands.length >= 4)
  run('build/release/iambic train --data input.txt --preset gpt --steps 3 --out gpt.safetensors')
  for (const command of commands) run(command.replace(/ #.*/, ''))
})

test('double precision and bfloat16 train the same model', { timeout: 120_000 }, () => {
  run(`${IAMBIC} --preset gpt --steps 3 --out types.safetensors`)
  const [float32, float64, bfloat16] = ['float32', 'float64', 'bfloat16'].map((dtype) =>
    numbersOf(run(`${TO_PYTORCH} types.safetensors --data input.txt --json --log-every 1 --steps 3 --dtype ${dtype} --save ${dtype}.safetensors`)))
  assertClose(float32, float64, 5, 1e-5)
  assertClose(float32, bfloat16, 5, 2e-2)
  assert.notDeepEqual(float32, bfloat16)
  run(`${IAMBIC} --resume float64.safetensors --steps 1`)
})

test('what cannot be done is refused in a sentence', { timeout: 60_000 }, () => {
  run(`${IAMBIC} --preset bigram --steps 3 --out small.safetensors`)
  for (const [words, sentence] of Object.entries({
    'input.txt': "input.txt is no checkpoint of Iambic's",
    'small.safetensors --steps 1': '--steps and --check need --data, the text that the checkpoint was trained on',
    'gone.safetensors': 'gone.safetensors cannot be used: No such file or directory',
    'small.safetensors --device nowhere': '--device nowhere cannot be used: ',
    'small.safetensors --data scripts/to_pytorch.py': "scripts/to_pytorch.py has the character '\"', which the checkpoint's text had not",
  })) {
    const { status, stderr } = attempt(`${TO_PYTORCH} ${words}`)
    assert.equal(status, 1)
    assert.ok(stderr.startsWith(`to_pytorch: ${sentence}`) && stderr.trimEnd().split('\n').length === 1, stderr)
  }
})
