// How large letters are that are drawn, not set.

const USUAL = 16 // CSS pixels of the letters around a figure

/** Of a figure that fills the window, as much larger as its other letters are. @param {HTMLElement} part of it */
export const scaleOf = (part) => (part.closest('.enlarged') ? parseFloat(getComputedStyle(part).fontSize) / USUAL : 1)
