// German: what the model would write next.
import { deShares } from './de-shares.js'

/** @type {typeof import('./en-next.js').enNext} */
export const deNext = (format, { percent, quoted } = deShares(format), { fixed, grouped } = format) => ({
  percent,
  prose: 'Schreibe etwas: Die Balken zeigen, was das Modell danach am ehesten erwartet, und wie sehr. Schreiben heißt nichts anderes, als immer wieder eines davon zu ziehen. Ein Druck auf ein geschriebenes Zeichen oben zeigt, woraus es gezogen wurde.',
  words: 'nach diesen Worten',
  draw: 'eines ziehen',
  drawOn: 'weiter ziehen',
  takeBack: 'eines zurück',
  among: 'unter',
  amongAll: 'allen',
  amongLikeliest: (count) => `den ${grouped(count)} wahrscheinlichsten`,
  isLocked: 'Von dieser Lektion vorgegeben.',
  caption: 'Was am wahrscheinlichsten folgt',
  character: 'was folgt',
  share: 'Anteil',
  others: (count, share) => `${grouped(count)} andere: ${percent(share)}`,
  drawn: (character, die, from, share) => `Der Würfel fiel auf ${fixed(die)}: ${quoted(character)}; ihm gehört ${fixed(from)} bis ${fixed(from + share)}.`,
  wrote: (character, share) => `Hier schrieb es ${quoted(character)}; jetzt würde es das mit ${percent(share)}.`,
})
