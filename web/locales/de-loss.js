// German: a loss, told as the choice that would be as hard.
import { choices, isKnown } from './format-panels.js'

/** @type {typeof import('./en-loss.js').enLoss} */
export const deLoss = (format) => ({
  unsureAmong: (loss) => `so unsicher, als wählte es unter ${choices(loss, format)} Zeichen`,
  unsureShort: (loss) => `so unsicher wie unter ${choices(loss, format)} Zeichen`,
  lossTold: (loss) => (isKnown(loss) ? `${format.nats(loss)} (${choices(loss, format)} Zeichen)` : format.nats(loss)),
  lossBriefly: (loss) => (isKnown(loss) ? `${format.nats(loss)} (${choices(loss, format)})` : format.nats(loss)),
})
