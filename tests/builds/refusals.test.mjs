// What cannot keep the same bits everywhere is refused in one sentence when it is configured.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Configures Iambic in a new folder, which must fail; what it said, without line breaks. @param {string[]} settings */
function refusal(...settings) {
  const folder = mkdtempSync(join(tmpdir(), 'iambic-build-'))
  const { status, stderr } = spawnSync('cmake', ['-G', 'Ninja', '-S', root, '-B', folder, ...settings], { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  assert.notEqual(status, 0, 'it was accepted')
  return stderr.replace(/\s+/g, ' ')
}

const LOOSE = ['-Ofast', '-ffast-math', '-funsafe-math-optimizations', '-fassociative-math', '-freciprocal-math', '-ffinite-math-only',
  '-fno-signed-zeros', '-mfpmath=387', '-fsingle-precision-constant']
for (const flag of LOOSE) {
  test(`${flag} is refused by its name`, () => {
    assert.match(refusal(`-DCMAKE_CXX_FLAGS=-O2 ${flag}`), new RegExp(`Iambic trains the same weights everywhere, which ${flag} would change`))
  })
}

test('-Ofast is refused in the flags of a configuration, too', () => {
  assert.match(refusal('-DCMAKE_BUILD_TYPE=Release', '-DCMAKE_CXX_FLAGS_RELEASE=-Ofast'), /Iambic trains .* which -Ofast would change/)
})

// Clang, whose name may end in its version: Debian's Emscripten brings no other.
const clang = (process.env.PATH ?? '').split(delimiter).filter((folder) => existsSync(folder)).flatMap((folder) => readdirSync(folder))
  .find((name) => /^clang\+\+(-\d+)?$/.test(name))

// The compiler's own libraries for them are not needed: nothing is linked.
const OTHERS = { 'plain i686': ['-DCMAKE_CXX_FLAGS=-m32'] }
for (const target of ['riscv64-linux-gnu', 'armv7-linux-gnueabihf', 'aarch64_be-linux-gnu'])
  Object.assign(OTHERS, { [target]: [`-DCMAKE_CXX_COMPILER=${clang ?? 'clang++'}`, `-DCMAKE_CXX_COMPILER_TARGET=${target}`] })
for (const [processor, settings] of Object.entries(OTHERS)) {
  test(`${processor} is refused, with the processors that are known`, () => {
    const said = refusal('-DCMAKE_TRY_COMPILE_TARGET_TYPE=STATIC_LIBRARY', ...settings)
    assert.match(said, /Iambic knows the processors x86-64, 64-bit ARM \(little-endian\) and WebAssembly/)
  })
}
