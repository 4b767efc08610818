// A browser without pages: what its tabs share is a store of values, and claims that last as long as they.
import { Autosave } from '../../web/experiment/autosave.js'
import { opened, TEXT } from './support.mjs'

/** @typedef {import('node:test').TestContext} TestContext */

/** What the tabs of a browser share. */
export class Browser {
  /** @type {Map<string, any>} */
  values = new Map()
  /** @type {Set<string>} */
  held = new Set()
  store = {
    keys: async (/** @type {string} */ start) => [...this.values.keys()].filter((key) => key.startsWith(start)).sort(),
    get: async (/** @type {string} */ key) => structuredClone(this.values.get(key)),
    put: async (/** @type {string} */ key, /** @type {unknown} */ value) => { this.values.set(key, structuredClone(value)) },
    remove: async (/** @type {string} */ key) => { this.values.delete(key) },
  }
  claim = async (/** @type {string} */ name) => {
    if (this.held.has(name)) return undefined
    this.held.add(name)
    return () => { this.held.delete(name) }
  }

  /** The runs in the store. */
  get runs() { return [...this.values].filter(([key]) => !key.endsWith(' text')).map(([, { copy }]) => copy.run) }

  /** A tab with the page. @param {TestContext} t @param {{ settings?: any, corpus?: any, place?: string, create?: any }} [options] */
  async tab(t, { settings = {}, corpus = TEXT, place = '/', create } = {}) {
    const all = await opened(t, settings, create)
    if (corpus !== TEXT) await all.experiment.open(corpus)
    const autosave = new Autosave(all.experiment, { store: this.store, claim: this.claim, place, corpora: () => [] })
    return { ...all, autosave }
  }

  /** Every tab was closed. */
  close() { this.held.clear() }
}
