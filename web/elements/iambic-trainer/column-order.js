// In one column what moves while it learns comes first. The style sheet shows it so from the first frame; here the document follows, for what is
// read aloud and what Tab reaches must come as it is seen.
import { find } from '../../views/kit/dom.js'

/** @param {import('./layout.js').Layout} layout */
export function followColumns({ root, signal }) {
  const page = find(root, 'page')
  const [figures, controls] = ['.figures', '.controls'].map((part) => /** @type {HTMLElement} */ (root.querySelector(part)))
  const pace = /** @type {HTMLElement} */ (root.querySelector('.pace'))
  let before = 'false,false'
  const follow = () => {
    const oneColumn = getComputedStyle(figures).getPropertyValue('--one-column') === '1' && !page.classList.contains('compact')
    const isNarrow = oneColumn && getComputedStyle(controls).display === 'contents'
    const now = [oneColumn, isNarrow].join()
    if (now === before) return
    before = now
    keepingFocus(root, () => {
      arrange(root, figures, oneColumn)
      if (isNarrow) root.querySelector('.writing')?.after(pace)
      else controls.append(pace)
    })
  }
  const observer = new ResizeObserver(() => requestAnimationFrame(follow)) // not at once, for that changes the height, which is observed, too
  observer.observe(page)
  signal.addEventListener('abort', () => observer.disconnect())
  follow()
}

/** @param {ShadowRoot} root @param {HTMLElement} figures @param {boolean} oneColumn */
function arrange(root, figures, oneColumn) {
  const [loss, writing] = ['.loss', '.writing'].map((part) => /** @type {HTMLElement} */ (root.querySelector(part)))
  const [text, next] = [find(root, 'text'), find(root, 'next')]
  if (oneColumn) {
    root.querySelector('.status')?.before(writing)
    writing.querySelector('.caption')?.after(text)
    loss.after(next)
  } else {
    figures.append(writing)
    root.querySelector('.wishes')?.after(text)
    if (next.parentElement === figures) find(root, 'inside').before(next) // in a tab of the compact layout it stays there
  }
}

/** What is moved in a document loses the focus, and how far it was scrolled. @param {ShadowRoot} root @param {() => void} act */
function keepingFocus(root, act) {
  const { activeElement } = root
  const text = find(root, 'text')
  const { scrollLeft, scrollTop } = text
  act()
  text.scrollTo(scrollLeft, scrollTop)
  if (activeElement instanceof HTMLElement) activeElement.focus({ preventScroll: true })
}
