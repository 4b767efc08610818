// What `cmake --install` leaves of the release build is a library that another project's program trains with.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkConsumer, install, root, run } from './consumer.mjs'

test('the program of README.md finds the library that was installed, and trains the bytes of the command line', { timeout: 120_000 }, () => {
  const prefix = install(join(root, 'build/release'))
  assert.deepEqual(readdirSync(join(prefix, 'include')), ['iambic'])
  assert.deepEqual(readdirSync(join(prefix, 'include/iambic')).sort(), ['error.hpp', 'session.hpp', 'tokenizer.hpp'])
  assert.match(run(join(prefix, 'bin/iambic'), ['--version']), /^iambic /)
  checkConsumer('consumer of the installed', 'installed', `-DCMAKE_PREFIX_PATH=${prefix}`)
})

test('all names that the library gives to a linker are its own, or the standard library’s', { timeout: 20_000 }, () => {
  const names = run('nm', ['--demangle', '--defined-only', '--extern-only', join(root, 'build/release/src/library/libiambic.a')])
    .split('\n').map((line) => line.replace(/^[0-9a-f]+ \w /, '')).filter((name) => name && !name.endsWith('.o:'))
  assert.ok(names.length > 500)
  const others = names.filter((name) => !/\biambic(_xtl|_xt|_xsimd|_rapidjson)?::|\bstd::|^DW\.ref\.__gxx_personality_v0$/.test(name))
  assert.deepEqual(others, [])
  assert.deepEqual(names.filter((name) => /\b(xt|xtl|xsimd|rapidjson)::/.test(name)), [])
})
