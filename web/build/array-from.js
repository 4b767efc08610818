// What stands in every bundle for Array.from: Prototype and its like put one of their own in its place, which takes no function and knows no iterables.

/** @param {any} source iterable, or with a length @param {(one: any, index: number) => any} [each] */
export function arrayFrom(source, each = (one) => one) {
  const all = source[Symbol.iterator] ? [...source] : [...Array(source.length)]
  return all.map((one, index) => each(one, index))
}
