// Files that lie beside the page's script. A page opened as a file may not fetch them, but it may run those that are scripts.

/** The address of this script, known only while it is first run. */
const here = /** @type {HTMLScriptElement | null | undefined} */ (globalThis.document?.currentScript)?.src

/** @param {string} name */
export const beside = (name) => new URL(name, here || document.baseURI)

/** Resolves when the script has run, rejects when it cannot be had. @param {string} name */
export async function runScript(name) {
  const script = document.createElement('script')
  script.src = beside(name).href
  try {
    await new Promise((resolve, reject) => {
      script.onload = resolve
      script.onerror = () => reject(new Error(`${name} could not be loaded`))
      document.head.append(script)
    })
  } finally {
    script.remove()
  }
}
