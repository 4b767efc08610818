// Terms of the screen, each with one plain sentence, which a pointer, the focus or a finger opens and Escape closes. Comes after the first frame.
import { reverses } from '../experiment/expectations.js'
import { onChange } from './kit/changes.js'
import { build, find, say } from './kit/dom.js'
import { finderOf, markTerm, markWords } from './kit/term.js'

/** @typedef {import('../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../locales/en-panels.js').PanelStrings} PanelStrings */
/** @typedef {import('./kit/term.js').Term} Term */

/** Where they stand. The labels of settings are explained beside their fields. @type {Record<string, Term>} */
const PLACES = {
  '#loss-title': 'loss', '.legend .train': 'train', '.legend .val': 'validation',
  'dt:has(+ dd > #number-step)': 'step', 'dt:has(+ #number-rate)': 'rate', 'dt:has(+ #number-loss)': 'batchLoss',
  'label[for=pace]': 'pace', 'label[for=temperature]': 'temperature', 'label:has(> #next-temperature)': 'temperature',
  'label:has(> #top-k)': 'likeliest', 'label:has(> #next-top-k)': 'likeliest',
  'label:has(> #layer)': 'layer', 'label:has(> #head)': 'head', '#gradients summary': 'gradient', '#save': 'checkpoint',
}

/** Sentences that speak of them, some of which come when they are wanted. */
const SENTENCES = ['#status', '#story', '#facts', '#one-step-loss', '#one-step .at', '#inside .prose', '#subwords .prose', '#chapter p', '#lesson h3']
const COME_LATER = ['next-body', 'inside-body', 'one-step-body', 'subwords-body', 'chapter']

/** The loss that stands beside a term, or that the term is a name of. @type {Partial<Record<Term, (experiment: Experiment) => number | null | undefined>>} */
const LOSSES = {
  loss: ({ curve }) => curve.latest?.train, train: ({ curve }) => curve.latest?.train,
  validation: ({ curve }) => curve.latest?.val, batchLoss: ({ run }) => run.loss,
  uniform: ({ baselines }) => baselines?.uniform, unigram: ({ baselines }) => baselines?.unigram, bigram: ({ baselines }) => baselines?.bigram,
}

/** @param {PanelStrings} strings */
const glossary = ({ terms }) => `
<div id="terms" hidden>${Object.entries(terms).map(([term, sentence]) => `<p id="term-${term}">${sentence}<span></span></p>`).join('')}</div>
<p id="term-tip" class="tip" aria-hidden="true"></p>`

/** What to see in the figures that the first frame shows: of the loss, with the lines that it is judged by. @param {ShadowRoot} root @param {PanelStrings} strings @param {Experiment} experiment */
function tellWhatToSee(root, { see, landmarks }, experiment) {
  const [uniform, unigram, bigram] = Object.entries(landmarks).map(([term, name]) => `<span data-term="${term}">${name}</span>`)
  find(root, 'see-loss').replaceChildren(build(reverses(experiment) ? see.lossAlone(uniform) : see.loss(uniform, unigram, bigram)))
  for (const element of find(root, 'see-loss').querySelectorAll('span')) markTerm(element, String(element.dataset.term))
}

/** @param {ShadowRoot} root @param {Experiment} experiment @param {PanelStrings} strings @param {AbortSignal} signal */
export function explainTerms(root, experiment, strings, signal) {
  const page = find(root, 'page')
  page.append(build(glossary(strings)))
  const tip = find(root, 'term-tip')
  find(root, 'chart').before(Object.assign(document.createElement('p'), { id: 'see-loss', className: 'see' })) // in room that is kept for it
  find(root, 'text').after(Object.assign(document.createElement('p'), { id: 'see-writing', className: 'see', textContent: strings.see.writing }))
  const mark = () => {
    root.querySelectorAll('.term').forEach((element) => markTerm(/** @type {HTMLElement} */ (element), String(/** @type {HTMLElement} */ (element).dataset.term)))
    for (const [place, term] of Object.entries(PLACES)) root.querySelectorAll(place).forEach((element) => markTerm(/** @type {HTMLElement} */ (element), term))
  }
  mark()
  const tell = () => tellWhatToSee(root, strings, experiment)
  tell()
  onChange(experiment, { opened: tell, reset: tell }, signal)
  const stop = markSentences(root, finderOf(strings.termWords), mark)

  const termAt = (/** @type {Event} */ { target }) => (target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest('.term')) : null)
  const close = () => tip.classList.remove('open')
  const open = (/** @type {Event} */ event) => {
    const element = termAt(event)
    if (!element) return close()
    const sentence = find(root, `term-${element.dataset.term}`)
    const loss = LOSSES[/** @type {Term} */ (element.dataset.term)]?.(experiment)
    say(/** @type {HTMLElement} */ (sentence.lastElementChild), ` ${strings.isUnsure(loss)}`)
    tip.textContent = sentence.textContent
    tip.classList.add('open')
    const { left, top } = placeIn(page, element)
    tip.style.left = `${Math.max(0, Math.min(left, page.clientWidth - tip.offsetWidth))}px`
    tip.style.top = `${top + element.offsetHeight + 4}px`
  }
  const options = { signal }
  root.addEventListener('pointerover', (event) => { if (/** @type {PointerEvent} */ (event).pointerType === 'mouse') open(event) }, options)
  root.addEventListener('focusin', (event) => { if (event.target instanceof Element && event.target.matches(':focus-visible')) open(event) }, options)
  root.addEventListener('focusout', close, options)
  root.addEventListener('click', open, options)
  addEventListener('keydown', ({ key }) => { if (key === 'Escape') close() }, { ...options, capture: true })
  signal.addEventListener('abort', stop)
}

/** Marks terms in sentences, now and whenever these change. @param {ShadowRoot} root @param {RegExp} finder @param {() => void} mark marks where terms stand by themselves, in what has come */
function markSentences(root, finder, mark) {
  const told = new MutationObserver((records) => { for (const { target } of records) markWords(/** @type {HTMLElement} */ (target), finder) })
  const follow = () => {
    for (const sentence of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(SENTENCES.join()))) {
      markWords(sentence, finder)
      told.observe(sentence, { childList: true })
    }
  }
  const later = new MutationObserver(() => [mark(), follow()])
  for (const id of COME_LATER) later.observe(find(root, id), { childList: true })
  follow()
  return () => [told, later].forEach((observer) => observer.disconnect())
}

/** Where an element lies within the page, also where that is enlarged, shrunk or turned. @param {HTMLElement} page @param {HTMLElement} element */
function placeIn(page, element) {
  let [left, top] = [0, 0]
  for (let at = /** @type {HTMLElement | null} */ (element); at && at !== page; at = /** @type {HTMLElement | null} */ (at.offsetParent)) {
    left += at.offsetLeft
    top += at.offsetTop
  }
  return { left, top }
}
