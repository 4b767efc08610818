// What the element is made of, before any script fills it.
import { attributeOf, PROPERTIES, RUNGS } from '../../experiment/settings.js'

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

const LADDER = `
<section class="ladder" aria-label="Model">
  <div id="ladder-scroller" class="scroller"><div id="rungs" class="rungs" role="radiogroup" aria-label="rung of the ladder">${RUNGS.map((name) => `
    <label><input type="radio" name="rung" value="${name}"><span>${name}</span></label>`).join('')}
  </div></div>
  <p class="story"><span id="story"></span> <span id="facts" class="at"></span></p>
</section>`

const CONTROLS = `
<section class="controls" aria-label="Training">
  <div class="buttons">
    <button id="train" class="primary" type="button" aria-keyshortcuts="Space" disabled>Train</button>
    <button id="step" type="button" aria-keyshortcuts="S" aria-describedby="step-help" disabled>Step</button>
    <button id="reset" type="button" aria-keyshortcuts="R" aria-describedby="reset-help" disabled>Reset</button>
  </div>
  <dl class="numbers">
    <div><dt>step</dt><dd><span id="number-step">0</span> of <span id="number-target">10,000</span></dd></div>
    <div><dt>steps/s</dt><dd id="number-rate">0</dd></div>
    <div><dt>time</dt><dd id="number-time">0.0\u202fs</dd></div>
    <div><dt>batch loss</dt><dd id="number-loss">\u2013</dd></div>
  </dl>
  <div class="pace">
    <p class="pace-label"><label for="pace">pace</label> <span id="pace-text"></span></p>
    <input id="pace" type="range" min="0" max="60" step="1" aria-describedby="pace-help">
  </div>
</section>
<div class="status"><p id="status" role="status"></p><span id="suggestions"></span></div>
<p id="restart" class="row" role="status" hidden><span id="restart-text"></span> <button id="restart-now" type="button">Start again with it</button></p>
<p id="settings-problem" class="problem" role="alert"></p>`

const FIGURES = `
<div class="figures">
  <section class="loss" aria-labelledby="loss-title">
    <div class="caption">
      <h2 id="loss-title">loss</h2>
      <p class="legend" id="loss-readout"><span class="key train">train <b id="reading-train">\u2013</b></span> <span class="key val">validation <b id="reading-val">\u2013</b></span> <span id="reading-step" class="at"></span></p>
      <label class="check"><input id="logarithmic" type="checkbox"> log steps</label>
    </div>
    <div id="chart" class="chart" tabindex="0" role="img" aria-label="Loss against steps. Arrow keys read it off."></div>
    <p id="earlier" class="earlier"></p>
    <p id="chart-spoken" class="spoken" aria-live="polite"></p>
  </section>
  <section class="table" id="table-section" aria-labelledby="table-title"></section>
  <section class="writing" aria-labelledby="writing-title">
    <div class="caption">
      <h2 id="writing-title">what it writes now</h2>
      <span class="temperature">
        <label for="temperature">temperature</label>
        <input id="temperature" type="range" min="0" max="2" step="0.05" value="1" aria-describedby="temperature-help">
        <span id="temperature-text">1.00</span>
      </span>
      <button id="renew" type="button" aria-keyshortcuts="N">new text</button>
    </div>
    <p class="wishes">
      <label>begins with <input id="prompt" placeholder="anything" autocomplete="off" spellcheck="false"></label>
      <label>among the <input id="top-k" value="" placeholder="all" inputmode="numeric" autocomplete="off"> likeliest</label>
      <span id="speed" class="at"></span>
    </p>
    <p id="writing-problem" class="problem" role="alert"></p>
    <div id="text" class="text" tabindex="0" role="region" aria-label="Text written by the model" lang="en" translate="no"></div>
  </section>
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
export const PAGE = `${STRUT}<div id="page" class="page">${HEADER}${SETTINGS}${LADDER}${CONTROLS}${FIGURES}${FOOTER}</div>${FLOATING}`

/** The attributes that the element listens to. */
export const ATTRIBUTES = [...PROPERTIES.map(({ name }) => attributeOf(name)), 'theme', 'corpus']
