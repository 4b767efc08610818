// What the tests start and make: programs, each in a process group of its own, and temporary folders. All of it ends with this process.
import { spawn } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/** @type {Set<number>} */
const groups = new Set()
/** @type {Set<string>} */
const folders = new Set()

process.on('exit', () => {
  for (const group of groups) signal(group, 'SIGTERM')
  if (groups.size > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300) // milliseconds to put things in order
  for (const group of groups) signal(group, 'SIGKILL')
  for (const folder of folders) remove(folder)
})
for (const [name, status] of /** @type {const} */ ([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]])) {
  process.on(name, () => process.exit(status))
}

/**
 * The path of the first of these programs that there is. Throws an Error that names what to install.
 * @param {string[]} names or paths @param {string} title @param {string} debianPackage
 */
export function findProgram(names, title, debianPackage) {
  const candidates = names.flatMap((name) => (name.includes('/') ? [name] : (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name))))
  const found = candidates.find(executable)
  if (found) return found
  throw new Error(`${title} is missing: scripts/setup --browsers installs it (Debian's package ${debianPackage}).`)
}

/** @param {string} path */
function executable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Starts a program whose whole family ends with `endGroup`. @param {string} path @param {string[]} options @param {import('node:child_process').SpawnOptions} spawning */
export function startGroup(path, options, spawning) {
  const child = spawn(path, options, { ...spawning, detached: true })
  child.on('error', () => {}) // whoever waits for the program's first words sees that none come
  if (child.pid) groups.add(child.pid)
  return child
}

/** Takes charge of a program that was started as the head of its process group. @param {number | undefined} pid */
export function adoptGroup(pid) { if (pid) groups.add(pid) }

/** Ends the program and everything it started. @param {number | undefined} pid @param {number} [patience] milliseconds before it is forced */
export async function endGroup(pid, patience = 2000) {
  if (!pid) return
  const deadline = Date.now() + patience
  signal(pid, 'SIGTERM')
  while (signal(pid, 0) && Date.now() < deadline) await wait(20)
  signal(pid, 'SIGKILL')
  groups.delete(pid)
}

/** @param {number} group @param {NodeJS.Signals | 0} name @returns {boolean} whether there was anybody to hear it */
function signal(group, name) {
  try {
    return process.kill(-group, name)
  } catch {
    return false
  }
}

/** An empty folder that is removed in the end. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'iambic-'))
  folders.add(folder)
  return folder
}

/** @param {string} folder */
function remove(folder) { rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) }

/** The environment of a browser that must not leave traces in, or take settings from, the user's home. @param {string} home an empty folder */
export function freshEnvironment(home) {
  return { ...process.env, HOME: home, TMPDIR: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, XDG_DATA_HOME: home, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8', LANGUAGE: 'en' }
}

/** A port of this machine that nobody listens on. @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address())
      probe.close(() => resolve(port))
    })
  })
}

/** @param {number} milliseconds @returns {Promise<void>} */
export const wait = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds) })
