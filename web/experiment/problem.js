// What went wrong, for a view to say: a code, and what the sentence needs. What the engine refuses is its own Error.

/**
 * @typedef {{ code: 'no-model-yet' } | { code: 'no-text-yet' } | { code: 'not-shakespeare', address: string } | { code: 'shakespeare-not-beside' }
 *   | { code: 'not-an-address', given: string } | { code: 'text-not-loaded', name: string, why: WhyNot }
 *   | { code: 'named-text-unusable' | 'text-unusable' | 'file-not-opened', name: string, cause: Error }
 *   | { code: 'no-setting', name: string } | { code: 'setting-value', property: import('./settings.js').Property, given: string }} What
 */
/** Why nothing came from an address. @typedef {{ code: 'files-only' } | { code: 'no-answer' | 'no-answer-to-us', host: string } | { code: 'answered', host: string, status: number }} WhyNot */

export class Problem extends Error {
  /** @param {What} what */
  constructor(what) {
    super(what.code)
    this.what = what
  }
}

/** Of a Problem; not by its class, for each script of the page has its own. @param {unknown} error */
export const whatOf = (error) => (error instanceof Error && 'what' in error ? /** @type {Problem} */ (error).what : undefined)
