// Says what scripts/bench cannot measure here, before anything is built.
import { fileURLToPath } from 'node:url'
import { CHROMIUM } from './browser.mjs'
import { missingHere } from './contenders.mjs'
import { findPyTorch } from './pytorch.mjs'

for (const sentence of missingHere(findPyTorch(fileURLToPath(new URL('../../..', import.meta.url))), CHROMIUM)) console.log(sentence)
