// Does what the status line suggests.
import { tenth } from './sentences.js'

/** @typedef {import('./sentences.js').Suggestion} Suggestion */

/** Rejects with a sentence where it cannot be done. @param {Suggestion} suggestion @param {import('./desk.js').Desk} desk */
export async function follow(suggestion, desk) {
  const { session, setup } = desk
  switch (suggestion) {
    case 'another-text': return desk.invite()
    case 'longer': return session.start(9 * session.steps)
    case 'recover': return session.recover(setup.options)
    case 'again-full': await setup.change('pace', 'full'); break
    case 'slower-learning': await setup.change('learningRate', tenth(Number(setup.values.learningRate)))
  }
  await setup.restart()
  if (suggestion === 'again-full') await desk.train()
}
