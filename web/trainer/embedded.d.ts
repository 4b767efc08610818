// What web/build/build.mjs puts into the bundles.
declare module 'iambic:worker' { // worker/main.js
  export function makeWork(): (scope: import('../protocol/messages.js').Scope) => void
  export const source: string // the same as a classic script, which starts to work
}
declare module 'iambic:wasm' { const base64: string; export default base64 } // the core, deflated
declare module 'iambic:group' { const script: string; export default script } // worker/group.js, where that core knows all models
declare module 'iambic:complete' { const complete: boolean; export default complete } // whether that core knows all models
declare module 'iambic:build' { const hash: string; export default hash } // what this script was built from, and the parts that fit it
declare module 'iambic:hashes' { const hashes: Record<string, string>; export default hashes } // of the scripts beside this one, as `integrity` takes them
declare module 'iambic:siblings' { export function sibling(name: string): URL | undefined } // where a bundler put the file, for programs
declare module 'iambic:languages' { const codes: string[]; export default codes } // beside English, each a part of its own
declare module 'iambic:expected' { const expected: { bytes: number, runs: { options: Record<string, string | number>, steps: number, checkpoint_sha256: string }[] }; export default expected } // of short runs, as the tests have it
declare module 'iambic:excerpts' { const lines: Record<string, { file: string, line: number, text: string }[]>; export default lines } // of the sources, by rung
declare module 'iambic:version' { const name: string; export default name }
