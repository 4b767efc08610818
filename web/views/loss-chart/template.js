// The place of the loss chart, which is laid out before the chart has come.

/** @param {import('../../locales/en.js').Strings} strings */
export const lossChart = (strings) => `
<section class="loss" part="loss" aria-labelledby="loss-title">
  <div class="caption">
    <h2 id="loss-title">${strings.loss}</h2>
    <p class="legend" id="loss-readout"><span class="key train">${strings.trainLoss} <b id="reading-train">\u2013</b></span> <span class="key val">${strings.valLoss} <b id="reading-val">\u2013</b></span> <span id="reading-step" class="at"></span></p>
    <label class="check"><input id="logarithmic" type="checkbox"> ${strings.logSteps}</label>
  </div>
  <div id="chart" class="chart" tabindex="0" role="img" aria-label="${strings.chart}"></div>
  <p id="earlier" class="earlier"></p>
  <p id="chart-spoken" class="spoken" aria-live="polite"></p>
</section>`
