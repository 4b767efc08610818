// The list of cases, and what one of them gets to work with.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { TrainerPage } from './page.mjs'
import { temporaryFolder } from './processes.mjs'

/** @typedef {import('./browser.mjs').Browser} Browser */
/** @typedef {import('./browser.mjs').Size} Size */
/** @typedef {import('./server.mjs').Site} Site */

/**
 * `complaints` match the console errors that are part of the case; any other fails it. `only` names the browsers that can
 * measure what it asks. `calm` cases run in a browser that prefers a dark theme and reduced motion. `alone`: it measures
 * time, or waits for a silence, so no other browser is at work meanwhile. `asks` are the hosts that it asks in the network, where
 * a reader pressed a button that says so; any other, and one that is not asked, fails it.
 * @typedef {{ complaints?: RegExp[], asks?: string[], only?: string[], calm?: boolean, alone?: boolean }} Demands
 */

/** @typedef {{ name: string, run: (t: Test) => Promise<void> } & Demands} Case */

/** @type {Case[]} */
export const cases = []

/** @param {string} name a sentence @param {(t: Test) => Promise<void>} run rejects when it does not hold @param {Demands} [demands] */
export function test(name, run, demands = {}) { cases.push({ name, run, ...demands }) }

export class Test {
  /** @type {import('./browser.mjs').Tab[]} */
  tabs = []
  /** Figures worth telling. */
  notes = ''
  #folder = ''

  /** @param {{ browser: Browser, server: import('./server.mjs').Server, dist: string }} given */
  constructor({ browser, server, dist }) {
    this.browser = browser
    this.server = server
    this.dist = dist
  }

  /** @param {string} address @param {Partial<Size>} [size] */
  async open(address, size) {
    const tab = await this.browser.open(address, { width: 1280, height: 800, ...size })
    this.tabs.push(tab)
    return tab
  }

  /** A blank page from which dist/ can be imported. @param {Site} [site] */
  openBlank(site) { return this.open(`${this.server.site(site)}blank.html`) }

  /** The page, once it is ready to train. @param {{ site?: Site, address?: string, size?: Partial<Size>, settings?: string, corpus?: string }} [options] the corpus that it is to use */
  async openPage({ site, address = this.server.site(site), size, settings = '', corpus } = {}) {
    const page = new TrainerPage(await this.open(`${address}${settings && `#${settings}`}`, size))
    await page.ready(corpus)
    return page
  }

  /** A file for the browser to open. @param {string} name @param {string | Uint8Array} content @returns {string} its path */
  file(name, content) {
    this.#folder ||= temporaryFolder()
    const path = join(this.#folder, name)
    writeFileSync(path, content)
    return path
  }

  /** @param {string} figure shown with --verbose */
  note(figure) { this.notes += `; ${figure}` }

  /** Tiny Shakespeare. */
  get corpus() { return readFileSync(join(this.dist, 'tinyshakespeare.txt')) }
}

/** @param {Uint8Array} bytes */
export function sha256(bytes) { return createHash('sha256').update(bytes).digest('hex') }

/** Runs on tiny Shakespeare, and the SHA-256 of their checkpoints in every build and browser. @type {{ preset: string, steps: number, checkpoint_sha256: string }[]} */
export const expectedRuns = JSON.parse(readFileSync(new URL('../../expected.json', import.meta.url), 'utf8'))

/** That of the bigram's 2,000 steps. */
export const expectedCheckpoint = () => expectedRuns[0].checkpoint_sha256

/** One sentence for a reader: of one line, not endless, and without the insides of a program. @param {string} text @param {RegExp} pattern */
export function assertSentence(text, pattern) {
  assert.match(text, pattern)
  assert.match(text, /^[^\n]{10,300}$/, 'not one line of a readable length')
  assert.doesNotMatch(text, /undefined|\[object|Error:|exception|\bat .*:\d+:\d+/i, 'not in the words of a reader')
}
