// Where the text comes from: beside the page, then its public address, and the built-in sample until then.
import sample from '../corpus/sample.txt'
import { beside, runScript } from '../engine/beside.js'

/**
 * @typedef {object} Corpus
 * @property {string} name
 * @property {string | Blob} text
 */

const BYTES = 1115394 // of tiny Shakespeare; anything else found under its name is not it
const PUBLIC = 'https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt'
const PATIENCE = 8000 // milliseconds

/** @type {Corpus} */
export const SAMPLE = { name: 'built-in sample', text: sample }

/** Tiny Shakespeare, or undefined where neither the page nor the network has it. @returns {Promise<Corpus | undefined>} */
export async function findShakespeare() {
  for (const look of [fetchBeside, scriptBeside, fetchPublic]) {
    const text = await look().catch(() => undefined)
    if (text && sizeOf(text) === BYTES) return { name: 'tiny Shakespeare', text }
  }
  return undefined
}

/** @param {string} address @returns {Promise<Corpus>} */
export async function fetchCorpus(address) {
  const url = new URL(address, document.baseURI)
  const name = decodeURIComponent(url.pathname.split('/').pop() || url.host)
  try {
    return { name, text: await fetchText(url) }
  } catch (error) {
    throw new Error(`${name} could not be loaded from ${url.origin}: ${/** @type {Error} */ (error).message}`)
  }
}

/** @param {File} file @returns {Corpus} */
export const corpusOf = (file) => ({ name: file.name, text: file })

/** The first characters of a text. @param {Corpus} corpus @param {number} count */
export async function firstCharacters({ text }, count) {
  const head = typeof text === 'string' ? text.slice(0, 2 * count + 1) : await text.slice(0, 4 * count + 3).text()
  return Array.from(head.replace(/^\ufeff/, '')).slice(0, count)
}

async function fetchBeside() {
  const url = beside('tinyshakespeare.txt')
  return url.protocol.startsWith('http') ? fetchText(url) : undefined
}

async function scriptBeside() {
  await runScript('tinyshakespeare.js')
  return /** @type {{ iambicCorpus?: string }} */ (globalThis).iambicCorpus
}

async function fetchPublic() { return fetchText(new URL(PUBLIC)) }

/** @param {URL} url */
async function fetchText(url) {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(new Error('no answer')), PATIENCE)
  try {
    const response = await fetch(url, { signal: stop.signal })
    if (!response.ok) throw new Error(`the server answered ${response.status}`)
    return await response.blob()
  } finally {
    clearTimeout(timer)
  }
}

/** @param {string | Blob} text of ASCII characters, if it is the text we look for */
const sizeOf = (text) => (typeof text === 'string' ? text.length : text.size)
