// What the heat map is made of.

/** @param {import('../../locales/en-panels.js').PanelStrings} strings */
export const heatMap = (strings) => `
  <div class="caption">
    <h2 id="table-title">${strings.follows}</h2>
    <span id="table-note" class="at"></span>
    <span id="heads" class="heads" hidden>
      <label>${strings.layer} <select id="layer"></select></label> <label>${strings.head} <select id="head"></select></label>
    </span>
    <span id="tables" class="choice" role="group" aria-label="${strings.whichTable}">
      <button id="show-learned" type="button" aria-pressed="true">${strings.learned}</button><button id="show-counted" type="button" aria-pressed="false">${strings.counted}</button>
    </span>
  </div>
  <p id="see-table" class="see"></p>
  <p class="readout" id="table-readout"><span id="table-learned">\u00a0</span> <span id="table-counted" class="at"></span></p>
  <p id="strip" class="strip" hidden></p>
  <div id="table-scroller" class="scroller">
    <div id="table" class="heat" tabindex="0" role="application" aria-roledescription="${strings.heatMap}" aria-label="${strings.tableOfShares}" aria-describedby="table-readout">
      <canvas id="table-columns" class="columns" width="1" height="1" aria-hidden="true"></canvas>
      <canvas id="table-rows" class="rows" width="1" height="1" aria-hidden="true"></canvas>
      <canvas id="table-cells" class="cells" width="1" height="1"></canvas>
      <span id="table-mark" class="mark" hidden></span>
      <span id="table-row" class="tag row-tag" aria-hidden="true"></span>
      <span id="table-column" class="tag column-tag" aria-hidden="true"></span>
    </div>
  </div>
  <p id="table-spoken" class="spoken" aria-live="polite"></p>
  <p class="axes"><span id="table-axes">${strings.followsAxes}</span> <span>0 <span class="ramp" aria-hidden="true"></span> 100\u202f%</span></p>`
