// The PyTorch to compare with: the one that is here, with the fastest kernels of its OpenBLAS whose answers are right.
//
// OpenBLAS knows processors by their model; one that is newer than it gets the kernels of an old one, three times slower.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** @typedef {Record<string, string | undefined>} Environment */
/** `env`: with which its programs are started. @typedef {{ python: string, version: string, blas: string, env: Environment }} PyTorch */
/** @typedef {import('./contenders.mjs').Running} Running */

const TURNS = 3, STEPS = 4 // of each candidate: about two seconds of slow kernels

/** OpenBLAS's kernels for x86-64, and what a processor must have to run them. */
const CORE_TYPES = Object.entries({
  Prescott: ['pni'],
  Nehalem: ['sse4_2'],
  Sandybridge: ['avx'],
  Haswell: ['avx2', 'fma'],
  Zen: ['avx2', 'fma'],
  SkylakeX: ['avx512f', 'avx512dq', 'avx512cd', 'avx512bw', 'avx512vl'],
  Cooperlake: ['avx512f', 'avx512dq', 'avx512cd', 'avx512bw', 'avx512vl', 'avx512_bf16'],
})

/** Those that the processor's flags allow. @param {string} cpuinfo as /proc/cpuinfo @returns {string[]} */
export function coreTypes(cpuinfo) {
  const flags = new Set(/^flags\s*:(.*)$/m.exec(cpuinfo)?.[1].trim().split(/\s+/))
  return CORE_TYPES.filter(([, needed]) => needed.every((flag) => flags.has(flag))).map(([name]) => name)
}

const cpuinfo = () => (process.platform === 'linux' ? readFileSync('/proc/cpuinfo', 'utf8') : '')

/** Whether this processor has AVX-512. */
export const hasAvx512 = () => coreTypes(cpuinfo()).includes('SkylakeX')

/** The environments to try: OpenBLAS's own choice, each core type, and what is set here. @param {Environment} env @param {string[]} types */
export function environments(env, types) {
  const bare = { ...env, OPENBLAS_CORETYPE: undefined, OPENBLAS_L2_SIZE: undefined }
  const given = env.OPENBLAS_CORETYPE || env.OPENBLAS_L2_SIZE ? [env] : []
  return [...given, bare, ...types.map((type) => ({ ...bare, OPENBLAS_CORETYPE: type }))]
}

/** undefined without PyTorch. @param {string} root @param {Environment} [env] @returns {PyTorch | undefined} */
export function findPyTorch(root, env = process.env) {
  for (const python of ['/usr/bin/python3', 'python3']) {
    const { status, stdout } = spawnSync(python, [join(root, 'tests/bench/lib/blas.py')], { env, encoding: 'utf8' })
    if (status === 0) {
      const { torch, blas } = JSON.parse(stdout)
      return { python, version: torch, blas, env }
    }
  }
  return undefined
}

/** What a ratio to it must be read with. @param {PyTorch} pytorch */
export const nameOf = ({ version, blas }) => `PyTorch ${version} with ${blas}`

/** Debian's PyTorch takes whatever BLAS is installed; the reference one is ten times slower. @param {PyTorch} pytorch */
export const isSlow = ({ blas }) => /^libblas\.so/.test(blas)

/** Every choice of kernels that this OpenBLAS has here, each once. @param {string} root @param {PyTorch} found @returns {PyTorch[]} */
export function choices(root, found) {
  if (!found.blas.startsWith('OpenBLAS')) return [found]
  const all = environments(process.env, coreTypes(cpuinfo())).map((env) => findPyTorch(root, env)).filter((one) => one !== undefined)
  return all.filter(({ blas, env }, i) => env === process.env || all.findIndex((other) => other.blas === blas && other.env !== process.env) === i)
}

/**
 * The fastest whose answers are right. Each trains in turn; one that fails or is wrong is out.
 * @param {PyTorch[]} candidates @param {(one: PyTorch) => Promise<Running>} start @param {(losses: number[], title: string) => void} check throws
 * @returns {Promise<{ chosen: PyTorch | undefined, said: string[] }>} said: a sentence for each that is out
 */
export async function fastest(candidates, start, check) {
  const said = [], quickest = new Map()
  let alive = candidates.map((one) => ({ one, running: start(one) }))
  for (let turn = 0; turn < TURNS; turn++) {
    for (const { one, running } of alive) {
      try {
        const { seconds, losses } = await (await running).train(STEPS, 0)
        check(losses, nameOf(one))
        quickest.set(one, Math.min(seconds, quickest.get(one) ?? Infinity))
      } catch (error) {
        said.push(`${nameOf(one)} is left out: ${/** @type {Error} */ (error).message}`)
        quickest.set(one, Infinity)
      }
    }
    alive = alive.filter(({ one }) => quickest.get(one) < Infinity)
  }
  for (const { running } of alive) await (await running).stop()
  const [chosen] = [...alive].sort((a, b) => quickest.get(a.one) - quickest.get(b.one))
  return { chosen: chosen?.one, said }
}
