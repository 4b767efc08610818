// A lesson: what a page asks for beside settings. It joins each layout before the chart and the panels do, and again whenever what is
// asked for may have changed. Until it has, the element's page cannot be seen.
import { wishOf } from '../iambic-trainer/address.js'
import { fetchCorpus } from '../../experiment/fetch-corpus.js'
import { openNamed } from '../../experiment/named-text.js'
import { find } from '../../views/kit/dom.js'

/** @typedef {import('../iambic-trainer/layout.js').Layout} Layout */

/** What is asked of this experiment's text, which outlives its layout. @type {WeakMap<import('../../experiment/experiment.js').Experiment, string | null>} */
const named = new WeakMap()

/** @param {Layout} layout */
export function lead(layout) {
  openText(layout)
  find(layout.root, 'page').classList.remove('awaited')
}

/** @param {Layout} layout */
function openText({ host, experiment, corpora }) {
  const address = wishOf(host, 'src') ?? wishOf(host, 'corpus')
  if (named.has(experiment) && named.get(experiment) === address) return
  named.set(experiment, address)
  const opened = address ? openNamed(corpora, () => fetchCorpus(address)) : corpora.begin()
  opened.catch(() => {}) // it was removed meanwhile
}

/** The words of a list: in an address between commas, in an attribute also between blanks. undefined: nothing is asked. @param {HTMLElement} host @param {'show' | 'lock'} name */
export const wordsOf = (host, name) => wishOf(host, name)?.split(/[\s,]+/).filter(Boolean)
