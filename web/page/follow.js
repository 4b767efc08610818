// Does what the status line suggests.
import { betterRate } from './sentences.js'

/** @typedef {import('./sentences.js').Suggestion} Suggestion */

/** Rejects with a sentence where it cannot be done. @param {Suggestion} suggestion @param {import('./desk.js').Desk} desk */
export async function follow(suggestion, desk) {
  const { session, setup } = desk
  switch (suggestion) {
    case 'another-text': return desk.invite()
    case 'longer': return session.start(9 * session.steps)
    case 'recover': return session.recover(setup.options)
    case 'again-full': await setup.change('pace', 'full'); break
    case 'learning-rate': await setup.change('learningRate', betterRate(session, Number(setup.usual.learningRate)))
  }
  await setup.restart()
  if (suggestion === 'again-full') await desk.train()
}
