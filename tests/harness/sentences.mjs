// Sentences of the locales, found in their source: also those of functions, with a gap where something is put in.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** @type {typeof import('../../web/node_modules/typescript/lib/typescript.js')} */
const ts = createRequire(new URL('../../web/package.json', import.meta.url))('typescript')
const GAP = '\ufffc' // in place of ${...}
const WEB = new URL('../../web/', import.meta.url)

/** What a reader could see of the page in a language, file by file. @returns {[file: string, source: string][]} */
export const localeSources = () => [...readdirSync(new URL('locales/', WEB)).filter((name) => name.endsWith('.js')).map((name) => `locales/${name}`), 'protocol/settings-schema.js']
  .map((file) => [file, readFileSync(new URL(file, WEB), 'utf8')])

/** @param {string} source of a file @returns {string[]} */
export function sentencesIn(source) {
  const file = ts.createSourceFile('file.js', source, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS)
  /** @type {string[]} */
  const found = []
  /** @param {import('../../web/node_modules/typescript/lib/typescript.js').Node} node */
  const look = (node) => {
    if (ts.isStringLiteralLike(node)) found.push(...sentencesOf(node.text))
    else if (ts.isTemplateExpression(node)) found.push(...sentencesOf(node.head.text + node.templateSpans.map(({ literal }) => `${GAP}${literal.text}`).join('')))
    ts.forEachChild(node, look)
  }
  look(file)
  return found
}

/** @param {string} text */
export const sentencesOf = (text) => text.replace(/<[^>]*>/g, '').split(/(?<=[.!?\u2026]["\u201c\u201d]?)\s+/).map((sentence) => sentence.replace(/\s+/g, ' ').trim()).filter(Boolean)

/** What stands between spaces and holds a letter, a digit or a gap. @param {string} sentence */
export const wordsOf = (sentence) => sentence.split(/[\s\u202f]+/).filter((word) => /[\p{L}\p{N}\ufffc]/u.test(word)).length
