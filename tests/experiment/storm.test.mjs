// Thousands of commands in no order at all, in two tabs: each settles, and whatever has been commanded, state and model agree.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { iambic } from '../api/support.mjs'
import { Browser } from './fake_browser.mjs'
import { assertAgreement, OTHER, quiet, TEXT } from './support.mjs'

const PATIENCE = 10_000 // milliseconds in which every command has to settle

/** Numbers from 0 to 1, the same for the same seed (mulberry32). @param {number} seed */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Settings as a reader, a link or an attribute may give them, some of them wrong. */
const WISHES = [
  { steps: '60' }, { steps: '900' }, { steps: '0' }, { learningRate: '0.01' }, { learningRate: '5000' }, { learningRate: null }, { nHead: '3' }, { nHead: '2', nEmbd: '8' },
  { nEmbd: null, nHead: null }, { temperature: '0.5' }, { temperature: 'hot' }, { pace: 'full' }, { pace: '2000' }, { seed: '7', batchSize: '4' }, { blockSize: '4' }, { blockSize: null, batchSize: null },
  { workers: '1' }, { preset: 'gtp' }, { unheard: '1' }, { preset: 'self-attention', nEmbd: '8', nHead: '2' }, { preset: 'bigram', steps: '120' },
]

class Storm {
  /** @type {{ name: string, settled: boolean, ends: boolean, done: Promise<void> }[]} */
  asked = []
  /** @type {Awaited<ReturnType<Browser['tab']>>[]} */
  tabs = []
  counts = { resolved: 0, rejected: 0, slices: 0 }
  /** @type {string[]} */
  log = []

  /** @param {import('node:test').TestContext} t @param {number} seed @param {any} [create] */
  constructor(t, seed, create) {
    this.t = t
    this.next = random(seed)
    this.create = create
    this.browser = new Browser()
  }

  /** @template T @param {T[]} list @returns {T} */
  pick(list) { return list[Math.floor(this.next() * list.length)] }

  async openTab() {
    const settings = { steps: 300, workers: 1, nEmbd: 8, nHead: 2, ...(this.next() < 0.3 && { preset: 'self-attention' }) }
    const tab = await this.browser.tab(this.t, { settings, create: this.create })
    tab.told.push((change) => { if (change === 'progress' && tab.experiment.state === 'training') this.counts.slices++ })
    this.tabs.push(tab)
  }

  /** What may be commanded, by name; several times where it is commanded more often. @param {Awaited<ReturnType<Browser['tab']>>} tab @returns {Record<string, () => any>} */
  commands({ experiment, autosave, lab }) {
    const wish = () => new Map(Object.entries(this.pick(WISHES)))
    return {
      train: () => experiment.train(),
      toggle: () => experiment.toggle(),
      pause: () => experiment.pause(),
      pauseAgain: () => experiment.pause(),
      step: () => experiment.trainStep(),
      reset: () => experiment.reset(),
      setting: () => experiment.applyTexts(/** @type {any} */ (wish())),
      attribute: () => experiment.applyTexts(/** @type {any} */ (wish())),
      link: () => experiment.applyTexts(/** @type {any} */ (wish()), true),
      rung: () => experiment.apply({ preset: this.pick(['bigram', 'self-attention']), nEmbd: 8, nHead: 2 }),
      text: () => experiment.open(this.pick([TEXT, OTHER, { name: 'short', text: 'abc' }])),
      file: async () => { // a saved model
        const checkpoint = await experiment.trainer?.save()
        if (checkpoint && experiment.corpus) await experiment.open(experiment.corpus, { checkpoint: /** @type {any} */ (checkpoint) })
      },
      offer: async () => {
        const offer = await autosave.offer()
        await (this.next() < 0.5 ? offer?.forget() : offer?.goOn?.())
      },
      leave: () => autosave.leave(),
      ...(!this.create && { death: () => lab.alive.find((/** @type {any} */ trainer) => trainer === experiment.trainer)?.die() }),
      recover: () => experiment.dead && experiment.recover(),
    }
  }

  /** Asks for something, and watches that it settles. @param {string} name @param {() => any} command */
  ask(name, command) {
    this.log.push(name)
    const one = { name, settled: false, ends: !['train', 'toggle', 'step', 'offer'].includes(name), done: Promise.resolve() }
    one.done = (async () => command())().then(() => { this.counts.resolved++ }, (error) => {
      assert.ok(error instanceof Error && error.message !== '', `${name} rejects with ${error}`)
      this.counts.rejected++
    }).finally(() => { one.settled = true })
    this.asked.push(one)
  }

  /** Waits until everything but the runs is done. @param {boolean} [all] */
  async settle(all = false) {
    let timer
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${this.asked.filter(({ settled }) => !settled).map(({ name }) => name)} did not settle, after ${this.log.slice(-12)}`)), PATIENCE)
    })
    await Promise.race([late, Promise.all(this.asked.filter(({ ends }) => all || ends).map(({ done }) => done))])
    clearTimeout(timer)
    this.asked = this.asked.filter(({ settled }) => !settled)
  }

  check() {
    for (const { experiment } of this.tabs) {
      try {
        assertAgreement(experiment)
      } catch (error) {
        throw new Error(`${/** @type {Error} */ (error).message}, after ${this.log.slice(-12)}`, { cause: error })
      }
    }
  }

  /** @param {number} count */
  async rage(count) {
    await this.openTab()
    await this.openTab()
    for (let i = 0; i < count; i++) {
      const tab = this.pick(this.tabs)
      if (this.next() < 0.01) { // it is closed, and another one opened
        this.tabs.splice(this.tabs.indexOf(tab), 1)
        tab.autosave.leave()
        tab.experiment.remove()
        await this.openTab()
        continue
      }
      const commands = this.commands(tab)
      const name = this.pick(Object.keys(commands))
      this.ask(name, commands[name])
      if (this.next() < 0.4) await quiet(this.next() * 12)
      if (this.next() < 0.3) {
        await this.settle()
        this.check()
      }
    }
    for (const { experiment } of this.tabs) experiment.pause()
    await this.settle(true)
    this.check()
  }
}

test('3,000 commands leave state and model in agreement, and none unanswered', { timeout: 300_000 }, async (t) => {
  const storm = new Storm(t, 1)
  await storm.rage(3000)
  t.diagnostic(JSON.stringify(storm.counts))
  assert.ok(storm.counts.resolved > 1500 && storm.counts.rejected > 50 && storm.counts.slices > 1000, JSON.stringify(storm.counts))
})

test('nor do 300 with the engine itself', { timeout: 300_000 }, async (t) => {
  const storm = new Storm(t, 2, iambic.createTrainer)
  await storm.rage(300)
  t.diagnostic(JSON.stringify(storm.counts))
  assert.ok(storm.counts.resolved > 150 && storm.counts.slices > 50, JSON.stringify(storm.counts))
})
