// Content policies of other people's pages, and what each leaves of Iambic: tests/browser/cases/policies.mjs tries them, docs.html prints them.
const WASM = "'self' 'wasm-unsafe-eval'"
const NONCE = "'nonce-r4nd0m' 'wasm-unsafe-eval'"
const EMBEDDER = { 'cross-origin-embedder-policy': 'require-corp' }
const OPEN = { 'access-control-allow-origin': '*' }
const SHARED = { 'cross-origin-resource-policy': 'cross-origin' }

/**
 * `policy` is the page's Content-Security-Policy, `headers` are sent with it besides; `script` are attributes of the script, `elsewhere` the headers of
 * another site that it comes from. `lacks`: what cannot be had with this policy: the core (then it does not train) or the scripts beside the first
 * (then it trains without them). `webkit`: tried there, too. `note` is for docs.html.
 * @typedef {{ policy?: string, headers?: Record<string, string>, script?: string, elsewhere?: Record<string, string>, lacks?: 'core' | 'siblings', webkit?: boolean, note?: string }} Rules
 */

/** By the names that the tests have. @type {Record<string, Rules>} */
export const POLICIES = {
  'self only': { policy: "default-src 'self'", lacks: 'core' },
  'self and wasm-unsafe-eval': { policy: `default-src 'self'; script-src ${WASM}`, note: 'It trains on the page’s own thread.' },
  'worker-src self': { policy: `script-src ${WASM}; worker-src 'self'`, note: 'It trains on the page’s own thread.' },
  'worker-src blob:': { policy: `script-src ${WASM}; worker-src blob:`, note: 'It trains in a worker.' },
  'worker-src none': { policy: `script-src ${WASM}; worker-src 'none'`, note: 'It trains on the page’s own thread.' },
  'a nonce': { policy: `script-src ${NONCE}; worker-src blob:`, script: 'nonce="r4nd0m"', webkit: true, note: 'The nonce of its script holds for the scripts beside it.' },
  'a nonce and strict-dynamic': { policy: `script-src ${NONCE} 'strict-dynamic'`, script: 'nonce="r4nd0m"' },
  'Trusted Types': { policy: `script-src ${WASM}; worker-src blob:; require-trusted-types-for 'script'`, webkit: true },
  'Trusted Types that name iambic': { policy: `script-src ${WASM}; worker-src blob:; require-trusted-types-for 'script'; trusted-types iambic` },
  'Trusted Types that name nobody': { policy: `script-src ${WASM}; worker-src blob:; require-trusted-types-for 'script'; trusted-types 'none'`, lacks: 'siblings' },
  'COEP require-corp': { headers: EMBEDDER, webkit: true },
  'COEP require-corp and a script of another site, with crossorigin': { headers: EMBEDDER, script: 'crossorigin', elsewhere: OPEN },
  'COEP require-corp and a script of another site that says it may be embedded, without crossorigin': { headers: EMBEDDER, elsewhere: SHARED },
  'a sandbox that allows scripts': { policy: 'sandbox allow-scripts', note: 'Nothing can be kept for another visit.' },
  'an integrity hash': { script: 'integrity="HASH"' },
  'the integrity line of SRI.txt and a script of another site': { script: 'SRI', elsewhere: OPEN },
}
