// The markup of the panel in which a lesson is made.
import { attributeOf, PROPERTIES } from '../../experiment/settings.js'
import { wordOf } from '../kit/names.js'

/** @typedef {import('../../locales/en-lesson-maker.js').LessonMakerStrings} LessonMakerStrings */
/** @typedef {import('../../locales/en.js').Strings} Strings */

export const CODES = /** @type {const} */ (['link', 'frame', 'element'])

/** @param {'checkbox' | 'radio'} type @param {string} name @param {string} value @param {string} label @param {boolean} [checked] */
const choice = (type, name, value, label, checked) =>
  `<label class="check"><input type="${type}" name="maker-${name}" value="${value}"${checked ? ' checked' : ''}> <span>${label}</span></label>`

/** What a reader may be kept from changing, as `lock` spells it, and in words. @param {LessonMakerStrings} words @param {Strings} strings */
const lockable = (words, strings) => [
  ['text', words.theText],
  ...PROPERTIES.filter(({ name, inForm }) => inForm || name === 'preset').map(({ name }) => [attributeOf(name), wordOf(strings.settingLabels, name)]),
]

/** @param {LessonMakerStrings} words @param {Strings} strings */
export const lessonMaker = (words, strings) => `
<p id="maker-stands"></p>
<div class="maker-wishes">
  <fieldset><legend>${words.shown}</legend>${Object.entries(words.parts).map(([part, label]) => choice('checkbox', 'show', part, label, true)).join('')}</fieldset>
  <fieldset>
    <legend>${words.text}</legend>
    ${choice('radio', 'text', 'usual', '', true)}${choice('radio', 'text', 'used', '')}${choice('radio', 'text', 'own', words.textOwn)}
    <textarea id="maker-own" rows="4" spellcheck="false" aria-label="${words.ownText}"></textarea>
    ${choice('radio', 'text', 'src', words.textAt)}
    <input id="maker-src" type="text" inputmode="url" autocomplete="off" spellcheck="false" aria-label="${words.address}">
    <h3>${words.start}</h3>
    <label for="maker-prompt">${words.writingBegins}</label>
    <input id="maker-prompt" type="text" autocomplete="off" spellcheck="false" placeholder="${strings.anything}">
    ${choice('checkbox', 'autoplay', 'on', words.autoplay)}
  </fieldset>
  <fieldset>
    <legend>${words.locked}</legend>
    ${choice('radio', 'lock', 'nothing', words.lockNothing, true)}${choice('radio', 'lock', 'all', words.lockAll)}${choice('radio', 'lock', 'some', words.lockSome)}
    <div class="maker-locks">${lockable(words, strings).map(([name, label]) => choice('checkbox', 'locks', name, label)).join('')}</div>
  </fieldset>
</div>
<p id="maker-note" class="problem" role="status"></p>
${CODES.map((kind) => code(kind, words)).join('')}
<p id="maker-copied" role="status"></p>
<details id="maker-preview" class="lesson"><summary>${words.preview}</summary><div id="maker-seen"></div></details>`

/** @param {typeof CODES[number]} kind @param {LessonMakerStrings} words */
const code = (kind, { codes, codeNotes, copy, copyOf }) => `
<div class="maker-code">
  <label for="maker-${kind}">${codes[kind]}</label>
  <button id="maker-copy-${kind}" type="button" aria-label="${copyOf[kind]}">${copy}</button>
  <textarea id="maker-${kind}" rows="${kind === 'link' ? 2 : 3}" readonly spellcheck="false" aria-describedby="maker-note-${kind}"></textarea>
  <p id="maker-note-${kind}" class="at">${codeNotes[kind]}</p>
</div>`
