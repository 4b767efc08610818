// The command line under compilers and flags of all kinds, and another project's program with the core in it, have the same bits.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { build, checkConsumer, install, root, run } from './consumer.mjs'

const limit = { timeout: 900_000 }

const VARIANTS = ['g++ -O0', 'g++ -O3', 'g++ -O3 -march=native', 'g++ -O2 -mfma -ffp-contract=fast', 'g++ -O2 -funsigned-char -mrecip',
  'clang++ -O0', 'clang++ -O2', 'clang++ -O3 -march=native -ffp-contract=fast']
for (const variant of VARIANTS) {
  test(`${variant}: every short run gives the checkpoint of every other machine`, limit, () => {
    const [compiler, ...flags] = variant.split(' ')
    const folder = build(variant, '.', 'iambic', `-DCMAKE_CXX_COMPILER=${compiler}`, `-DCMAKE_CXX_FLAGS=${flags.join(' ')}`)
    run(process.execPath, ['--test', join(root, 'tests/cli/same_bits.test.mjs')], { env: { ...process.env, IAMBIC: join(folder, 'iambic'), NODE_TEST_CONTEXT: '' } })
  })
}

for (const compiler of ['g++', 'clang++']) {
  const settings = [`-DCMAKE_CXX_COMPILER=${compiler}`]

  test(`${compiler}: a program that has Iambic as a folder trains the same bits`, limit, () => checkConsumer(`folder ${compiler}`, root, ...settings))

  test(`${compiler}: so does one that fetches it`, limit, () => {
    const archive = join(root, 'build/variants/iambic.tar')
    const files = spawnSync('git', ['ls-files', '-z'], { cwd: root }).stdout
    run('tar', ['-C', root, '--null', '-T', '-', '-cf', archive], { input: files })
    checkConsumer(`fetched ${compiler}`, archive, ...settings, `-DCMAKE_PREFIX_PATH=${join(root, 'build/deps/usr')}`)
  })

  test(`${compiler}: so does one that finds it installed, without the tools`, limit, () => {
    const prefix = install(build(`library ${compiler}`, '.', 'all', '-DCMAKE_BUILD_TYPE=Release', '-DIAMBIC_TOOLS=OFF', ...settings))
    checkConsumer(`installed ${compiler}`, 'installed', ...settings, `-DCMAKE_PREFIX_PATH=${prefix}`)
  })
}
