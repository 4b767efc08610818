// Makes custom-elements.json, which editors, catalogues and docs.html read, of what the source says of <iambic-trainer>:
// https://github.com/webcomponents/custom-elements-manifest.
import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { ATTRIBUTES, CSS_PROPERTIES, PARTS, SLOTS, STATES } from '../elements/iambic-trainer/manifest.js'
import { attributeOf, PROPERTIES } from '../experiment/settings.js'
import { HELP } from '../protocol/settings-schema.js'

/** @typedef {{ name: string, description: string, type: string, readonly: boolean, parameters?: { name: string, type: string }[] }} Member */

const PUBLIC = new URL('../elements/iambic-trainer/public.d.ts', import.meta.url)
const source = ts.createSourceFile('public.d.ts', readFileSync(PUBLIC, 'utf8'), ts.ScriptTarget.ES2022, true)

/** What an interface of public.d.ts declares, with its comments. @param {string} name @returns {Member[]} */
function membersOf(name) {
  const declared = source.statements.find((one) => ts.isInterfaceDeclaration(one) && one.name.text === name)
  if (!declared || !ts.isInterfaceDeclaration(declared)) throw new Error(`public.d.ts has no interface ${name}`)
  return declared.members.map((member) => {
    const [comment] = ts.getJSDocCommentsAndTags(member)
    const { type, parameters } = /** @type {{ type?: ts.TypeNode, parameters?: ts.NodeArray<ts.ParameterDeclaration> }} */ (/** @type {unknown} */ (member))
    return {
      name: /** @type {ts.Identifier | ts.StringLiteral} */ (member.name).text,
      description: sentence((comment && ts.getTextOfJSDocComment(comment.comment)) ?? ''),
      type: type?.getText() ?? 'unknown',
      readonly: ts.isPropertySignature(member) && (ts.getCombinedModifierFlags(/** @type {any} */ (member)) & ts.ModifierFlags.Readonly) !== 0,
      ...(parameters && { parameters: parameters.map((one) => ({ name: `${one.name.getText()}${one.questionToken ? '?' : ''}`, type: one.type?.getText() ?? 'unknown' })) }),
    }
  })
}

/** "a rung" -> "A rung." @param {string} text */
const sentence = (text) => text && `${text[0].toUpperCase()}${text.slice(1).replace(/\s+/g, ' ').replace(/([^.])$/, '$1.')}`

/** @param {import('../experiment/settings.js').Property} property */
function typeOf({ choices, instead }) {
  const words = [...(choices ?? []), ...(instead?.split('|') ?? [])].map((word) => `'${word}'`)
  return (choices ? words : ['number', ...words]).join(' | ')
}

/** Every setting, as attribute and as property. */
function settings() {
  const own = new Map(membersOf('IambicSettings').map(({ name, description }) => [name, description]))
  return PROPERTIES.map((property) => ({
    name: property.name, attribute: attributeOf(property.name), type: { text: typeOf(property) }, default: String(property.initial),
    description: own.get(property.name) || HELP[/** @type {keyof typeof HELP} */ (property.name)],
  }))
}

/** @param {Member} member */
function memberOf({ name, description, type, readonly, parameters }) {
  const given = parameters?.map((one) => ({ name: one.name.replace('?', ''), optional: one.name.endsWith('?') || undefined, type: { text: one.type } }))
  return given
    ? { kind: 'method', name, description, parameters: given, return: { type: { text: type } } }
    : { kind: 'field', name, description, type: { text: type }, readonly: readonly || undefined }
}

/** @param {import('../elements/iambic-trainer/manifest.js').Item} item */
const typed = ({ name, description, type }) => ({ name, description, ...(type && { type: { text: type } }) })

export function customElements() {
  const [all, lesson] = [settings(), membersOf('IambicLesson')]
  const declaration = {
    kind: 'class', customElement: true, name: 'IambicTrainer', tagName: 'iambic-trainer', superclass: { name: 'HTMLElement' },
    description: 'A language model that learns in the page.',
    attributes: [
      ...all.map(({ attribute, name, ...rest }) => ({ name: attribute, fieldName: name, ...rest })),
      ...lesson.map(({ name, ...rest }) => ({ ...typed({ name, ...rest }), fieldName: name })), ...ATTRIBUTES.map(typed),
    ],
    members: [...all.map(({ ...setting }) => ({ kind: 'field', ...setting })), ...[...lesson, ...membersOf('IambicTrainerElement')].map(memberOf)],
    events: membersOf('IambicEventMap').map(({ name, description, type }) => ({ name, description, type: { text: type } })),
    slots: SLOTS, cssParts: PARTS, cssProperties: CSS_PROPERTIES, cssStates: STATES,
  }
  const reference = { name: 'IambicTrainer', module: 'iambic-trainer.mjs' }
  return {
    schemaVersion: '2.1.0', readme: 'README.md',
    modules: [{
      kind: 'javascript-module', path: 'iambic-trainer.mjs', declarations: [declaration],
      exports: [{ kind: 'js', name: 'IambicTrainer', declaration: reference }, { kind: 'custom-element-definition', name: 'iambic-trainer', declaration: reference }],
    }],
  }
}
