// Lets a reader drop a file anywhere on the element; on the whole document where the element is the page.

/**
 * @param {EventTarget} target
 * @param {{ mark: (over: boolean) => void, take: (file: File) => void }} actions `mark` is told whether a file is held over the target
 * @param {AbortSignal} signal stops listening
 */
export function acceptFiles(target, { mark, take }, signal) {
  let depth = 0 // dragenter and dragleave also come from every part within
  const move = (/** @type {DragEvent} */ event, /** @type {number} */ change) => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    depth = Math.max(0, depth + change)
    mark(depth > 0)
  }
  /** @type {Record<string, (event: DragEvent) => void>} */
  const listeners = {
    dragenter: (event) => move(event, 1),
    dragover: (event) => move(event, 0),
    dragleave: (event) => move(event, -1),
    drop(event) {
      move(event, -Infinity)
      const file = event.dataTransfer?.files[0]
      if (file) take(file)
    },
  }
  for (const [type, listener] of Object.entries(listeners)) target.addEventListener(type, /** @type {EventListener} */ (listener), { signal })
}
