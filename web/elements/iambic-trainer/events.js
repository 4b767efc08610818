// What the element tells the page around it, as events that bubble out of any shadow.
import { problemOf } from '../../views/kit/problems.js'

/** @typedef {import('./public.js').IambicEventMap} IambicEventMap */

/** @template {keyof IambicEventMap} Type @param {HTMLElement} host @param {Type} type @param {IambicEventMap[Type]['detail']} detail */
export function send(host, type, detail) { host.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail })) }

/** Tells whoever wrote the page what is wrong with it. @param {HTMLElement} host @param {string} message */
export function warn(host, message) {
  console.warn(`<iambic-trainer> ${message}`)
  send(host, 'iambic-error', { message })
}

/**
 * Tells a change of the experiment, where it concerns others.
 * @param {HTMLElement} host @param {import('../../experiment/experiment.js').Experiment} experiment
 * @param {import('../../experiment/training.js').Change} change @param {import('../../locales/en.js').Strings} strings
 */
export function tellChange(host, { state, problem, run: { step, loss, seconds, stepsPerSecond, curve } }, change, strings) {
  if (change === 'progress') send(host, 'iambic-progress', { step, loss, stepsPerSecond })
  if (change !== 'state') return
  send(host, 'iambic-state', { state, step })
  if (state === 'done') send(host, 'iambic-done', { step, seconds, loss, ...curve.latest, val: curve.latest?.val ?? undefined })
  if (state === 'error' && problem) send(host, 'iambic-error', { message: problemOf(problem, strings) })
}
