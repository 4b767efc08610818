// Draws at most once a frame, and what moves only while the reader can see it.

/**
 * @param {Element} element what is drawn into
 * @param {() => void} draw
 * @returns {{ request: (anyway?: boolean) => void, now: () => void, visible: () => boolean, stop: () => void }} `request` asks for a
 *   drawing in the next frame in which the element is on screen, or in the next one `anyway`; `now` draws at once if one is owed
 */
export function onFrame(element, draw) {
  let owed = false
  let onScreen = true // until the observer says otherwise
  let frame = 0

  const now = () => {
    frame = 0
    if (!owed) return
    owed = false
    draw()
  }
  const schedule = (anyway = false) => { if (owed && (onScreen || anyway) && !frame) frame = requestAnimationFrame(now) }
  const observer = new IntersectionObserver((entries) => {
    onScreen = entries[entries.length - 1].isIntersecting
    schedule()
  }, { rootMargin: '100px' })
  observer.observe(element)

  return {
    request(anyway) { owed = true; schedule(anyway) },
    now,
    visible: () => onScreen && !document.hidden,
    stop() { observer.disconnect(); cancelAnimationFrame(frame) },
  }
}
