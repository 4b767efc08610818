// The loop of every benchmark: all contenders of a group, one after the other, again and again.

/** @typedef {import('./javascript.mjs').Sample} Sample */
/** @typedef {import('./contenders.mjs').Contender} Contender */
/** @typedef {{ contender: Contender, running?: import('./contenders.mjs').Running, failure?: string }} Runner */
/** A turn of everybody. @typedef {Map<string, Sample>} Round */

/**
 * `samples` of the contenders that did not fail, by their names; `failures`: a sentence for each of the others; `doubtful`: of how
 * many samples of whom the time is not to be trusted.
 * @typedef {{ contenders: Contender[], samples: Map<string, Sample[]>, failures: string[], doubtful: Map<string, number> }} Taken
 */

const DOUBT = 1.5 // times a contender's quickest sample: something else was at work then

/**
 * Warm-up, then `rounds` rounds in which everybody has a turn, and doubtful ones again, as many as there are rounds at most.
 * `check` throws when an answer is wrong: no number then. Who fails is out; the others go on.
 * @param {Contender[]} contenders @param {number} rounds @param {(contender: Contender, sample: Sample) => void} check
 * @param {(text: string) => void} [tell] how far it is
 * @returns {Promise<Taken>}
 */
export async function measure(contenders, rounds, check, tell = (text) => { process.stderr.write(text) }) {
  /** @type {Runner[]} */
  const runners = contenders.map((contender) => ({ contender }))
  const alive = () => runners.filter(({ failure }) => !failure)
  try {
    for (const one of runners) await attempt(one, async () => { one.running = await one.contender.start() })
    await takeRound(alive(), check)
    tell(`${alive().length} of ${runners.length} answer alike; measuring `)
    /** @type {Round[]} */
    const taken = []
    for (let round = 0; round < rounds; round++) {
      taken.push(await takeRound(alive(), check))
      tell('.')
    }
    for (let again = 0; again < rounds; again++) {
      const i = taken.findIndex((round) => doubtfulIn(taken, round, alive()).length > 0)
      if (i < 0) break
      taken[i] = await takeRound(alive(), check)
      tell('+')
    }
    tell('\n')
    return summary(taken, runners)
  } finally {
    for (const { running } of alive()) await running?.stop()
  }
}

/** @param {Runner} runner @param {() => Promise<unknown>} act */
async function attempt(runner, act) {
  try {
    await act()
  } catch (error) {
    const { message } = /** @type {Error} */ (error)
    const { title } = runner.contender
    runner.failure = message.startsWith(title) ? message : `${title}: ${message}`
    await Promise.resolve(runner.running?.stop()).catch(() => {}) // it may have ended long ago
  }
}

/** @param {Runner[]} runners @param {(contender: Contender, sample: Sample) => void} check @returns {Promise<Round>} */
async function takeRound(runners, check) {
  const round = new Map()
  for (const one of runners) {
    await attempt(one, async () => {
      const { contender, running } = one
      const sample = await /** @type {import('./contenders.mjs').Running} */ (running).train(contender.steps, contender.evaluations)
      check(contender, sample)
      round.set(contender.name, sample)
    })
  }
  return round
}

/** Who took too long in this round. @param {Round[]} rounds @param {Round} round @param {Runner[]} runners @returns {string[]} names */
function doubtfulIn(rounds, round, runners) {
  return runners.map(({ contender }) => contender.name).filter((name) => {
    const quickest = Math.min(...rounds.map((any) => any.get(name)?.seconds ?? Infinity))
    return (round.get(name)?.seconds ?? 0) > DOUBT * quickest
  })
}

/** @param {Round[]} rounds @param {Runner[]} runners @returns {Taken} */
function summary(rounds, runners) {
  const alive = runners.filter(({ failure }) => !failure)
  const doubts = rounds.flatMap((round) => doubtfulIn(rounds, round, alive))
  return {
    contenders: alive.map(({ contender }) => contender),
    samples: new Map(alive.map(({ contender: { name } }) => [name, rounds.map((round) => /** @type {Sample} */ (round.get(name)))])),
    failures: runners.flatMap(({ failure }) => failure ?? []),
    doubtful: new Map([...new Set(doubts)].map((name) => [name, doubts.filter((other) => other === name).length])),
  }
}

/** @template T @param {Map<string, Sample[]>} samples @param {(sample: Sample, name: string) => T} number @returns {Map<string, T[]>} */
export function numbersOf(samples, number) {
  return new Map([...samples].map(([name, all]) => [name, all.map((sample) => number(sample, name))]))
}
