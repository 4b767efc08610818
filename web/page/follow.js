// Does what the status line suggests.
import { betterRate } from './sentences.js'

/** @typedef {import('./sentences.js').Suggestion} Suggestion */

/** Rejects with a sentence where it cannot be done. @param {Suggestion} suggestion @param {import('./desk.js').Desk} desk */
export async function follow(suggestion, { experiment, invite }) {
  const { session, setup } = experiment
  switch (suggestion) {
    case 'another-text': return invite()
    case 'longer': return experiment.train(9 * session.steps)
    case 'recover': return experiment.recover()
    case 'again-full': await experiment.apply({ pace: 'full' }); break
    case 'learning-rate': await experiment.apply({ learningRate: betterRate(session, Number(setup.usual.learningRate)) })
  }
  await experiment.reset()
  if (suggestion === 'again-full') await experiment.train()
}
