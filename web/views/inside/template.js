// What the view is made of.

/** @typedef {import('../../locales/en-inside.js').InsideStrings} InsideStrings */

const MAP = '<div class="labelled" aria-hidden="true"><span class="along"></span><span class="down"></span></div>'

/** @param {InsideStrings} words */
export const inside = (words) => `
<p class="prose">${words.prose} <span id="inside-tokens" hidden>${words.areTokens}</span></p>
<div class="words"><label id="inside-words-label" for="inside-words">${words.words}</label> <textarea id="inside-words" rows="1" autocomplete="off" spellcheck="false" translate="no"></textarea> <span id="inside-step" class="at"></span></div>
<p id="inside-problem" class="problem" role="alert"></p>
<div id="inside-view" class="view">
  <div class="tapes">
    <span id="inside-line-label" class="at">${words.line}</span><div id="inside-line" class="tape"></div>
    <span id="inside-own-label" class="at">${words.written}</span><div id="inside-tape" class="tape" role="radiogroup" aria-label="${words.tape}"></div>
    <p id="inside-last" class="at"></p>
  </div>
  <h3>${words.heads}</h3>
  <p class="prose">${words.headsProse}</p>
  <div class="head-maps">
    <div id="inside-glance" class="glance"></div>
    <div id="inside-large" class="large">
      <p><b id="inside-head"></b> <span id="inside-looks"></span></p>
      <div class="pair"><figure id="inside-used">${MAP}<figcaption></figcaption></figure><figure id="inside-other" hidden>${MAP}<figcaption></figcaption></figure></div>
      <div id="inside-compare" class="row"><label class="check"><input id="inside-as-if" type="checkbox"> <span id="inside-compare-text"></span></label> <button id="inside-train-with" type="button"></button></div>
    </div>
  </div>
  <h3 id="inside-way-title"></h3>
  <p class="legend-of at"><span>${words.legend}</span> <span class="diverging" aria-hidden="true"></span> <span id="inside-stream">${words.stream}</span></p>
  <div id="inside-way" class="way"></div>
</div>`
