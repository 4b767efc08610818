// Where the text comes from: beside the page, and the built-in sample until then.
import sample from './sample.txt'
import { known, load } from '../trainer/chunks.js'
import { beside } from '../trainer/script-loader.js'

/** @typedef {import('./corpus.js').Corpus} Corpus */

const BYTES = 1115394 // of tiny Shakespeare; anything else found under its name is not it
const PATIENCE = 8000 // milliseconds

/** @type {Corpus} */
export const SAMPLE = { name: 'built-in sample', text: sample }

/** @type {Promise<Corpus | undefined> | undefined} one search for all elements of a page */
let search

/** Tiny Shakespeare, or undefined where it does not lie beside the page. */
export const findShakespeare = () => search ??= lookBeside()

/** ASCII characters, if it is the text we look for. @param {string | Blob | undefined} text @returns {text is string | Blob} */
export const isShakespeare = (text) => text !== undefined && (typeof text === 'string' ? text.length : text.size) === BYTES

async function lookBeside() {
  for (const look of known('tinyshakespeare') ? [scriptBeside] : [fetchBeside, scriptBeside]) {
    const text = await look().catch(() => undefined)
    if (isShakespeare(text)) return { name: 'tiny Shakespeare', text }
  }
  return undefined
}

async function fetchBeside() {
  const url = beside('tinyshakespeare.txt')
  return url.protocol.startsWith('http') ? fetchText(url) : undefined
}

/** @returns {Promise<string>} */
const scriptBeside = () => load('tinyshakespeare', 'tinyshakespeare.js')

/** Rejects with the answer where that is a refusal. @param {URL} url */
export async function fetchText(url) {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), PATIENCE)
  const response = await fetch(url, { signal: stop.signal }).finally(() => clearTimeout(timer)) // a long text may take its time
  if (!response.ok) throw response
  return response.blob()
}
