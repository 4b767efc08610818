// What web/build.mjs puts into the bundles, each as text.
declare module 'iambic:worker' { const source: string; export default source } // engine/worker.js as a classic script
declare module 'iambic:wasm' { const base64: string; export default base64 } // the core, deflated
declare module 'iambic:complete' { const script: string; export default script } // what holds the complete core; '' when `iambic:wasm` is it
declare module 'iambic:version' { const name: string; export default name }
