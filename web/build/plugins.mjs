// What esbuild does not do by itself.
import { readFileSync, writeFileSync } from 'node:fs'
import * as esbuild from 'esbuild'
import { minify } from 'terser'

/** @typedef {import('esbuild').Plugin} Plugin */

/**
 * The modules named `iambic:...`, which exist only in a bundle.
 * @param {Record<string, string>} contents code for `worker` and `siblings`, JSON for `hashes`, `languages`, `excerpts`, `expected` and `complete`, text for all others @param {string} folder in which the code lies
 * @returns {Plugin}
 */
export function embed(contents, folder) {
  const loaders = /** @type {Record<string, esbuild.Loader>} */ ({ worker: 'js', siblings: 'js', hashes: 'json', languages: 'json', excerpts: 'json', expected: 'json', complete: 'json' })
  return {
    name: 'embed',
    setup(build) {
      build.onResolve({ filter: /^iambic:/ }, ({ path }) => ({ path: path.replace('iambic:', ''), namespace: 'iambic' }))
      build.onLoad({ filter: /.*/, namespace: 'iambic' }, ({ path }) => ({ contents: contents[path], loader: loaders[path] ?? 'text', resolveDir: folder }))
    },
  }
}

/** Style sheets as minified text, for the element puts them into its shadow root. @type {Plugin} */
export const styles = {
  name: 'styles',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await esbuild.transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true })
      return { contents: code.replace(/(--[a-z-]+|\(max-width): /g, '$1:'), loader: 'text' } // where esbuild leaves a blank
    })
  },
}

/** uPlot takes for its own whatever a page has added to every object. @type {Plugin} */
export const ownKeys = {
  name: 'own-keys',
  setup(build) {
    build.onLoad({ filter: /uPlot\.esm\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/for \((let|var) (\w+) in ([\w.]+)\)/g, 'for ($1 $2 of Object.keys($3 ?? {}))'), loader: 'js',
    }))
  },
}

/**
 * Writes what esbuild made, mended: esbuild's own helper walks only what a module exports, not what a page has added to every object; names
 * are chosen as terser does, which gzip packs a hundredth better; markup is not indented; and bundlers are told to let an import of Node's modules be, in comments
 * that minifying removes (see trainer/node.js).
 * @type {Plugin}
 */
export const mend = {
  name: 'mend',
  setup(build) {
    build.onEnd(async ({ outputFiles = [] }) => {
      for (const { path, text } of outputFiles) {
        const own = text.replace(/for\(var (\w+) in (\w+)\)(?=\w+\(\w+,\1,\{get:\2\[\1\])/g, 'for(var $1 of Object.keys($2))')
        const { code = '' } = await minify(own, { ecma: 2020, module: path.endsWith('.mjs'), compress: false, format: { ascii_only: true } })
        writeFileSync(path, `${code.replace(/\\n +(?=<)/g, '\\n').replaceAll('import([', 'import(/*webpackIgnore:true*//*@vite-ignore*/[')}\n`)
      }
    })
  },
}
