// Pages with Trusted Types take addresses of scripts only from those whom their policy names. Ours is called iambic.

/** @type {{ createScriptURL: (url: string) => any } | undefined} */
let policy
let asked = false

/** The address of one of our own scripts, as this page wants to have it. @param {string} url @returns {any} a string, or what stands for it */
export function vouched(url) {
  if (!asked) {
    asked = true
    try {
      policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('iambic', { createScriptURL: (/** @type {string} */ address) => address })
    } catch {
      // The page's policy does not name us: it refuses the address, or takes it as it is.
    }
  }
  return policy?.createScriptURL(url) ?? url
}
