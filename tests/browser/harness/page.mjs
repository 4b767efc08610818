// The page as a reader meets it: presses buttons, fills fields, and reads what it says.
import assert from 'node:assert/strict'

/** @typedef {import('./browser.mjs').Tab} Tab */
/** @typedef {HTMLElement & Record<string, any>} Trainer the <iambic-trainer> */

const ELEMENT = "document.querySelector('iambic-trainer')"
const PATIENCE = 45_000 // milliseconds for anything to come about

const THERE = 'there'

/** Where the last press went, in a while; in the page. */
async function pressedOn() {
  const { pressed = { on: 'there' } } = /** @type {any} */ (globalThis) // without it, in another page
  for (let tries = 0; tries < 20 && !pressed.on; tries++) await new Promise((resolve) => { setTimeout(resolve, 50) })
  return pressed.on || 'nothing'
}

export class TrainerPage {
  /** @param {Tab} tab */
  constructor(tab) { this.tab = tab }

  /**
   * Calls a function in the page with the element, its shadow root, and arguments that JSON can carry.
   * @param {(element: any, root: any, ...given: any[]) => any} call @param {...any} given
   */
  run(call, ...given) {
    const list = given.map((value) => `, ${JSON.stringify(value)}`).join('')
    return this.tab.run(`(${call})(${ELEMENT}, ${ELEMENT}?.shadowRoot${list})`)
  }

  /** Waits until the call gives something true, and gives that. @param {string} what is waited for @param {(element: any, root: any, ...given: any[]) => any} call @param {...any} given */
  async until(what, call, ...given) {
    const deadline = Date.now() + PATIENCE
    for (let pause = 10; Date.now() < deadline; pause = Math.min(1.3 * pause, 60)) { // to ask costs both processes time
      const value = await this.run(call, ...given)
      if (value) return value
      await new Promise((resolve) => { setTimeout(resolve, pause) })
    }
    const seen = await this.run((element, root) => `${element?.state}; ${root?.getElementById('status').textContent}`)
    throw new assert.AssertionError({ message: `waited ${PATIENCE / 1000} s in vain for ${what}; the page is ${seen}` })
  }

  /** Waits until the browser's store holds such a value. @param {string} what is waited for @param {(key: string, value: any) => boolean} holds called in the page */
  stored(what, holds) {
    return this.until(`${what} in the store`, async (element, root, source) => {
      await new Promise((resolve) => { setTimeout(resolve, 250) }) // the more openings there are, the more WebKit loses, also of the page, which tries again
      return new Promise((resolve) => {
        setTimeout(resolve, 2000, false)
        const opening = indexedDB.open('iambic', 1)
        opening.onerror = () => resolve(false)
        opening.onsuccess = () => {
          const reading = opening.result.transaction('runs').objectStore('runs').openCursor()
          const isIt = new Function(`return ${source}`)()
          reading.onerror = () => resolve(false)
          reading.onsuccess = () => {
            const { result } = reading
            if (!result || isIt(result.key, result.value)) resolve(Boolean(result))
            else result.continue()
          }
          opening.result.close() // when the reading is done
        }
      })
    }, String(holds))
  }

  /** Loads the page again, and waits until the new one is there: to be asked in between is an error in some browsers. */
  async reload() {
    await this.run(() => {
      Object.assign(globalThis, { left: true })
      setTimeout(() => location.reload(), 0)
    })
    const deadline = Date.now() + PATIENCE
    const isLeft = () => this.run(() => 'left' in globalThis || document.readyState === 'loading').catch(() => true)
    while (await isLeft()) {
      if (Date.now() > deadline) throw new assert.AssertionError({ message: `the page did not load again in ${PATIENCE / 1000} s` })
      await new Promise((resolve) => { setTimeout(resolve, 15) })
    }
  }

  /** A text is in use, tiny Shakespeare unless the page names another, and the untrained model has written a whole text. @param {string} [corpus] */
  async ready(corpus) {
    await this.until(`the page to use ${corpus ?? 'tiny Shakespeare'}`, (element, root, name) => element?.state === 'idle' &&
      (name === null ? element.trainer.info.characters === 1_115_394 : root.getElementById('corpus-line').textContent.includes(name)) &&
      Number(root.getElementById('text').dataset.step) >= 0 && root.getElementById('loading').hidden, corpus ?? null)
  }

  /** @param {string} state */
  state(state) { return this.until(`the state ${state}`, (element, _, wanted) => element.state === wanted, state) }

  /** @param {string} id */
  text(id) { return this.run((_, root, name) => root.getElementById(name).textContent, id) }

  /** The settings as the model in training has them. */
  config() { return this.run((element) => element.trainer.info.config) }

  /** @returns {Promise<number>} */
  step() { return this.run((element) => element.trainer.step) }

  /** Clicks in the middle, as a mouse does. @param {string} id or a selector within the element */
  async click(id) {
    let on = ''
    for (let times = 0; times < 3; times++) { // what comes late to a page may move it just now, and a busy browser may lose the press
      const { x, y, covered } = await this.middle(id)
      assert.equal(covered, '', `${id} cannot be clicked: this lies over it`)
      await this.tab.click(x, y)
      on = await this.run(pressedOn).catch(() => THERE) // it may have led to another page
      if (on === THERE) return
    }
    assert.fail(`${id} was not clicked: the press went to ${on}`)
  }

  /** @param {string} id @returns {Promise<{ x: number, y: number, covered: string }>} in the viewport, and by what it is `covered`, into which it is scrolled, once it stands still */
  middle(id) {
    return this.run(async (_, root, name) => {
      const find = () => root.getElementById(name) ?? root.querySelector(name)
      for (let before = ''; ;) {
        const part = find() // again, for another may have taken its place, or what came above may have moved it out of sight
        part.scrollIntoView({ block: 'nearest', inline: 'nearest' })
        const box = part.getBoundingClientRect()
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
        if (JSON.stringify(box) === before) {
          const top = root.elementFromPoint(x, y)
          const scope = /** @type {any} */ (globalThis)
          scope.pressed?.abort()
          const pressed = scope.pressed = Object.assign(new AbortController(), { on: '' })
          addEventListener('pointerdown', (event) => {
            const path = /** @type {any[]} */ (event.composedPath())
            pressed.on = path.includes(find()) ? 'there' : path[0].id || path[0].localName
          }, { capture: true, once: true, signal: pressed.signal })
          return { x, y, covered: part.contains(top) ? '' : `${top?.localName} ${top?.id}, while its middle is at ${x}, ${y}` }
        }
        before = JSON.stringify(box)
        await new Promise(requestAnimationFrame)
      }
    }, id)
  }

  /** @param {string} key */
  press(key) { return this.tab.press(key) }

  /** Puts a value into a field and leaves it. @param {string} id @param {string} value */
  fill(id, value) {
    return this.run((_, root, name, text) => {
      const field = root.getElementById(name)
      field.focus()
      field.value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
      field.dispatchEvent(new Event('change', { bubbles: true }))
      field.blur()
    }, id, value)
  }

  /** Chooses a file. @param {string} id of the file input @param {string} path */
  upload(id, path) { return this.tab.upload(`${ELEMENT}.shadowRoot.getElementById('${id}')`, path) }

  /** Opens the panel if it is closed. @param {'corpus' | 'settings' | 'keys' | 'maker'} name */
  async unfold(name) {
    const open = await this.run((_, root, id) => root.getElementById(id).getAttribute('aria-expanded') === 'true', `${name}-toggle`)
    if (!open) await this.click(`${name}-toggle`)
  }

  /** Trains at full speed by the button, to the end of so many steps more. @param {number} steps */
  async train(steps) {
    const before = await this.run((element, _, count) => {
      element.steps = element.trainer.step + count
      element.pace = 'full'
      return element.trainer.step
    }, steps)
    await this.click('train')
    await this.until(`${steps} steps`, (element, _, target) => element.state === 'done' && element.trainer.step === target, before + steps)
  }

  /** Chooses a rung of the ladder. @param {string} name */
  async climb(name) {
    await this.run((element) => { element.before = element.trainer })
    await this.click(`#rungs label:has([value=${name}])`)
    await this.until(`the rung ${name}`, (element, root, rung) => element.trainer !== element.before && element.state === 'idle' && element.preset === rung &&
      root.querySelector('#rungs :checked').value === rung, name)
  }

  /** The model as the page saves it. @returns {Promise<{ name: string, bytes: Buffer }>} */
  async save() {
    await this.unfold('settings')
    await this.run((element) => {
      HTMLAnchorElement.prototype.click = function click() { element.saved = { name: this.download, address: this.href } }
    })
    await this.click('save')
    const { name, data } = await this.until('the saved file', async (element) => {
      const { name: file, address } = element.saved ?? {}
      if (!file) return undefined
      const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer())
      delete element.saved
      return { name: file, data: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) }
    })
    return { name, bytes: Buffer.from(data, 'base64') }
  }
}
