// What went wrong, for a view to say: a code, and what the sentence needs. What the engine refuses is its own Error.

/** Why nothing came from an address. @typedef {{ code: 'files-only' | 'no-answer' | 'no-answer-to-us' | 'answered', host: string, status?: number }} WhyNot */
/**
 * `name`: of a text, a file, an address or a setting.
 * @typedef {{ code: 'no-model-yet' | 'no-text-yet' | 'shakespeare-not-beside' | 'not-shakespeare' | 'not-an-address' | 'no-setting', name?: string }
 *   | { code: 'text-not-loaded', name: string, why: WhyNot } | { code: 'named-text-unusable' | 'text-unusable' | 'file-not-opened', name: string, cause: Error }
 *   | { code: 'setting-value', property: import('./settings.js').Property, given: string }} What
 */

export class Problem extends Error {
  /** @param {What} what */
  constructor(what) {
    super(what.code)
    this.what = what
  }
}

/** Of a Problem; not by its class, for each script of the page has its own. @param {unknown} error */
export const whatOf = (error) => (error instanceof Error && 'what' in error ? /** @type {Problem} */ (error).what : undefined)
