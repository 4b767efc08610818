// Which character of a written text was pressed.

/**
 * Calls `point` with the text before the pressed character, and the character.
 * @param {HTMLElement} box that holds the text, but for line breaks before it @param {() => string} written the whole text
 * @param {(before: string, character: string) => void} point @param {AbortSignal} signal
 */
export function writtenAt(box, written, point, signal) {
  box.addEventListener('click', ({ clientX, clientY }) => {
    const { firstChild } = box
    if (!(firstChild instanceof Text) || getSelection()?.isCollapsed === false) return // a reader who marks words wants to copy them
    const text = written()
    const left = text.length - firstChild.length
    let at = 0
    for (const character of text.slice(left)) {
      if (covers(firstChild, at, character.length, clientX, clientY)) return point(text.slice(0, left + at), character)
      at += character.length
    }
  }, { signal })
}

/** @param {Text} text @param {number} from @param {number} length @param {number} x @param {number} y */
function covers(text, from, length, x, y) {
  const range = document.createRange()
  range.setStart(text, from)
  range.setEnd(text, from + length)
  return Array.from(range.getClientRects()).some(({ left, right, top, bottom }) => x >= left && x < right && y >= top && y < bottom)
}
