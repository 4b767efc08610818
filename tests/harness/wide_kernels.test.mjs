// Kernels for wide vectors are in a program that also runs where there are none: nothing of theirs may be taken for anything else.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../build/release/src/core/CMakeFiles/iambic_core.dir/ops', import.meta.url))
const objects = existsSync(folder) ? readdirSync(folder).filter((name) => /^kernels_avx.*\.o$/.test(name)) : []

/** Functions that the linker may take for those of the same name in other files. @param {string} object */
function shared(object) {
  const { status, stdout, stderr } = spawnSync('nm', ['--demangle', '--defined-only', join(folder, object)], { encoding: 'utf8' })
  assert.equal(status, 0, stderr)
  return stdout.trim().split('\n').flatMap((line) => /^[0-9a-f]* [VWu] (.*)$/.exec(line)?.[1] ?? [])
}

if (process.arch === 'x64') test('there are kernels for AVX2 and AVX-512', () => assert.deepEqual(objects, ['kernels_avx2.cpp.o', 'kernels_avx512.cpp.o']))

for (const object of objects) {
  test(`what ${object} shares with other files has its instruction set in its name`, () => {
    const names = shared(object)
    assert.ok(names.some((name) => name.includes('gelu_forward<float, iambic_xsimd::avx')), names.join('\n'))
    assert.deepEqual(names.filter((name) => !name.includes('xsimd::avx') && !name.startsWith('DW.ref.')), [])
  })
  test(`${object} fuses no multiplication and addition`, () => {
    const { status, stdout } = spawnSync('objdump', ['--disassemble', '--no-show-raw-insn', join(folder, object)], { encoding: 'utf8', maxBuffer: 1e8 })
    assert.equal(status, 0)
    assert.match(stdout, /\tvmulps /)
    assert.deepEqual(stdout.match(/\tvfn?m(add|sub)\w+ .*/g), null)
  })
}
