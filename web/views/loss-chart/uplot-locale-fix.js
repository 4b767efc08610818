// Must be imported before uPlot, which asks for the browser's language while it loads and dies of one that is none:
// WebKit on a system without a locale says "C".
try {
  new Intl.NumberFormat(globalThis.navigator?.language)
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en-US', configurable: true })
}

/** Gives the page back what the browser says. */
export function restoreLanguage() {
  if (Object.hasOwn(globalThis.navigator ?? {}, 'language')) Reflect.deleteProperty(navigator, 'language')
}
