// Takes on settings as a set, whoever gives them: the core judges them together, once, and a refusal goes back to what is.
import { parse, propertyOf } from './settings.js'
import { blamed, isImmediate } from './settings-model.js'

/** @typedef {import('./settings-model.js').Wishes} Wishes */

export class Settler {
  #session
  #setup
  #take
  #told
  /** Settings whose turn has not come yet; others can still join them. @type {{ set: Wishes, done: Promise<void> } | undefined} */
  #joining
  /** Those that are being taken on. @type {Wishes | undefined} */
  #settling

  /**
   * @param {import('./session.js').Session} session @param {import('./settings-model.js').Setup} setup
   * @param {(action: () => Promise<void>) => Promise<void>} take does it when its turn has come @param {() => void} told settings have changed
   */
  constructor(session, setup, take, told) {
    this.#session = session
    this.#setup = setup
    this.#take = take
    this.#told = told
  }

  /** Another command came, so that later settings may not overtake it. */
  close() { this.#joining = undefined }

  /**
   * Takes on settings together. Rejects with a sentence, and changes nothing, where the core refuses them. A model that has not begun to
   * learn is made anew at once; one that has goes on as it is, unless it is of another kind.
   * @param {Wishes} set @param {boolean} [only] with nothing else set by hand
   */
  async apply(set, only = false) {
    if (!only && this.#joining) {
      Object.assign(this.#joining.set, set)
      return this.#joining.done
    }
    if (only || !isImmediate(set)) return this.#applyLater({ ...set }, only)
    Object.assign(this.#settling ?? {}, set) // for what comes, too
    this.#give(set)
    this.#told()
  }

  /**
   * The same for settings as attributes, an address or fields spell them; those that are refused are kept in `setup.refused`, and the others taken on.
   * @param {Map<string, string | null>} texts null: the rung's own value @param {boolean} [only]
   */
  async spell(texts, only = false) {
    const { refused } = this.#setup
    if (only) refused.clear()
    /** @type {Wishes} */
    const set = {}
    for (const [name, text] of texts) {
      refused.delete(name)
      try {
        set[name] = text === null ? undefined : parse(propertyOf(name), text)
      } catch (error) {
        refused.set(name, { sentence: /** @type {Error} */ (error).message, text: text ?? '' })
      }
    }
    const also = Object.fromEntries([...refused].flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])))
    const together = Object.keys(also).length > 0 && !isImmediate(set) // with which those may do that were refused before
    try {
      if (!together || !await this.apply({ ...also, ...set }).then(() => true, () => false)) await this.apply(set, only)
      else for (const name in also) refused.delete(name)
    } catch (error) {
      this.blame(/** @type {Error} */ (error).message, set)
    }
    this.#told()
  }

  /** @param {Wishes} set @param {boolean} only */
  async #applyLater(set, only) {
    const applying = { set, done: /** @type {Promise<void>} */ (Promise.resolve()) }
    applying.done = this.#take(() => {
      if (this.#joining === applying) this.#joining = undefined
      this.#settling = set
      return this.#settle(set, only).finally(() => { this.#settling = undefined })
    })
    if (!only) this.#joining = applying
    return applying.done
  }

  /** @param {Wishes} set @param {boolean} only */
  async #settle(set, only) {
    const [session, setup] = [this.#session, this.#setup]
    const plan = setup.plan(set, only)
    const settle = () => this.#give(set, only)
    if (session.corpus && (!session.trainer || plan.elsewhere)) return session.open(session.corpus, plan.options, settle)
    const { pending } = plan
    if (session.ready && pending.length > 0) await session.trainer?.check(plan.restart)
    if (session.state === 'idle' && pending.length > 0) return session.reset(plan.restart, settle)
    const hiring = plan.values.workers !== setup.values.workers
    settle()
    this.#told()
    if (hiring) await this.#hire()
  }

  /** A transformer that rests is opened anew, as it is, for as many workers as are wanted now. */
  async #hire() {
    const [session, setup] = [this.#session, this.#setup]
    const { backup, corpus, state, workers } = session
    if (!corpus || !session.ready || setup.values.model === 'bigram' || state === 'training') return
    await backup.take(true)
    if (backup.copy) await session.resume(corpus, backup.copy, workers)
  }

  /** @param {Wishes} set @param {boolean} [only] */
  #give(set, only) {
    this.#setup.given = this.#setup.plan(set, only).given
    this.#setup.drive()
  }

  /** Keeps what was asked for, and why it was refused. @param {string} sentence @param {Wishes} set */
  blame(sentence, set) {
    for (const name of blamed(sentence, set)) this.#setup.refused.set(name, { sentence, text: String(set[name] ?? ''), value: set[name] })
    this.#told()
  }
}
