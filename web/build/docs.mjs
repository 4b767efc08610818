// Makes docs.html of web/pages/docs.html: fills in the reference, the examples and the recipes.
import { MESSAGES_IN, MESSAGES_OUT } from '../elements/iambic-trainer/manifest.js'
import { attributeOf, PROPERTIES } from '../experiment/settings.js'
import { POLICIES } from './policies.mjs'
import { EXAMPLES, RECIPES } from './recipes.mjs'

/** @typedef {ReturnType<typeof import('./custom-elements.mjs').customElements>} Manifest */

/** @param {string} text */
const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
/** With `code`. @param {string} text */
const prose = (text) => escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>')
/** @param {string} text */
const code = (text) => (text ? `<code>${escaped(text)}</code>` : '')

/** `kind`: html snippets are parsed by a test. @param {string} text @param {string} kind */
const block = (text, kind) => `<pre tabindex="0"><code class="${kind}">${escaped(text)}</code></pre>`

/** @param {string[]} heads @param {string[][]} rows of HTML */
function table(heads, rows) {
  const cellOf = (/** @type {string} */ cell, /** @type {number} */ i) => (i === 0 ? `<th scope="row">${cell}</th>` : `<td data-label="${heads[i]}">${cell}</td>`)
  const cells = (/** @type {string[]} */ row) => row.map(cellOf).join('')
  return `<table>\n<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead>
<tbody>\n${rows.map((row) => `<tr>${cells(row)}</tr>`).join('\n')}\n</tbody>\n</table>`
}

/** What may be given, in words. @param {import('../experiment/settings.js').Property} property */
function range({ choices, instead, low, high, aboveLow, whole }) {
  const plain = (/** @type {number} */ value) => value.toLocaleString('en-US', { maximumFractionDigits: 9 })
  if (choices) return choices.map(code).join(', ')
  const numbers = `${aboveLow ? 'above ' : ''}${plain(low ?? 0)} ${aboveLow ? 'and at most' : 'to'} ${plain(high ?? Infinity)}${whole ? ', whole' : ''}`
  return [numbers, ...(instead?.split('|').map(code) ?? [])].join(', or ')
}

/** @param {any[]} attributes of the manifest */
function settingRows(attributes) {
  return PROPERTIES.map((property) => {
    const { name, fieldName, description } = attributes.find((one) => one.name === attributeOf(property.name))
    const both = name === fieldName ? code(name) : `${code(name)}<br>${code(fieldName)}`
    return [both, prose(description), range(property), code(String(property.initial))]
  })
}

/** @param {any} method */
const call = ({ name, parameters }) => code(`${name}(${parameters.map((/** @type {any} */ one) => one.name + (one.optional ? '?' : '')).join(', ')})`)

/** What comes with an event. @param {string} type of it */
const detailOf = (type) => type.replace(/^CustomEvent<(.*)>$/s, '$1').replace('{}', '')

/** @param {any[]} items @param {(name: string) => string} [write] */
const plain = (items, write = code) => items.map(({ name, description }) => [write(name), prose(description)])

/** @param {any[]} items */
const withType = (items) => items.map(({ name, type, description }) => [code(name), prose(description), code(type?.text ?? type ?? '')])

/** The reference, by the names of its places. @param {Manifest} manifest @returns {Record<string, string>} */
function reference(manifest) {
  const [{ declarations: [element] }] = manifest.modules
  const names = new Set(PROPERTIES.flatMap(({ name }) => [name, attributeOf(name)]))
  const members = /** @type {any[]} */ (element.members).filter(({ name }) => !names.has(name))
  const events = element.events.map(({ name, type, description }) => [code(name), prose(description), code(detailOf(type.text))])
  const passed = element.events.map(({ name, description, type }) => ({ name: name.replace('iambic-', ''), description, type: detailOf(type.text) }))
  return {
    settings: table(['attribute, property', 'what it does', 'may be', 'by itself'], settingRows(element.attributes)),
    attributes: table(['attribute', 'what it does', 'may be'], withType(/** @type {any[]} */ (element.attributes).filter(({ name }) => !names.has(name)))),
    properties: table(['property', 'what it tells', 'type'], withType(members.filter(({ kind }) => kind === 'field'))),
    methods: table(['method', 'what it does', 'gives'], members.filter(({ kind }) => kind === 'method').map((one) => [call(one), prose(one.description), code(one.return.type.text)])),
    events: table(['event', 'when', 'detail'], events),
    states: table(['state', 'when'], plain(element.cssStates, (name) => code(`:state(${name})`))),
    slots: table(['slot', 'what it holds'], plain(element.slots, (name) => (name ? code(name) : 'the default'))),
    parts: element.cssParts.length > 0 ? table(['part', 'what it is'], plain(element.cssParts, (name) => code(`::part(${name})`))) : '<p>None so far.</p>',
    variables: table(['property', 'what it colours or sets'], plain(element.cssProperties)),
    out: table(['type', 'when', 'with it'], withType([...MESSAGES_OUT, ...passed])),
    in: table(['type', 'what it does', 'with it'], withType(MESSAGES_IN)),
  }
}

/** @param {import('./recipes.mjs').Example} example */
const example = ({ title, says, html }) => `<h3>${title}</h3>\n<p>${prose(says)}</p>\n${block(html, 'html')}\n<div class="live">\n${html}\n</div>`

/** @param {import('./recipes.mjs').Recipe} recipe */
const recipe = ({ host, snippet, kind, says, tried, forbids }) => `<h3 id="${host.toLowerCase().replace(/\W+/g, '-')}">${host}</h3>
<p>${prose(says)}</p>\n${block(snippet, kind)}
<p><b>Tried:</b> ${prose(tried)}</p>\n<p><b>What it forbids:</b> ${prose(forbids)}</p>`

/** What happens under a policy. */
const OUTCOMES = { all: 'Everything works.', siblings: 'It trains, and says that chart and panels are missing.', core: 'It says in a sentence that WebAssembly is forbidden, and does not train.' }

/** @param {[string, import('./policies.mjs').Rules]} policy */
function policyRow([name, { policy, headers = {}, script = '', lacks, webkit, note }]) {
  const sent = [policy, ...Object.entries(headers).map((header) => header.join(': '))].filter((each) => each !== undefined)
  const attributes = script.replace('SRI', 'integrity="HASH" crossorigin').replace('HASH', 'sha384-…')
  return [prose(name), [...sent, attributes].map((each) => code(each ?? '')).filter(Boolean).join('<br>'), prose([OUTCOMES[lacks ?? 'all'], note].filter(Boolean).join(' ')), webkit ? 'Chromium, Firefox, WebKit' : 'Chromium, Firefox']
}

/** @param {string} template @param {Manifest} manifest @param {string} version */
export function docsPage(template, manifest, version) {
  /** @type {Record<string, string>} */
  const places = {
    ...reference(manifest), version,
    examples: EXAMPLES.map(example).join('\n'),
    recipes: RECIPES.map(recipe).join('\n'),
    policies: table(['the page has', 'as', 'what happens', 'tried in'], Object.entries(POLICIES).map(policyRow)),
  }
  return template.replace(/\{\{(\w+)\}\}/g, (_, name) => {
    if (places[name] === undefined) throw new Error(`docs.html has a place ${name}, which nothing fills`)
    return places[name]
  })
}
