// What the element is made of, before any script fills it.
import { attributeOf, BESIDES, PROPERTIES } from '../../experiment/settings.js'
import { corpusLine } from '../../views/corpus-line.js'
import { lossChart } from '../../views/loss-chart/template.js'
import { ladder } from '../../views/model-ladder/index.js'
import { pendingSettings } from '../../views/pending-settings.js'
import { controls } from '../../views/run-controls.js'
import { writing } from '../../views/sample-text.js'
import { STATUS } from '../../views/status-line/index.js'

/** @typedef {import('../../locales/en.js').Strings} Strings */

/** @param {Strings} strings */
const header = (strings, { line, offer, reading } = corpusLine(strings)) => `
<header>
  <div class="title"><slot></slot></div>
  <div class="corpus" part="source">
    ${line}
    <p class="links">
      ${offer}
      <button id="corpus-toggle" class="link" type="button" aria-expanded="false" aria-controls="corpus-panel">${strings.useAnotherText}</button>
      <button id="settings-toggle" class="link" type="button" aria-expanded="false" aria-controls="settings">${strings.settings}</button>
    </p>
  </div>
</header>
<section id="corpus-panel" class="panel" part="source" aria-label="${strings.anotherText}" hidden></section>${reading}`

/** @param {Strings} strings */
const settings = ({ settingsPanel }) => `<form id="settings" class="panel" part="settings" aria-label="${settingsPanel}" hidden novalidate></form>`

/** @param {Strings} strings */
const figures = (strings) => `
<div class="figures">${lossChart(strings)}
  <section class="table" part="table" id="table-section" aria-labelledby="table-title"></section>${writing(strings)}
</div>`

/** How wide the element would like to be, and how wide it must be: its page asks for nothing, because it fits into any width. */
const STRUT = '<div id="strut" aria-hidden="true"><i></i><i></i><i></i></div>'

/** Panels, table and chart are filled in by what comes after the first frame. @param {Strings} strings */
export const pageOf = (strings) => [
  STRUT, '<slot id="poster" name="poster"></slot>', `<div id="page" class="page" lang="${strings.language}">`, ...[header, settings, ladder, controls].map((part) => part(strings)), STATUS, pendingSettings(strings), figures(strings), '</div>',
].join('')

/** The attributes that the element listens to. */
export const ATTRIBUTES = [...PROPERTIES.map(({ name }) => attributeOf(name)), ...BESIDES]
