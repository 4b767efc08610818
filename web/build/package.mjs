// Makes dist/ an npm package: what npm, bundlers and content delivery networks read of it, what a page needs to check its scripts, and the licences.
import { createHash } from 'node:crypto'
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const WEB = dirname(dirname(fileURLToPath(import.meta.url)))

/** @param {string} version */
const manifest = (version) => ({
  name: 'iambic',
  version,
  description: 'Trains a small language model in a web page, with the numbers of PyTorch: an element, and a module for browsers and Node.',
  keywords: ['language model', 'gpt', 'transformer', 'education', 'webassembly', 'custom element'],
  license: 'MIT',
  exports: {
    '.': { types: './iambic.d.mts', default: './iambic.mjs' },
    './element': { types: './iambic-trainer.d.mts', default: './iambic-trainer.mjs' },
    './*': './*',
  },
  types: './iambic.d.mts',
  customElements: './custom-elements.json',
  module: './iambic.mjs',
  unpkg: './iambic.js',
  jsdelivr: './iambic.js',
  // The module of the API does nothing by itself; all else registers the element, or a part of it.
  sideEffects: ['./*.js', './iambic-trainer.mjs'],
  engines: { node: '>=18' },
})

/** As a page's `integrity` says it. @param {string} file @param {'sha256' | 'sha384'} [algorithm] */
export const integrityOf = (file, algorithm = 'sha384') => `${algorithm}-${createHash(algorithm).update(readFileSync(file)).digest('base64')}`

/** @param {string} out the folder @param {string} version */
function integrities(out, version) {
  const scripts = readdirSync(out).filter((name) => /\.m?js$/.test(name)).sort()
  const line = `<script src="iambic.js" integrity="${integrityOf(join(out, 'iambic.js'))}" crossorigin="anonymous" defer></script>`
  return `Iambic ${version}. This line runs these very bytes or nothing; the script holds the hashes of the scripts beside it, and lets no others in:

${line}

${scripts.map((name) => `${name}\n  ${integrityOf(join(out, name))}`).join('\n')}
`
}

/** @param {string} out the folder, which holds all else already @param {string} version */
export function writePackage(out, version) {
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(manifest(version), undefined, 2)}\n`)
  writeFileSync(join(out, 'SRI.txt'), integrities(out, version))
  copyFileSync(join(WEB, '../LICENSE'), join(out, 'LICENSE'))
  copyFileSync(join(WEB, 'build/NOTICES.txt'), join(out, 'NOTICES.txt'))
  copyFileSync(join(WEB, 'build/package-readme.md'), join(out, 'README.md'))
}
