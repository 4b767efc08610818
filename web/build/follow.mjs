// Tells when a file of a folder, or of a folder in it, has changed: on Linux, Node 18 cannot watch a whole tree.
import { existsSync, readdirSync, watch } from 'node:fs'
import { join } from 'node:path'

const SOURCES = /\.(js|mjs|ts|css|html|txt|json|hpp|cpp|h)$/ // and not what editors leave beside them

/** @param {string} top @param {() => void} changed is called for every change, and may be called for more */
export function follow(top, changed) {
  /** @type {Set<string>} */
  const watched = new Set()
  const see = (/** @type {string} */ folder) => {
    if (!watched.has(folder) && existsSync(folder)) {
      watched.add(folder)
      const watcher = watch(folder, (event, name) => {
        if (!name || SOURCES.test(name)) changed()
        if (event !== 'rename') return
        if (existsSync(folder)) return see(folder) // there may be a new folder in it
        watched.delete(folder)
        watcher.close()
      })
    }
    for (const name of foldersIn(folder)) see(join(folder, name))
  }
  see(top)
}

/** @param {string} folder that may be gone by now */
function foldersIn(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'node_modules').map(({ name }) => name)
  } catch {
    return []
  }
}
