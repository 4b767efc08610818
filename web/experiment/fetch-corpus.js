// Texts from addresses: those that a page names, and tiny Shakespeare's public one when the reader asks for that.
import { fetchText, isShakespeare } from './corpora.js'
import { Problem } from './problem.js'

/** @typedef {import('./corpus.js').Corpus} Corpus */

const PUBLIC = 'https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt'

/** Rejects with a Problem. @returns {Promise<Corpus>} */
export async function fetchShakespeare() {
  const { text } = await fetchCorpus(PUBLIC)
  if (!isShakespeare(text)) throw new Problem({ code: 'not-shakespeare', name: PUBLIC })
  return { name: 'tiny Shakespeare', text }
}

/** Rejects with a Problem. @param {string} address */
export async function fetchCorpus(address) {
  const url = urlOf(address)
  const name = readable(url.pathname.split('/').pop() || url.host)
  try {
    return { name, text: await fetchText(url) }
  } catch (error) {
    throw new Problem({ code: 'text-not-loaded', name, why: whyNot(url, error) })
  }
}

/** A saved model. Rejects with a Problem. @param {string} address */
export async function fetchCheckpoint(address) {
  const { name, text } = await fetchCorpus(address)
  return { name, bytes: await /** @type {Blob} */ (text).arrayBuffer() }
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

/** Browsers do not say why they got no answer. @param {URL} url @param {unknown} error @returns {import('./problem.js').WhyNot} */
function whyNot({ protocol, origin, host }, error) {
  if (error instanceof Response) return { code: 'answered', host, status: error.status }
  return { code: protocol === 'file:' ? 'files-only' : origin === location.origin ? 'no-answer' : 'no-answer-to-us', host }
}
