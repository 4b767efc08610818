// What the view is made of.

/** @param {import('../../locales/en-step.js').StepStrings} strings */
export const oneStep = ({ line, explained }) => `
<p class="told" role="status"><span id="one-step-odds"></span> <span id="one-step-likeliest"></span> <span id="one-step-loss"></span></p>
<div id="one-step-line" class="line" role="listbox" aria-orientation="horizontal" aria-label="${line}" tabindex="0" translate="no"></div>
<p class="at">${explained}</p>`
