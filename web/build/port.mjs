// Where a page is served: on this machine only, at the port that --port names, by default 8000, or the next one that is free.
import { createServer } from 'node:net'

export const HOST = '127.0.0.1'
const TRIES = 100

/** Ends the program with a sentence when there is none. @param {string} program @param {string} [option] what --port says @returns {Promise<number>} */
export async function portFrom(program, option = '8000') {
  const wanted = Number(option)
  if (!(Number.isInteger(wanted) && wanted >= 1 && wanted <= 65535)) {
    console.error(`${program}: --port must be a whole number from 1 to 65,535, not ${option}`)
    process.exit(2)
  }
  const end = Math.min(wanted + TRIES, 65536)
  for (let port = wanted; port < end; port++) if (await isFree(port)) return port
  console.error(`${program}: no port from ${wanted} to ${end - 1} is free`)
  process.exit(1)
}

/** @param {number} port @returns {Promise<boolean>} */
function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false))
    probe.listen(port, HOST, () => probe.close(() => resolve(true)))
  })
}
