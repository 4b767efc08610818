// Copies a text.

/** Without the clipboard's own way, which pages opened as files and insecure ones lack, by that of the selection. @param {string} text which is selected */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return document.execCommand('copy')
  }
}
