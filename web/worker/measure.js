// How long a step takes on this machine, which tells how many workers are worth having.
import { save } from './checkpoint.js'

/** @import { Call, Command } from '../protocol/messages.js' */

/** The milliseconds of a step, the quickest of as many as there is time for; the model is then as it was before. @param {Extract<Command, { type: 'measure' }>} command @param {Call} call @param {() => Promise<unknown>} step does one */
export async function measure({ milliseconds, enough }, call, step) {
  const { data } = save(call)
  const deadline = performance.now() + milliseconds
  let quickest = Infinity
  do {
    const began = performance.now()
    await step()
    quickest = Math.min(quickest, performance.now() - began)
  } while (quickest > enough && performance.now() < deadline)
  call({ type: 'load' }, data)
  return quickest
}
