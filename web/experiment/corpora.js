// Where the text comes from: beside the page, and the built-in sample until then; from its public address when the reader asks for that.
import sample from './sample.txt'
import { load } from '../trainer/chunks.js'
import { beside } from '../trainer/script-loader.js'

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

/** From its public address. Rejects with a sentence. @returns {Promise<Corpus>} */
export async function fetchShakespeare() {
  const { text } = await fetchCorpus(PUBLIC)
  if (sizeOf(text) !== BYTES) throw new Error(`What is at ${PUBLIC} is not tiny Shakespeare`)
  return shakespeare(text)
}

/** Rejects with a sentence. @param {string} address @returns {Promise<Corpus>} */
export async function fetchCorpus(address) {
  const url = urlOf(address)
  const name = url.pathname.split('/').pop() || url.host
  try {
    return { name: readable(name), text: await fetchText(url) }
  } catch (error) {
    throw new Error(`The text ${readable(name)} could not be loaded: ${error instanceof Refusal ? error.message : whyNot(url)}`)
  }
}

/** @param {string} address */
function urlOf(address) {
  try {
    return new URL(address, document.baseURI)
  } catch {
    throw new Error(`The attribute corpus must be the address of a text, not ${address}`)
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

/** Browsers do not say why they got no answer. @param {URL} url */
function whyNot({ protocol, origin, host }) {
  if (protocol === 'file:') return 'a page that was opened as a file may read no other files; open the text by \u201cuse another text\u201d, or put both on a web server'
  return origin === location.origin ? `${host} does not answer` : `${host} does not answer, or does not let other pages read it (CORS)`
}

async function lookBeside() {
  for (const look of [fetchBeside, scriptBeside]) {
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

/** Of the server's, in our words. */
class Refusal extends Error {}

/** @param {URL} url */
async function fetchText(url) {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), PATIENCE)
  const response = await fetch(url, { signal: stop.signal }).finally(() => clearTimeout(timer)) // a long text may take its time
  if (!response.ok) throw new Refusal(`${url.host} answered ${response.status}`)
  return response.blob()
}

/** @param {string | Blob} text of ASCII characters, if it is the text we look for */
const sizeOf = (text) => (typeof text === 'string' ? text.length : text.size)
