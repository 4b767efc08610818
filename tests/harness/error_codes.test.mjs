// Every refusal of the core has a code, as has what a reader may see of the page's surroundings. The page's protocol publishes exactly these, in its table and in
// its type, and every language of web/locales says each of them with all that it names. English, whose sentences are the core's, has nothing to add.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { LANGUAGES } from '../../web/build/bundles.mjs'
import german from '../../web/locales/de.js'
import { PRESETS } from '../../web/protocol/settings-schema.js'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The files of a kind below a folder, one text. @param {string} folder @param {RegExp} kind @returns {string} */
const sources = (folder, kind) => readdirSync(join(root, folder), { withFileTypes: true }).map((entry) => {
  const path = join(folder, entry.name)
  return entry.isDirectory() ? sources(path, kind) : kind.test(path) ? readFileSync(join(root, path), 'utf8') : ''
}).join('\n')

const CPP = /\.[ch]pp$/

/** The codes of the errors that the core's source makes, and those of its throws that have none. @param {string} source */
function codesOf(source) {
  const thrown = source.replace(/void throw_error\(.*|throw Error\(code, .*/g, '') // its definition
  const codes = [/\bthrow_error\(\s*"([a-z0-9]+(?:[.-][a-z0-9]+)*)",/g, /"code":"([^"]+)"/g, /\.key\("code"\)\.value\("([^"]+)"\)/g].flatMap((form) => [...thrown.matchAll(form)]).map(([, code]) => code)
  const bare = [...thrown.matchAll(/(?:throw\s+[\w:]+|\bthrow_error)\((?!\s*"[a-z0-9.-]+",)[^;]{0,60}/g)].map(([text]) => text)
  return { codes: [...new Set(codes)].sort(), bare }
}

/** The codes of the page's own. @param {string} source */
const codesOfPage = (source) => [...source.matchAll(/\bmakeError\(([^\n]*)/g)].flatMap(([, given]) => [...given.matchAll(/'([a-z0-9]+(?:-[a-z0-9]+)*\.[a-z0-9-]+)'(?!\))/g)].map(([, code]) => code))

/** What the protocol's table says of each code: its details. @returns {Map<string, string>} */
const published = () => new Map([...readFileSync(join(root, 'web/protocol/error-codes.js'), 'utf8').matchAll(/^ \* \| (`.+?`) \| [^|]+ \| ([^|]*?) ?\|$/gm)]
  .flatMap(([, codes, details]) => [...codes.matchAll(/`([^`]+)`/g)].map(([, code]) => /** @type {[string, string]} */ ([code, details]))))

test('every error of the core, its module and its surroundings has a code, which the protocol publishes', () => {
  const { codes, bare } = codesOf(sources('src/core', CPP) + sources('src/wasm', CPP))
  const page = codesOfPage(['worker', 'trainer'].map((room) => sources(`web/${room}`, /\.js$/)).join('\n'))
  assert.deepEqual(bare, [])
  assert.ok(codes.length > 30 && page.length > 10)
  const all = [...new Set([...codes, ...page])].sort()
  assert.deepEqual([...published().keys()].sort(), all)
  const [, union] = readFileSync(join(root, 'web/protocol/error-codes.js'), 'utf8').match(/@typedef \{([^}]+)\} ErrorCode/) ?? []
  assert.deepEqual([...union.matchAll(/'([^']+)'/g)].map(([, code]) => code).sort(), all)
})

test('an error without a code is found', () => {
  assert.deepEqual(codesOf('throw_error("the text is " + size); throw Error("it is empty"); throw_error("text.empty", "it is empty")'),
    { codes: ['text.empty'], bare: ['throw_error("the text is " + size)', 'throw Error("it is empty")'] })
})

/** Details that are words of the core's, and their values: a language says them in its own. @type {Record<string, string[]>} */
const WORDS = { kind: ['a number', 'a whole number'], unit: ['characters', 'tokens'], part: ['training', 'validation'], settings: ['nEmbd, nLayer', 'batchSize'] }
const KINDS_OF_FILE = ['foreign', 'cut', 'damaged', 'version']

/** A value for each detail that the table names: "name, perhaps value (as given)". @param {string} code @param {string} details @returns {[string, string | number][]} */
function valuesOf(code, details) {
  const names = details.replace(/\([^)]*\)|: [^;]*/g, '').split(/[,;]/).map((name) => name.replace('perhaps', '').trim()).filter(Boolean)
  return names.map((name, i) => [name, code === 'checkpoint.unreadable' && name === 'kind' ? KINDS_OF_FILE[0] : WORDS[name]?.[0] ?? (/^(name|choices|character|why)$/.test(name) ? `<${name}>` : 7_001 + i)])
}

/** Details that a sentence says in its own words. @param {string} code @param {string} name */
const inOtherWords = (code, name) => name in WORDS || (code === 'checkpoint.unreadable' && name === 'why')

/** @type {[string, typeof german][]} */
const LOCALES = await Promise.all(LANGUAGES.map(async (code) => [code, (await import(`../../web/locales/${code}.js`)).default]))

/** What a sentence lacks of the details. @param {string} sentence @param {string} code @param {[string, string | number][]} values @param {typeof german} locale */
function lacking(sentence, code, values, { strings: { format: { plain, exponential } } }) {
  const says = (/** @type {string | number} */ value) => [String(value), plain(Number(value)), exponential(Number(value))]
    .some((text) => sentence.includes(text))
  return values.filter(([name, value]) => !inOtherWords(code, name) && !says(value)).map(([name]) => `${code}: ${name}`)
}

test('the languages beside English are found', () => assert.ok(LANGUAGES.includes('de')))

for (const [language, locale] of LOCALES) test(`the language ${language} says every error, with each value that it names`, () => {
  const { errors } = locale.strings
  assert.deepEqual(Object.keys(errors).sort(), [...published().keys()].sort())
  for (const [code, details] of published()) {
    const values = valuesOf(code, details)
    const sentence = errors[/** @type {import('../../web/protocol/error-codes.js').ErrorCode} */ (code)]?.(Object.fromEntries(values)) ?? ''
    assert.deepEqual(lacking(sentence, code, values, locale), [], sentence)
    assert.match(sentence, /^[\p{Lu}\p{Lo}<7][^]*[^.]$/u, code)
    assert.doesNotMatch(sentence, /undefined|NaN|\[object/, code)
  }
})

test('a sentence that misses a value is found', () => {
  assert.deepEqual(lacking('Der Text hat 7.001 Zeichen', 'text.too-short', valuesOf('text.too-short', 'blockSize, value, low'), german), ['text.too-short: value', 'text.too-short: low'])
})

for (const [language, { strings }] of LOCALES) test(`the language ${language} says an error also without the details that it may lack, and each word of the core`, () => {
  const errors = /** @type {Record<string, (details: any) => string>} */ (strings.errors)
  for (const [code, details] of published()) {
    const perhaps = [...details.matchAll(/perhaps ([^;]+)/g)].flatMap(([, names]) => names.split(', '))
    const rest = Object.fromEntries(valuesOf(code, details).filter(([name]) => !perhaps.includes(name)))
    assert.doesNotMatch(errors[code](rest), /undefined|NaN|false| {2}|: ?$/, code)
  }
  const kinds = new Set(KINDS_OF_FILE.map((kind) => errors['checkpoint.unreadable']({ kind, why: '' })))
  assert.equal(kinds.size, KINDS_OF_FILE.length)
  const used = [...sources('src/core/training', CPP).matchAll(/refuse_file\([^;]*?(?:, |kind = )"([a-z]+)"\);/g)].map(([, kind]) => kind)
  assert.deepEqual([...new Set(used)].sort(), [...KINDS_OF_FILE].sort())
})

test('German names a setting, numbers and an empty field as its readers write them', () => {
  const errors = /** @type {Record<string, (details: any) => string>} */ (german.strings.errors)
  assert.match(errors['setting.range']({ name: 'batch_size', value: '', low: 1, high: 65536, kind: 'a whole number' }), /^Stapelgröße: Erlaubt ist eine ganze Zahl zwischen 1 und 65\.536, nicht ein leeres Feld$/)
})

for (const [language, { strings, panels }] of LOCALES) test(`the language ${language} tells the story of every rung`, () => {
  assert.deepEqual(Object.keys(panels(strings.format).stories), PRESETS)
})
