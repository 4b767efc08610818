// Finds room for words on a chart: beside lines, not over curves, and not over each other.

const COLUMN = 4 // CSS pixels in which a curve's heights are kept together
const GAP = 2 // CSS pixels between a label and anything else

/** @typedef {{ left: number, top: number, width: number, height: number }} Box in pixels of the canvas */
/** @typedef {{ x: number, y: number }} Point */

export class Labels {
  #area
  #unit
  /** For each curve, its lowest and highest point in each column. @type {(readonly [number, number] | undefined)[][]} */
  #curves = []
  /** @type {Box[]} */
  #taken = []

  /** @param {Box} area @param {number} unit pixels of the canvas in a CSS pixel */
  constructor(area, unit) {
    this.#area = area
    this.#unit = unit
  }

  /** A curve to keep off. @param {Point[]} points */
  avoid(points) {
    /** @type {(readonly [number, number] | undefined)[]} */
    const columns = []
    const mark = (/** @type {number} */ column, /** @type {number} */ y) => {
      const [top, bottom] = columns[column] ?? [y, y]
      columns[column] = [Math.min(top, y), Math.max(bottom, y)]
    }
    points.forEach(({ x, y }, i) => {
      const before = points[i - 1] ?? { x, y }
      const [from, to] = [this.#column(before.x), this.#column(x)]
      for (let column = from; column <= to; column++) mark(column, to === from ? y : before.y + (y - before.y) * (column - from) / (to - from))
      mark(from, before.y)
    })
    this.#curves.push(columns)
  }

  /**
   * The first of the places that has room, and takes it. Where none has: the one with the least in it if it must be written `anyway`, else
   * none. `before`, where it was put last time, comes first, so that nothing hops about while a curve grows.
   * @param {Box[]} places @param {number | undefined} before @param {boolean} anyway
   * @returns {{ index: number | undefined, free: boolean }}
   */
  place(places, before, anyway) {
    const order = before === undefined || before >= places.length ? [...places.keys()] : [before, ...places.keys()]
    /** @type {{ index: number | undefined, crossed: number }} */
    let best = { index: undefined, crossed: Infinity }
    for (const index of order) {
      const crossed = this.#crossed(places[index])
      if (crossed < best.crossed) best = { index, crossed }
      if (crossed === 0) break
    }
    const free = best.crossed === 0
    if (best.index === undefined || !(free || anyway)) return { index: undefined, free }
    this.#taken.push(places[best.index])
    return { index: best.index, free }
  }

  /** How many columns of curves a box lies over; infinitely many where it lies over another label or outside. @param {Box} box */
  #crossed({ left, top, width, height }) {
    const { left: x, top: y, width: w, height: h } = this.#area
    if (left < x || top < y || left + width > x + w || top + height > y + h) return Infinity
    const gap = GAP * this.#unit
    const apart = (/** @type {Box} */ other) => left > other.left + other.width + gap || other.left > left + width + gap ||
      top > other.top + other.height + gap || other.top > top + height + gap
    if (!this.#taken.every(apart)) return Infinity
    let crossed = 0
    for (let column = this.#column(left); column <= this.#column(left + width); column++) {
      for (const curve of this.#curves) {
        const at = curve[column]
        if (at && at[1] > top - gap && at[0] < top + height + gap) crossed++
      }
    }
    return crossed
  }

  /** @param {number} x */
  #column(x) { return Math.max(0, Math.floor((x - this.#area.left) / (COLUMN * this.#unit))) }
}
