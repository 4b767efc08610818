// What the view is made of.

/** @typedef {import('../../locales/en-next.js').NextStrings} NextStrings */

/** @param {NextStrings} strings @param {string} temperature its name */
export const nextCharacter = (strings, temperature) => `
<p class="prose">${strings.prose}</p>
<div class="asked">
  <div class="after">
    <label for="next-words">${strings.words}</label>
    <textarea id="next-words" rows="3" spellcheck="false" autocomplete="off" translate="no"></textarea>
    <p id="next-problem" class="problem" role="alert"></p>
    <div class="row">
      <button id="next-draw" type="button">${strings.draw}</button>
      <button id="next-draw-on" type="button" aria-pressed="false">${strings.drawOn}</button>
      <button id="next-undo" type="button">${strings.takeBack}</button>
    </div>
    <div id="next-die" class="die" aria-hidden="true"><i></i></div>
    <p id="next-drawn" role="status"></p>
  </div>
  <table class="bars">
    <caption class="spoken">${strings.caption}</caption>
    <thead class="spoken"><tr><th scope="col">${strings.character}</th><th scope="col">${strings.share}</th></tr></thead>
    <tbody id="next-bars"></tbody>
  </table>
  <div class="bends">
    <label>${temperature} <input id="next-temperature" type="range" min="0" max="2" step="0.05"> <span id="next-temperature-text"></span></label>
    <label>${strings.among} <input id="next-top-k" type="range" min="1" step="1"> <span id="next-top-k-text"></span></label>
  </div>
</div>`
