// What the page says of itself, where the element is the page: its first line, and at its foot colours, a link to what runs, and where to read on.
import version from 'iambic:version'
import { wishOf } from './address.js'
import { beside } from '../../trainer/script-loader.js'
import { copyText } from '../../views/kit/clipboard.js'
import { build, find, onClick, say } from '../../views/kit/dom.js'

/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */

const LECTURE = 'https://www.youtube.com/watch?v=kCc8FmEb1nY'
/** Read by index.html, too, before anything is drawn. */
const KEPT = 'iambicTheme'
const THEMES = /** @type {const} */ (['device', 'light', 'dark'])

/** The script that holds this part; '' in a page that is a single file, which has nothing beside it. */
const own = /** @type {Partial<HTMLScriptElement> | null | undefined} */ (globalThis.document?.currentScript)?.src ?? ''

/** @param {PanelStrings} strings */
const foot = ({ copyLink, theme, themes, docs, lecture, licence, ...strings }) => `
<p class="about">
  <span id="theme" class="choice" role="group" aria-label="${theme}">${THEMES.map((name) => `<button type="button" id="theme-${name}">${themes[name]}</button>`).join('')}</span>
  ${own && `<a href="${beside('docs.html').href}">${docs}</a>`}
  <a href="${LECTURE}" rel="noreferrer">${lecture}</a>
  ${own && `<a href="${beside('LICENSE').href}">${licence}</a>`}
  <span>${strings.version(version)}</span>
</p>
<span class="copy"><button id="copy-link" class="link" type="button">${copyLink}</button> <span id="link-copied" role="status"></span></span>`

/** The first line of index.html, which says it in English. @param {Layout} layout @param {PanelStrings} strings */
export function translateLead({ host, root }, { lead, embed }) {
  const line = host.querySelector('#lead')
  const link = line?.querySelector('a')
  if (!host.hasAttribute('page') || !line || !link) return
  line.setAttribute('lang', find(root, 'page').lang)
  line.replaceChildren(`${lead} `, link)
  link.textContent = embed
}

/** @param {Layout} layout @param {PanelStrings} strings */
export function addPageFooter({ host, root, signal }, strings) {
  if (!host.hasAttribute('page') || parent !== self || wishOf(host, 'show') !== null) return
  followLink(host)
  addEventListener('hashchange', () => followLink(host), { signal })
  find(root, 'footer').prepend(build(foot(strings)))
  onClick(root, 'copy-link', async () => {
    const copied = await copyLink(find(root, 'footer'))
    find(root, 'copy-link').focus()
    say(find(root, 'link-copied'), copied ? strings.linkCopied : strings.linkNotCopied)
  })
  find(root, 'copy-link').addEventListener('blur', () => say(find(root, 'link-copied'), ''))
  for (const name of THEMES) onClick(root, `theme-${name}`, () => [choose(host, name), mark(root)])
  mark(root)
}

/** The address, which says what runs, in a field that is there meanwhile. @param {HTMLElement} place */
async function copyLink(place) {
  const field = Object.assign(document.createElement('input'), { className: 'spoken', value: location.href, readOnly: true })
  place.append(field)
  field.select()
  const copied = await copyText(field.value)
  field.remove()
  return copied
}

/** Colours that the link of the page asks for are those of its margins, too. @param {HTMLElement} host */
function followLink(host) {
  const theme = host.getAttribute('theme')
  if (theme) document.documentElement.dataset.theme = theme
}

/** The element follows the page that it is. @param {HTMLElement} host @param {typeof THEMES[number]} name */
function choose(host, name) {
  document.documentElement.dataset.theme = name
  host.removeAttribute('theme') // of the link that was opened
  try {
    localStorage.setItem(KEPT, name)
  } catch {
    // where nothing can be kept, it holds for this visit
  }
}

/** @param {ShadowRoot} root */
function mark(root) {
  const chosen = THEMES.find((name) => name === document.documentElement.dataset.theme) ?? 'device'
  for (const name of THEMES) find(root, `theme-${name}`).setAttribute('aria-pressed', String(name === chosen))
}
