// Who imports whom in web/, and what of it the READMEs of its rooms do not allow.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** From the ground up: a room may be allowed only those before it. */
const ROOMS = ['protocol', 'locales', 'worker', 'trainer', 'experiment', 'views', 'elements', 'pages', 'examples', 'build']

/** Imports by a path: static, for its effects, dynamic or as a type in a comment, and a style sheet's. Packages and `iambic:...` are in no room. */
const IMPORTS = [/\bfrom\s*['"](\.[^'"]+)['"]/g, /\bimport\s*['"](\.[^'"]+)['"]/g, /\bimport\(\s*['"](\.[^'"]+)['"]/g, /@import\s+url\(['"]?(\.[^'")]+)/g]

/** @typedef {{ from: string, to: string, type: boolean }} Arrow between files, by their paths in web/; `type`: only types are imported */
/** @typedef {{ values: string[], types: string[] }} Rule the rooms that one may import, and those of which it may import types */

/** All imports between files of a folder. @param {string} web @returns {Arrow[]} */
export function arrowsOf(web) {
  const all = filesOf(web).flatMap((from) => {
    const text = readFileSync(join(web, from), 'utf8')
    return IMPORTS.flatMap((form) => [...text.matchAll(form)]).map(({ 1: path, index = 0 }) => ({
      from, to: join(dirname(from), path), type: from.endsWith('.d.ts') || text.lastIndexOf('/*', index) > text.lastIndexOf('*/', index),
    }))
  })
  return all.filter(({ to }) => existsSync(join(web, to))) // tsc finds what is not there; build.mjs writes imports for another place
}

/** @param {string} web @param {string} [folder] @returns {string[]} */
function filesOf(web, folder = web) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesOf(web, path)
    return /\.(js|mjs|ts|css)$/.test(entry.name) ? [relative(web, path)] : []
  })
}

/** Of "May import: `a`, `b`; types of `c`." @param {string} web @param {string} room @returns {Rule | undefined} */
function ruleOf(web, room) {
  const readme = join(web, room, 'README.md')
  const [, line] = (existsSync(readme) && /^May import: (.*)$/m.exec(readFileSync(readme, 'utf8'))) || []
  if (!line) return undefined
  const [values, types = ''] = line.split('; types of').map((part) => part.replace(/\(.*\)/, ''))
  const names = (/** @type {string} */ part) => [...part.matchAll(/`([^`]+)`/g)].map(([, name]) => name)
  return { values: names(values), types: names(types) }
}

/** Whether a file is in a room, or in its part: `views`, `views/kit`, `trainer/chunks.js`. @param {string} file @param {string} room */
const isIn = (file, room) => file === room || file.startsWith(`${room}/`)

/** Within a room all may import one another, but a view (a file or a folder) no other view. @param {Arrow} arrow */
function isWithin({ from, to }) {
  const [room, view] = from.split('/')
  const [otherRoom, otherView] = to.split('/')
  return room === otherRoom && (room !== 'views' || view === otherView)
}

/** What must be mended, in sentences. @param {string} web the folder */
export function problemsOf(web) {
  const rooms = ROOMS.filter((room) => existsSync(join(web, room)))
  const rules = new Map(rooms.map((room) => [room, ruleOf(web, room)]))
  const problems = []
  for (const [room, rule] of rules) {
    if (!rule) problems.push(`web/${room}/README.md must say what the room may import`)
    const above = ROOMS.slice(ROOMS.indexOf(room) + 1)
    for (const name of rule ? [...rule.values, ...rule.types] : []) if (above.includes(name)) problems.push(`web/${room}/README.md allows ${name}, which lies above`)
  }
  const broken = arrowsOf(web).filter((arrow) => {
    const rule = rules.get(arrow.from.split('/')[0])
    const allowed = rule ? [...rule.values, ...(arrow.type ? rule.types : [])] : []
    return !isWithin(arrow) && !allowed.some((room) => isIn(arrow.to, room))
  }).map(({ from, to }) => `${from} -> ${to}`)
  return [...problems, ...[...new Set(broken)].map((arrow) => `${arrow}: its room's README.md does not allow it`)]
}
