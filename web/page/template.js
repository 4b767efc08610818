// What the element is made of, before any script fills it.
import { attributeOf, PROPERTIES, RUNGS } from './settings.js'

/** @param {import('./settings.js').Property} property */
const field = ({ name, label, initial, help, restarts, attends, choices }) => `
  <div class="field"${attends ? ' data-attends hidden' : ''}>
    <label for="${name}">${label}</label>
    ${choices ? `<select id="${name}">${choices.map((word) => `<option>${word}</option>`).join('')}</select>`
    : `<input id="${name}" value="${initial}" inputmode="decimal" autocomplete="off" spellcheck="false" aria-describedby="${name}-help ${name}-problem">`}
    <p class="problem" id="${name}-problem" role="alert"></p>
    <p class="tip" id="${name}-help">${help}${restarts ? ' A change needs a new start.' : ''}</p>
  </div>`

const HEADER = `
<header>
  <div class="title"><slot></slot></div>
  <div class="corpus">
    <span id="corpus-line">\u00a0</span>
    <p class="links">
      <button id="corpus-toggle" class="link" type="button" aria-expanded="false" aria-controls="corpus-panel">use another text</button>
      <button id="settings-toggle" class="link" type="button" aria-expanded="false" aria-controls="settings">settings</button>
    </p>
  </div>
</header>
<section id="corpus-panel" class="panel" aria-label="Another text" hidden>
  <p id="corpus-note">Any text in UTF-8 will do: drop a file anywhere here, open one, or paste.</p>
  <p class="row">
    <button id="corpus-open" type="button">Open a file\u2026</button>
    <button id="corpus-shakespeare" type="button" hidden>Use tiny Shakespeare</button>
    <button id="corpus-sample" type="button">Use the built-in sample</button>
    <input id="corpus-file" type="file" accept="text/*,.txt,.md,.csv,.json,.safetensors" hidden>
  </p>
  <label for="corpus-paste">or paste a text here</label>
  <textarea id="corpus-paste" rows="4" spellcheck="false"></textarea>
  <p class="row"><button id="corpus-use" type="button">Use this text</button></p>
</section>
<div id="loading" class="loading" hidden><progress id="loading-bar" max="1" aria-labelledby="loading-text"></progress> <span id="loading-text"></span></div>
<p id="corpus-problem" class="problem" role="alert"></p>`

const SETTINGS = `
<form id="settings" class="panel" aria-label="Settings" hidden novalidate>
  <div class="fields">${PROPERTIES.filter(({ inForm }) => inForm).map(field).join('')}</div>
  <p id="restart" class="row" role="status" hidden><span id="restart-text"></span> <button id="restart-now" type="button">Start again with it</button></p>
  <p class="row">
    <button id="save" type="button">Save the model</button>
    <button id="open-checkpoint" type="button">Open a saved model\u2026</button>
    <button id="initial" type="button">Back to the defaults</button>
    <input id="checkpoint-file" type="file" accept=".safetensors" hidden>
  </p>
  <p id="checkpoint-problem" class="problem" role="alert"></p>
</form>`

const LADDER = `
<section class="ladder" aria-label="Model">
  <div class="scroller"><div id="rungs" class="rungs" role="radiogroup" aria-label="rung of the ladder">${RUNGS.map((name) => `
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
    <span class="tip" id="step-help">One step: one batch is read, the model is corrected once.</span>
    <span class="tip" id="reset-help">Back to the untrained model, with the settings as they are now.</span>
  </div>
  <dl class="numbers">
    <div><dt>step</dt><dd><span id="number-step">0</span> of <span id="number-target">10,000</span></dd></div>
    <div><dt>steps/s</dt><dd id="number-rate">0</dd></div>
    <div><dt>time</dt><dd id="number-time">0.0\u202fs</dd></div>
    <div><dt>batch loss</dt><dd id="number-loss">\u2013</dd></div>
  </dl>
  <div class="pace">
    <p class="pace-label"><label for="pace">pace</label> <output id="pace-text" for="pace"></output></p>
    <input id="pace" type="range" min="0" max="60" step="1" aria-describedby="pace-help">
    <span class="tip" id="pace-help">How many steps a second, from one to as many as the machine can; it may be moved while training.</span>
  </div>
</section>
<div class="status"><p id="status" role="status"></p><span id="suggestions"></span></div>`

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
  <section class="table" aria-labelledby="table-title">
    <div class="caption">
      <h2 id="table-title">what follows what</h2>
      <span id="table-note" class="at"></span>
      <span id="heads" class="heads" hidden>
        <label>layer <select id="layer"></select></label> <label>head <select id="head"></select></label>
      </span>
      <span id="tables" class="choice" role="group" aria-label="which table">
        <button id="show-learned" type="button" aria-pressed="true">learned</button><button id="show-counted" type="button" aria-pressed="false">counted</button>
      </span>
    </div>
    <p class="readout" id="table-readout"><span id="table-learned">\u00a0</span> <span id="table-counted" class="at"></span></p>
    <p id="strip" class="strip" hidden></p>
    <div id="table-scroller" class="scroller">
      <div id="table" class="heat" tabindex="0" role="application" aria-roledescription="heat map" aria-label="A table of shares: each row is a character. Arrow keys move from cell to cell." aria-describedby="table-readout">
        <canvas id="table-columns" class="columns" width="1" height="1" aria-hidden="true"></canvas>
        <canvas id="table-rows" class="rows" width="1" height="1" aria-hidden="true"></canvas>
        <canvas id="table-cells" class="cells" width="1" height="1"></canvas>
        <span id="table-mark" class="mark" hidden></span>
        <span id="table-row" class="tag row-tag" aria-hidden="true"></span>
        <span id="table-column" class="tag column-tag" aria-hidden="true"></span>
      </div>
    </div>
    <p id="table-spoken" class="spoken" aria-live="polite"></p>
    <p class="axes"><span id="table-axes">row: what was read; column: what follows</span> <span>0 <span class="ramp" aria-hidden="true"></span> 100\u202f%</span></p>
  </section>
  <section class="writing" aria-labelledby="writing-title">
    <div class="caption">
      <h2 id="writing-title">what it writes now</h2>
      <span class="temperature">
        <label for="temperature">temperature</label>
        <input id="temperature" type="range" min="0" max="2" step="0.05" value="1" aria-describedby="temperature-help">
        <output id="temperature-text" for="temperature">1.00</output>
        <span class="tip" id="temperature-help">Below 1 it plays safe, above 1 it dares.</span>
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

const LESSON = `
<details class="lesson" id="lesson">
  <summary>How it learns</summary>
  <div id="chapters" class="chapters"></div>
</details>`

const GRADIENTS = `
<details class="lesson" id="gradients">
  <summary>Are the gradients right?</summary>
  <p class="prose">Training follows gradients that were worked out by hand. They can be checked: move one weight a little up and a little down, see how much the
  loss changes, and compare.</p>
  <p class="row"><button id="check-gradients" type="button">Check my gradients</button> <span id="gradients-status" role="status"></span></p>
  <div class="scroller"><table id="gradients-table" class="gradients" hidden></table></div>
</details>`

const FOOTER = `
<footer>
  <button id="keys-toggle" class="link" type="button" aria-expanded="false" aria-controls="keys" aria-keyshortcuts="?">keys</button>
</footer>`

const FLOATING = `
<div id="keys" class="keys floating" role="region" aria-label="Keys" hidden>
  <dl>
    <div><dt><kbd>Space</kbd></dt><dd>train, pause</dd></div>
    <div><dt><kbd>S</kbd></dt><dd>one step</dd></div>
    <div><dt><kbd>R</kbd></dt><dd>reset</dd></div>
    <div><dt><kbd>N</kbd></dt><dd>new text</dd></div>
    <div><dt><kbd>?</kbd></dt><dd>this list</dd></div>
    <div><dt><kbd>\u2190</kbd> <kbd>\u2191</kbd> <kbd>\u2192</kbd> <kbd>\u2193</kbd></dt><dd>read the chart or the table</dd></div>
  </dl>
</div>
<p class="drop-hint floating" aria-hidden="true">Let go, and it learns from this file.</p>`

/** Chapters, table and chart are filled in by what comes after the first frame. */
export const PAGE = `<div class="page">${HEADER}${SETTINGS}${LADDER}${CONTROLS}${FIGURES}${LESSON}${GRADIENTS}${FOOTER}</div>${FLOATING}`

/** The attributes that the element listens to. */
export const ATTRIBUTES = [...PROPERTIES.map(({ name }) => attributeOf(name)), 'theme', 'corpus']
