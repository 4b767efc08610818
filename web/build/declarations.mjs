// Writes the types of the JavaScript API and of the element as one file, out of the JSDoc comments and the element's declarations.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/**
 * The declarations of web/protocol/public.js and of the classes that it is about joined, which is what iambic.mjs exports, with those of the element.
 * Throws when the result does not stand on its own.
 * @param {string} web the folder
 * @returns {string}
 */
export function declarations(web) {
  const files = ['protocol/public.js', 'trainer/inspector.js', 'trainer/trainer.js']
  const alone = (/** @type {string} */ text) => text.replace(/^import .*\n/gm, '')
    .replace(/^export class Inspector/m, 'declare class Inspector') // the module exports Trainer
    .replace(/^export type Config = import.*/m, () => config)
    .replace(/@internal.*\n.*$/m, 'Made by createTrainer. */\n    protected constructor();')
  const [config] = /^\/\*\*(?:(?!\*\/)[^])*\*\/\nexport type Config = \{[^]*?\n\};/m.exec(declarationOf(join(web, 'protocol/settings-schema.js'))) ?? ['']
  const element = readFileSync(join(web, 'elements/iambic-trainer/public.d.ts'), 'utf8').replace(/^\/\/.*\n/, '')
  const joined = `${[...files.map((file) => declarationOf(join(web, file))), element].map(alone).join('\n')}\nexport const version: string\n`
  const problems = problemsOf(joined)
  if (problems.length > 0) throw new Error(`iambic.d.ts would not compile: ${problems.join('; ')}`)
  return joined
}

/** @param {string} file @returns {string} */
function declarationOf(file) {
  const options = { allowJs: true, declaration: true, emitDeclarationOnly: true, skipLibCheck: true,
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022, moduleResolution: ts.ModuleResolutionKind.Bundler }
  const program = ts.createProgram([file, join(file, '../../trainer/embedded.d.ts')], options)
  let text = ''
  program.emit(program.getSourceFile(file), (_, contents) => { text = contents }, undefined, true)
  return text
}

/** @param {string} text a declaration file @returns {string[]} */
function problemsOf(text) {
  const name = 'iambic.d.ts'
  const options = { target: ts.ScriptTarget.ES2022, lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'], types: [], noEmit: true }
  const host = ts.createCompilerHost(options)
  const { getSourceFile } = host
  host.getSourceFile = (file, ...rest) => (file === name ? ts.createSourceFile(name, text, options.target) : getSourceFile(file, ...rest))
  const program = ts.createProgram([name], options, host)
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
}
