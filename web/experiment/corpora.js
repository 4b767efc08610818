// Where the text comes from: beside the page, and the built-in sample until then; from its public address when the reader asks for that.
import sample from './sample.txt'
import { known, load } from '../trainer/chunks.js'
import { beside } from '../trainer/script-loader.js'
import { Problem } from './problem.js'

/** @typedef {import('./corpus.js').Corpus} Corpus */

const BYTES = 1115394 // of tiny Shakespeare; anything else found under its name is not it
const PUBLIC = 'https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt'
const PATIENCE = 8000 // milliseconds

/** @type {Corpus} */
export const SAMPLE = { name: 'built-in sample', text: sample }

/** @type {Promise<Corpus | undefined> | undefined} one search for all elements of a page */
let search

/** Tiny Shakespeare, or undefined where it does not lie beside the page. */
export const findShakespeare = () => search ??= lookBeside()

/** From its public address. Rejects with a Problem. @returns {Promise<Corpus>} */
export async function fetchShakespeare() {
  const { text } = await fetchCorpus(PUBLIC)
  if (sizeOf(text) !== BYTES) throw new Problem({ code: 'not-shakespeare', name: PUBLIC })
  return shakespeare(text)
}

/** Rejects with a Problem. @param {string} address @returns {Promise<Corpus>} */
export async function fetchCorpus(address) {
  const url = urlOf(address)
  const name = url.pathname.split('/').pop() || url.host
  try {
    return { name: readable(name), text: await fetchText(url) }
  } catch (error) {
    throw new Problem({ code: 'text-not-loaded', name: readable(name), why: error instanceof Refusal ? error.why : whyNot(url) })
  }
}

/** @param {string} address */
function urlOf(address) {
  try {
    return new URL(address, document.baseURI)
  } catch {
    throw new Problem({ code: 'not-an-address', name: address })
  }
}

/** Without the signs for signs, where they are whole. @param {string} name */
function readable(name) {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** Browsers do not say why they got no answer. @param {URL} url @returns {import('./problem.js').WhyNot} */
function whyNot({ protocol, origin, host }) {
  return { code: protocol === 'file:' ? 'files-only' : origin === location.origin ? 'no-answer' : 'no-answer-to-us', host }
}

async function lookBeside() {
  for (const look of known('tinyshakespeare') ? [scriptBeside] : [fetchBeside, scriptBeside]) {
    const text = await look().catch(() => undefined)
    if (text && sizeOf(text) === BYTES) return shakespeare(text)
  }
  return undefined
}

/** @param {string | Blob} text @returns {Corpus} */
const shakespeare = (text) => ({ name: 'tiny Shakespeare', text })

async function fetchBeside() {
  const url = beside('tinyshakespeare.txt')
  return url.protocol.startsWith('http') ? fetchText(url) : undefined
}

/** @returns {Promise<string>} */
const scriptBeside = () => load('tinyshakespeare', 'tinyshakespeare.js')

/** Of the server's. */
class Refusal extends Error {
  why

  /** @param {string} host @param {number} status */
  constructor(host, status) {
    super()
    this.why = /** @type {const} */ ({ code: 'answered', host, status })
  }
}

/** @param {URL} url */
async function fetchText(url) {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), PATIENCE)
  const response = await fetch(url, { signal: stop.signal }).finally(() => clearTimeout(timer)) // a long text may take its time
  if (!response.ok) throw new Refusal(url.host, response.status)
  return response.blob()
}

/** @param {string | Blob} text of ASCII characters, if it is the text we look for */
const sizeOf = (text) => (typeof text === 'string' ? text.length : text.size)
