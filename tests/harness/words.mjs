// Words that a reader could see and that are in no locale: found in a file's strings, templates and markup, by where they stand and what they look like.
import { createRequire } from 'node:module'

/** @type {typeof import('../../web/node_modules/typescript/lib/typescript.js')} */
const ts = createRequire(new URL('../../web/package.json', import.meta.url))('typescript')

/** @typedef {import('../../web/node_modules/typescript/lib/typescript.js').Node} Node */
/** @typedef {{ line: number, text: string }} Word */

/** What a reader sees or hears of an element beside its text. */
const SEEN_ATTRIBUTES = ['title', 'alt', 'placeholder', 'label', 'aria-label', 'aria-description', 'aria-valuetext', 'aria-roledescription']
/** The same, and its text, as properties of it. */
const SEEN_PROPERTIES = [...SEEN_ATTRIBUTES, 'textContent', 'innerText', 'innerHTML', 'ariaLabel', 'ariaValueText', 'ariaDescription']
/** What puts a text into the page: whatever it is given is seen, but for the place, the first that those of the second list take. */
const SHOWS = ['append', 'prepend', 'before', 'after', 'replaceWith', 'replaceChildren', 'createTextNode', 'fillText', 'alert', 'confirm']
const SAYS = ['say', 'ask']
/** Whatever these are given is for the browser. */
const SELECTS = ['querySelector', 'querySelectorAll', 'closest', 'matches', 'matchMedia', 'includes']
const STYLES = ['font', 'className']
/** What makes an error: its sentence is seen. */
const ERRORS = ['Error', 'TypeError', 'RangeError', 'Problem', 'DOMException']

const GAP = '\ufffc' // in place of ${...}

/** What stands in a string or a template, with a gap where something is put in. @param {Node} node */
function textOf(node) {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isTemplateExpression(node)) return node.head.text + node.templateSpans.map(({ literal }) => GAP + literal.text).join('')
  return undefined
}

/** More than a sign or a variable. @param {string} text */
const hasLetters = (text) => /\p{L}{2}/u.test(text)

/** Whether a string looks like words wherever it stands: it begins like a sentence, has two words in a row, ends like a sentence, or has letters that no code has. @param {string} text */
const looksLikeWords = (text) => [/^\p{Lu}\p{Ll}+([ ,.:;!?]|$)/u, /\p{L}{2,}[,;:]? +\p{L}{2,}/u, /\p{L}{2}[.!?\u2026]( |$)/u, /(?=\p{L})[^\0-\x7f]/u].some((form) => form.test(text.trim()))

/** What is seen of markup: texts between its tags, and some of its attributes. @param {string} markup */
function seenInMarkup(markup) {
  const attributes = [...markup.matchAll(/([a-z-]+)="([^"]*)"/g)].filter(([, name, value]) => SEEN_ATTRIBUTES.includes(name) && hasLetters(value))
  const texts = markup.replace(/<[^>]*>/g, '\n').split('\n').filter(hasLetters)
  return [...attributes.map(([text]) => text), ...texts.map((text) => text.trim())]
}

/** Whether whatever stands here is put before a reader. @param {Node} node */
function isShown(node) {
  const { parent } = node
  if (ts.isBinaryExpression(parent) && parent.right === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return ts.isPropertyAccessExpression(parent.left) && SEEN_PROPERTIES.includes(parent.left.name.text)
  }
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node && SEEN_PROPERTIES.includes(parent.name.getText().replace(/['"]/g, ''))
  if (ts.isConditionalExpression(parent) || ts.isParenthesizedExpression(parent) || (ts.isBinaryExpression(parent) && /^(\+|\|\||\?\?|&&)$/.test(parent.operatorToken.getText()))) return isShown(parent)
  if (!ts.isCallExpression(parent) || parent.expression === node) return false
  const called = nameOf(parent.expression)
  if (called === 'setAttribute') return parent.arguments[1] === node && SEEN_ATTRIBUTES.includes(textOf(parent.arguments[0]) ?? '')
  return SHOWS.includes(called) || (SAYS.includes(called) && parent.arguments[0] !== node)
}

/** say of say(...) and of this.#say(...). @param {Node} callee */
const nameOf = (callee) => (ts.isPropertyAccessExpression(callee) ? callee.name.text.replace('#', '') : callee.getText())

/** The error that this is in the sentence of: its own code is not. @param {Node} node */
function errorAround(node) {
  for (let at = node.parent; at && !ts.isStatement(at) && !ts.isFunctionLike(at); at = at.parent) {
    if (ts.isNewExpression(at)) return ERRORS.includes(at.expression.getText()) ? 'bare' : undefined
    if (ts.isCallExpression(at) && nameOf(at.expression) === 'makeError') return 'coded'
  }
  return undefined
}

/** Where a string is no text: what is compared, a property's name, a code, a path, a selector, a style, or for who looks for faults. @param {Node} node */
function isCode(node) {
  const { parent } = node
  if (ts.isCaseClause(parent) || ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isElementAccessExpression(parent)) return true
  if (ts.isPropertyAssignment(parent)) return parent.name === node || parent.name.getText() === 'code' || STYLES.includes(parent.name.getText())
  if (ts.isArrayLiteralExpression(parent)) return ts.isPropertyAccessExpression(parent.parent) && SELECTS.includes(parent.parent.name.text)
  if (ts.isCallExpression(parent)) return SELECTS.includes(nameOf(parent.expression)) || /^console\./.test(parent.expression.getText())
  if (!ts.isBinaryExpression(parent)) return false
  return /^[=!]==$/.test(parent.operatorToken.getText()) || (ts.isPropertyAccessExpression(parent.left) && STYLES.includes(parent.left.name.text))
}

/** The words that a file says by itself. @param {string} source @param {string} [name] @returns {Word[]} */
export function wordsIn(source, name = 'file.js') {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS)
  /** @type {Word[]} */
  const found = []
  const note = (/** @type {Node} */ node, /** @type {string} */ text) => found.push({ line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, text: text.replaceAll(GAP, '…') })
  const look = (/** @type {Node} */ node) => {
    const text = textOf(node)
    if (text !== undefined) judge(node, text)
    ts.forEachChild(node, look)
  }
  const judge = (/** @type {Node} */ node, /** @type {string} */ text) => {
    const error = errorAround(node)
    if (error === 'coded' || isCode(node)) return // whoever speaks another language goes by the code
    if (/<[a-z][^>]*>/.test(text)) for (const seen of seenInMarkup(text)) note(node, seen)
    else if (isShown(node) || error ? hasLetters(text) : looksLikeWords(text)) note(node, text)
  }
  look(file)
  return found
}
