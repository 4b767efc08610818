// Lets a reader drop a file anywhere on the element.

/**
 * @param {HTMLElement} host gets data-drop while a file is held over it
 * @param {(file: File) => void} take
 * @param {AbortSignal} signal stops listening
 */
export function acceptFiles(host, take, signal) {
  let depth = 0 // dragenter and dragleave also come from every part within
  const holdsFile = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes('Files') ?? false
  const move = (/** @type {number} */ change) => (/** @type {DragEvent} */ event) => {
    if (!holdsFile(event)) return
    event.preventDefault()
    depth = Math.max(0, depth + change)
    host.toggleAttribute('data-drop', depth > 0)
  }
  host.addEventListener('dragenter', move(1), { signal })
  host.addEventListener('dragover', move(0), { signal })
  host.addEventListener('dragleave', move(-1), { signal })
  host.addEventListener('drop', (event) => {
    move(-Infinity)(event)
    const file = event.dataTransfer?.files[0]
    if (file) take(file)
  }, { signal })
}
