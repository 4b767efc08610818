// The colours that the style sheet names, for what is drawn.

/** The value of a colour that the style sheet names. @param {HTMLElement} host @param {string} name */
export const colour = (host, name) => getComputedStyle(host).getPropertyValue(`--iambic-${name}`).trim()
