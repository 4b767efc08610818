// Bundles a program with each of the bundlers that people use, as they would: what one of them complains about is an error.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

const load = createRequire(new URL('../web/package.json', import.meta.url))

/**
 * Each takes the program's path, a folder to write to and where the bundle is to run, and gives the path of the bundle.
 * @type {Record<string, (entry: string, folder: string, platform: 'browser' | 'node') => Promise<string>>}
 */
const TOOLS = {
  async esbuild(entry, folder, platform) {
    const outfile = join(folder, 'esbuild.mjs')
    const { warnings } = await load('esbuild').build({ entryPoints: [entry], outfile, bundle: true, format: 'esm', platform, logLevel: 'silent' })
    return complain(warnings.map((/** @type {{ text: string }} */ { text }) => text)) ?? outfile
  },

  async webpack(entry, folder, platform) {
    const webpack = load('webpack')
    const stats = await new Promise((resolve, reject) => {
      const target = platform === 'node' ? 'node18' : 'web'
      const settings = { entry, target, mode: 'production', performance: false, output: { path: folder, filename: 'webpack.cjs', environment: { dynamicImport: true } } }
      webpack(settings, (/** @type {Error | null} */ error, /** @type {unknown} */ result) => (error ? reject(error) : resolve(result)))
    })
    const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true })
    return complain([...errors, ...warnings].map((/** @type {{ message: string }} */ { message }) => message)) ?? join(folder, 'webpack.cjs')
  },

  async rollup(entry, folder, platform) {
    /** @type {string[]} */
    const warnings = []
    const plugins = [load('@rollup/plugin-node-resolve').nodeResolve({ browser: platform === 'browser' })]
    const bundle = await load('rollup').rollup({ input: entry, plugins, onwarn: (/** @type {{ message: string }} */ { message }) => warnings.push(message) })
    const file = join(folder, 'rollup.mjs')
    await bundle.write({ file, format: 'es' })
    await bundle.close()
    return complain(warnings) ?? file
  },

  async vite(entry, folder, platform) {
    const { build, createLogger } = await import(load.resolve('vite').replace(/index\.cjs$/, 'dist/node/index.js'))
    /** @type {string[]} */
    const warnings = []
    const note = (/** @type {string} */ text) => warnings.push(text)
    const customLogger = { ...createLogger('silent'), warn: note, warnOnce: note, error: note }
    const output = { entryFileNames: 'vite.mjs', assetFileNames: '[name]-[hash][extname]' }
    await build({
      root: folder, configFile: false, customLogger, base: './',
      build: { outDir: join(folder, 'out'), ssr: platform === 'node', chunkSizeWarningLimit: 10_000, target: 'es2022', rollupOptions: { input: entry, output } },
    })
    return complain(warnings) ?? join(folder, 'out/vite.mjs')
  },
}

export const BUNDLERS = Object.keys(TOOLS)

/** Those that take a file along whose address is written as `new URL('./file', import.meta.url)`. */
export const TAKE_FILES = ['webpack', 'vite']

/** @param {string[]} complaints @returns {undefined} */
function complain(complaints) {
  if (complaints.length > 0) throw new Error(complaints.join('\n'))
}

/**
 * @template T
 * @param {string} tool one of BUNDLERS @param {string} program its source @param {'browser' | 'node'} platform
 * @param {(path: string) => T | Promise<T>} use is called with the bundle's path, which is gone afterwards
 */
export async function withBundle(tool, program, platform, use) {
  const folder = mkdtempSync(join(tmpdir(), 'iambic-bundle-'))
  try {
    const entry = join(folder, 'program.mjs')
    writeFileSync(entry, program)
    return await use(await TOOLS[tool](entry, folder, platform))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The code of a bundle for a page, of a program that stands in a folder with packages. @param {string} folder @param {string} tool @param {string} program */
export async function bundleIn(folder, tool, program) {
  const entry = join(folder, `${tool}-program.mjs`)
  writeFileSync(entry, program)
  const out = mkdtempSync(join(folder, `${tool}-`))
  return readFileSync(await TOOLS[tool](entry, out, 'browser'), 'utf8')
}

/** The files that a program is to be served with, of which `bundle.js` is its own: its bundler may have taken others along. @param {string} tool @param {string} program */
export const bundledFiles = (tool, program) => withBundle(tool, program, 'browser', (path) => {
  const files = readdirSync(dirname(path), { withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(files.map(({ name }) => [name === basename(path) ? 'bundle.js' : name, readFileSync(join(dirname(path), name))]))
})

/** The bundle's code. @param {string} tool @param {string} program */
export const bundled = (tool, program) => withBundle(tool, program, 'browser', (path) => readFileSync(path, 'utf8'))
