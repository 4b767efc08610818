// The folder of somebody's program that has installed the package, as it is packed.
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const packages = fileURLToPath(new URL('../web/node_modules', import.meta.url))

/** @param {string} dist @param {string[]} others packages that the program uses besides @returns {Promise<string>} the folder, for the caller to remove */
export async function makeProgram(dist, others) {
  const program = mkdtempSync(join(tmpdir(), 'iambic-program-'))
  const { stdout } = await run('npm', ['pack', '--pack-destination', program], { cwd: dist })
  writeFileSync(join(program, 'package.json'), '{ "name": "program", "private": true, "type": "module" }')
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(program, stdout.trim())], { cwd: program })
  for (const name of others) {
    mkdirSync(dirname(join(program, 'node_modules', name)), { recursive: true })
    symlinkSync(join(packages, name), join(program, 'node_modules', name))
  }
  return program
}
