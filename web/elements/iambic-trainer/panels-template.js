// What is behind the buttons "settings", "use another text" and "keys", and below the figures: comes after the first frame.
import { PROPERTIES } from '../../experiment/settings.js'

/** One sentence for each field, those of the core's own table. @type {Record<string, string>} */
const HELP = {
  steps: 'How many steps to train. Can be changed at any time.',
  learningRate: 'How far one step moves the weights: too little is slow, too much never settles.',
  batchSize: 'How many pieces of text the model learns from in one step.',
  blockSize: 'How many characters long each piece is.',
  nLayer: 'How many blocks stand one on the other.',
  nHead: 'How many heads look back, each with its own eyes.',
  nEmbd: 'How many numbers describe a character while the model thinks.',
  dropout: 'Which share of the numbers is forgotten at random, against learning by heart.',
  activation: 'The bend between the two layers of the feed-forward part.',
  attentionScale: 'Scores are divided by the square root of this: the first in the lecture\u2019s code, the second in the paper.',
  warmupSteps: 'Over how many steps the learning rate rises from zero.',
  decaySteps: 'Until which step the learning rate falls along a cosine; 0 means it stays.',
  minLearningRate: 'Where the fall of the learning rate ends.',
  beta2: 'How long AdamW remembers the size of the gradients.',
  weightDecay: 'How strongly weights are pulled towards zero.',
  decayed: 'Which weights are pulled.',
  gradClip: 'Longer gradients are shortened to this; 0 leaves them.',
  workers: 'How many train together, each with its share of a batch; \u201cauto\u201d tries what is fastest. A run that goes on keeps its own.',
  seed: 'Starts the random numbers; the same seed gives the same run, to the bit.',
}

/** What a control of the first frame does, shown beside it while it is looked at. @type {Record<string, string>} */
export const TIPS = {
  step: 'One step: one batch is read, the model is corrected once.',
  reset: 'Back to the untrained model, with the settings as they are now.',
  pace: 'How many steps a second, from one to as many as the machine can; it may be moved while training.',
  temperature: 'Below 1 it plays safe, above 1 it dares.',
}

/** @param {import('../../experiment/settings.js').Property} property */
const field = ({ name, label, initial, restarts, attends, choices }) => `
  <div class="field"${attends ? ' data-attends hidden' : ''}>
    <label for="${name}">${label}</label>
    ${choices ? `<select id="${name}">${choices.map((word) => `<option value="${word}">${word}</option>`).join('')}</select>`
    : `<input id="${name}" value="${initial}" inputmode="decimal" autocomplete="off" spellcheck="false" aria-describedby="${name}-help ${name}-problem">`}
    <p class="problem" id="${name}-problem" role="alert"></p>
    <p class="tip" id="${name}-help">${HELP[name]}${restarts ? ' A change needs a new start.' : ''}</p>
  </div>`

export const SETTINGS = `
  <div class="fields">${PROPERTIES.filter(({ inForm }) => inForm).map(field).join('')}</div>
  <p class="row">
    <button id="save" type="button">Save the model</button>
    <button id="open-checkpoint" type="button">Open a saved model\u2026</button>
    <button id="initial" type="button">Back to the defaults</button>
    <input id="checkpoint-file" type="file" accept=".safetensors" hidden>
  </p>
  <p id="checkpoint-problem" class="problem" role="alert"></p>`

export const CORPUS = `
  <p id="corpus-note">Any text in UTF-8 will do: drop a file anywhere here, open one, or paste.</p>
  <p class="row">
    <button id="corpus-open" type="button">Open a file\u2026</button>
    <button id="corpus-shakespeare" type="button" hidden>Use tiny Shakespeare</button>
    <button id="corpus-sample" type="button">Use the built-in sample</button>
    <input id="corpus-file" type="file" accept="text/*,.txt,.md,.csv,.json,.safetensors" hidden>
  </p>
  <label for="corpus-paste">or paste a text here</label>
  <textarea id="corpus-paste" rows="4" spellcheck="false"></textarea>
  <p class="row"><button id="corpus-use" type="button">Use this text</button></p>`

export const KEYS = `
  <dl>
    <div><dt><kbd>Space</kbd></dt><dd>train, pause</dd></div>
    <div><dt><kbd>S</kbd></dt><dd>one step</dd></div>
    <div><dt><kbd>R</kbd></dt><dd>reset</dd></div>
    <div><dt><kbd>N</kbd></dt><dd>new text</dd></div>
    <div><dt><kbd>?</kbd></dt><dd>this list</dd></div>
    <div><dt><kbd>Esc</kbd></dt><dd>close this list</dd></div>
    <div><dt><kbd>\u2190</kbd> <kbd>\u2191</kbd> <kbd>\u2192</kbd> <kbd>\u2193</kbd></dt><dd>read the chart or the table</dd></div>
  </dl>
  <label class="check"><input id="single-keys" type="checkbox" checked> letters, Space and ? do this</label>`

export const LESSON = `
<details class="lesson" id="lesson">
  <summary>How it learns</summary>
  <div id="chapters" class="chapters"></div>
</details>`

export const GRADIENTS = `
<details class="lesson" id="gradients">
  <summary>Are the gradients right?</summary>
  <p class="prose">Training follows gradients that were worked out by hand. They can be checked: move one weight a little up and a little down, see how much the
  loss changes, and compare.</p>
  <p class="row"><button id="check-gradients" type="button">Check my gradients</button> <span id="gradients-status" role="status"></span></p>
  <div class="scroller" tabindex="0" role="region" aria-label="Gradients, tensor by tensor"><table id="gradients-table" class="gradients" hidden></table></div>
</details>`

export const NUMBERS = `
<details class="lesson" id="numbers">
  <summary>The figures as tables</summary>
  <div class="scroller" tabindex="0" role="region" aria-label="Losses"><table id="numbers-loss" class="gradients"></table></div>
  <div class="scroller" tabindex="0" role="region" aria-label="The largest shares"><table id="numbers-shares" class="gradients"></table></div>
</details>`

export const TABLE = `
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
  <p class="axes"><span id="table-axes">row: what was read; column: what follows</span> <span>0 <span class="ramp" aria-hidden="true"></span> 100\u202f%</span></p>`

export const DROP_HINT = '<p class="drop-hint floating" aria-hidden="true">Let go, and it learns from this file.</p>'
