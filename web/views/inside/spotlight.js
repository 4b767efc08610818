// What is lit, in text, matrices and bars alike: a character and a head that were chosen, and those that are pointed at.

/** @typedef {import('../../experiment/trace-way.js').Sequence} Sequence */
/** A character by its place in a sequence. @typedef {{ sequence: Sequence, index: number }} Place */
/** A head by its layer's place among those that attend. @typedef {{ layer: number, head: number }} Head */

export class Spotlight extends EventTarget {
  /** The character that is followed. */
  at = 0
  /** @type {Place | undefined} pointed at */
  over
  /** @type {Head} chosen */
  head = { layer: 0, head: 0 }
  /** @type {Head | undefined} pointed at */
  pointed

  /** The head that is lit. */
  get lit() { return this.pointed ?? this.head }

  /** @param {Partial<Pick<Spotlight, 'at' | 'over' | 'head' | 'pointed'>>} change */
  move(change) {
    Object.assign(this, change)
    this.dispatchEvent(new Event('change'))
  }
}
