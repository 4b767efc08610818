// What the element is made of, before any script fills it.
import { attributeOf, PROPERTIES } from '../../experiment/settings.js'
import { LOSS_CHART } from '../../views/loss-chart/template.js'
import { LADDER } from '../../views/model-ladder.js'
import { CONTROLS } from '../../views/run-controls.js'
import { WRITING } from '../../views/sample-text.js'
import { STATUS } from '../../views/status-line.js'

const HEADER = `
<header>
  <div class="title"><slot></slot></div>
  <div class="corpus">
    <span id="corpus-line" role="status">\u00a0</span>
    <p class="links">
      <button id="corpus-offer" class="link" type="button" hidden>use tiny Shakespeare</button>
      <button id="corpus-toggle" class="link" type="button" aria-expanded="false" aria-controls="corpus-panel">use another text</button>
      <button id="settings-toggle" class="link" type="button" aria-expanded="false" aria-controls="settings">settings</button>
    </p>
  </div>
</header>
<section id="corpus-panel" class="panel" aria-label="Another text" hidden></section>
<div id="loading" class="loading" hidden><progress id="loading-bar" max="1" aria-labelledby="loading-text"></progress> <span id="loading-text"></span></div>
<p id="corpus-problem" class="problem" role="alert"></p>`

const SETTINGS = '<form id="settings" class="panel" aria-label="Settings" hidden novalidate></form>'

const NOTICES = `
<p id="restart" class="row" role="status" hidden><span id="restart-text"></span> <button id="restart-now" type="button">Start again with it</button></p>
<p id="settings-problem" class="problem" role="alert"></p>`

const FIGURES = `
<div class="figures">${LOSS_CHART}
  <section class="table" id="table-section" aria-labelledby="table-title"></section>${WRITING}
</div>
<p id="print-settings" class="print-only"></p>`

const FOOTER = `
<footer id="footer">
  <button id="keys-toggle" class="link" type="button" aria-expanded="false" aria-controls="keys" aria-keyshortcuts="?">keys</button>
</footer>`

const FLOATING = `
<div id="keys" class="keys floating" role="region" aria-label="Keys" hidden></div>`

/** How wide the element would like to be, and how wide it must be: its page asks for nothing, because it fits into any width. */
const STRUT = '<div id="strut" aria-hidden="true"><i></i><i></i><i></i></div>'

/** Panels, table and chart are filled in by what comes after the first frame. */
export const PAGE = `${STRUT}<div id="page" class="page">${HEADER}${SETTINGS}${LADDER}${CONTROLS}${STATUS}${NOTICES}${FIGURES}${FOOTER}</div>${FLOATING}`

/** The attributes that the element listens to. */
export const ATTRIBUTES = [...PROPERTIES.map(({ name }) => attributeOf(name)), 'theme', 'corpus']
