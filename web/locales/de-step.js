// German: what a single step does.
import { deShares } from './de-shares.js'
import { deLoss } from './de-loss.js'
import { apartOf } from './format-panels.js'

/** @type {typeof import('./en-step.js').enStep} */
export const deStep = (
  format, { quoted } = deShares(format), { apart, share } = apartOf(format), { unsureShort } = deLoss(format), { grouped, unit } = format,
) => ({
  where: (step, row, rows) => `Schritt ${grouped(step)}, Zeile ${grouped(row)} von ${grouped(rows)} in seinem Stapel`,
  gave: (read, next, before, after) => {
    const [first, second] = apart(100 * before, 100 * after)
    return `Das Modell las ${quoted(read)} und gab ${quoted(next)} ${share(first)}. Nach diesem Schritt gibt es ${share(second)}.`
  },
  gaveTurned: (read, written, next, before, after) => {
    const [first, second] = apart(100 * before, 100 * after)
    return `Um ${quoted(read)} umzudrehen, gab das Modell ${written ? `nach ${quoted(written)} ` : ''}als Nächstes ${quoted(next)} ${share(first)}. Nach diesem Schritt gibt es ${share(second)}.`
  },
  heldLikeliest: (character, most) => `Am wahrscheinlichsten fand es ${quoted(character)}, mit ${share(apart(100 * most, 100 * most)[0])}.`,
  wasLikeliest: 'Das fand es am wahrscheinlichsten.',
  lossMoved: (before, after) => {
    const [first, second] = apart(before / unit.nats, after / unit.nats, 2)
    const moved = after === before ? `bleibt der Verlust bei ${first}` : `${after < before ? 'fiel' : 'stieg'} der Verlust von ${first} auf ${second}`
    return `In dieser Zeile ${moved}, ${unsureShort(after)}.`
  },
  line: 'Die Zeile, aus der das Modell gelernt hat. Die Pfeiltasten gehen von Zeichen zu Zeichen.',
  moved: (character, before, after) => `${quoted(character)}: ${apart(100 * before, 100 * after).map(share).join(' vorher, ')} nachher`,
  explained: 'Jeder Balken zeigt, für wie wahrscheinlich das Modell das Zeichen jetzt hält; der Pfeil, ob der Schritt es wahrscheinlicher machte. Alle Zeilen des Stapels ziehen zugleich.',
})
