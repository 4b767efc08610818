// The colours that the style sheet names, for what is drawn.

/** The value of a colour that the style sheet around an element names. @param {HTMLElement} element @param {string} name */
export const colour = (element, name) => getComputedStyle(element).getPropertyValue(`--iambic-${name}`).trim()
