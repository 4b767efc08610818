// What a style sheet outside can ask of the element, as iambic-trainer:state(training): not attributes, which a copy would inherit.

export class States {
  #host
  /** @type {CustomStateSet | undefined} */
  #states

  /** @param {HTMLElement} host */
  constructor(host) {
    this.#host = host
    if (CSS.supports('selector(:state(a))')) this.#states = host.attachInternals().states
  }

  /** Older browsers (before Chrome 125, Firefox 126, Safari 17.4) get an attribute data-NAME instead. @param {string} name @param {boolean} on */
  toggle(name, on) {
    if (!this.#states) this.#host.toggleAttribute(`data-${name}`, on)
    else if (on) this.#states.add(name)
    else this.#states.delete(name)
  }
}
