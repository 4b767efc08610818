// What the view is made of.

/** @typedef {import('../../locales/en-subwords.js').SubwordsStrings} SubwordsStrings */

/** @param {SubwordsStrings} words */
const scale = (words) => `
<div class="scale">
  <div class="curves" aria-hidden="true"><div id="subwords-curves"></div><i></i></div>
  <input id="subwords-size" type="range" step="1">
  <div class="row"><label for="subwords-size">${words.size}</label> <b id="subwords-size-text"></b> <button id="subwords-on" type="button" aria-pressed="false">${words.mergeOn}</button></div>
  <p id="subwords-newest" class="newest" translate="no"></p>
  <dl>
    <div class="of-text"><dt>${words.text}</dt><dd id="subwords-length"></dd></div>
    <div class="of-table"><dt>${words.table}</dt><dd id="subwords-table"></dd></div>
    <div><dt id="subwords-sees-name"></dt><dd id="subwords-sees"></dd></div>
  </dl>
  <p class="row use"><button id="subwords-train" type="button">${words.train}</button> <span id="subwords-trains" class="at" role="status"></span></p>
</div>`

/** @param {SubwordsStrings} words */
const list = (words) => `
<details class="as-list">
  <summary>${words.asList}</summary>
  <div class="scroller" role="region" tabindex="0" aria-label="${words.newest}">
    <table>
      <caption>${words.newest}</caption>
      <thead><tr><th scope="col">${words.token}</th><th scope="col">${words.madeOf}</th><th scope="col">${words.times}</th></tr></thead>
      <tbody id="subwords-merges" translate="no"></tbody>
    </table>
  </div>
  <p id="subwords-list" translate="no"></p>
</details>`

/** @param {SubwordsStrings} words */
export const subwords = (words) => `
<p class="prose">${words.prose}</p>
<p id="subwords-status" role="status"></p>
<div id="subwords-view" class="view" hidden>${scale(words)}
  <div id="subwords-stretch" class="stretch" aria-hidden="true" translate="no"></div>
  <div class="more">
    <p class="prose">${words.gainAndLoss}</p>
    <p class="prose" id="subwords-unknown"></p>${list(words)}
  </div>
</div>`
