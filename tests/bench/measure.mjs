// The loop of every benchmark: all contenders of a group, one after the other, again and again.

/** @typedef {import('./javascript.mjs').Sample} Sample */
/** @typedef {import('./contenders.mjs').Contender} Contender */

/**
 * Warm-up, then `rounds` rounds in which everybody has a turn. `check` throws when an answer is wrong: no number then.
 * @param {Contender[]} contenders @param {number} rounds @param {(contender: Contender, sample: Sample) => void} check
 * @returns {Promise<Map<string, Sample[]>>} the samples of the rounds, by contender
 */
export async function measure(contenders, rounds, check) {
  const running = []
  const samples = new Map(contenders.map(({ name }) => [name, []]))
  try {
    for (const contender of contenders) running.push({ ...contender, ...await contender.start() })
    for (let round = -1; round < rounds; round++) {
      for (const contender of running) {
        const sample = await contender.train(contender.steps, contender.evaluations)
        check(contender, sample)
        if (round >= 0) samples.get(contender.name).push(sample)
      }
      process.stderr.write(round < 0 ? 'all answers agree; measuring ' : '.')
    }
    process.stderr.write('\n')
  } finally {
    for (const { stop } of running) await stop()
  }
  return samples
}

/** @template T @param {Map<string, Sample[]>} samples @param {(sample: Sample, name: string) => T} number @returns {Map<string, T[]>} */
export function numbersOf(samples, number) {
  return new Map([...samples].map(([name, all]) => [name, all.map((sample) => number(sample, name))]))
}
