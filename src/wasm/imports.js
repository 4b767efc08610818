// Tells Emscripten's linker which imports the page provides (web/worker/wasm-core.js); nothing of this file is shipped.
mergeInto(LibraryManager.library, { iambic_refuse() {}, iambic_alive() {} })
