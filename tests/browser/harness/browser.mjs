// What the tests ask of a browser: one small interface, three drivers, and how each of them is started.
import { launchChromium } from './chromium.mjs'
import { launchFirefox } from './firefox.mjs'
import { launchWebKit } from './webkit.mjs'

/**
 * `calm` prefers a dark theme and reduced motion, as a reader may have set it in the system. Everything but this machine is
 * reached through the proxy, so the server decides whether there is a network.
 * @typedef {{ proxy: string, calm?: boolean }} LaunchOptions
 */

/** @typedef {{ width: number, height: number }} Size of the viewport, in CSS pixels */

/**
 * @typedef {object} Browser
 * @property {string} version
 * @property {(address: string, size: Size) => Promise<Tab>} open
 * @property {() => Promise<{ peak: number }>} [memory]   most bytes that any page has held in memory (resident); Chromium only
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} Tab
 * @property {(expression: string) => Promise<any>} run      the expression's value, once settled, as JSON can carry it
 * @property {(key: string) => Promise<void>} press          a character, 'Tab', 'Enter', 'Escape', 'ArrowLeft' or 'ArrowRight'
 * @property {(x: number, y: number) => Promise<void>} move  the mouse
 * @property {(x: number, y: number) => Promise<void>} click
 * @property {(find: string, path: string) => Promise<void>} upload   into the file input that the expression `find` gives
 * @property {(width: number, height: number) => Promise<void>} resize
 * @property {() => Promise<Buffer>} screenshot              PNG
 * @property {() => Promise<string[]>} complaints            uncaught exceptions and console errors so far
 * @property {() => Promise<{ nodes: number, heap: number }>} [held]   what the page keeps after its rubbish was collected: DOM nodes, bytes of JavaScript; Chromium only
 * @property {(on: boolean) => Promise<void>} [print]        whether styles are those of paper; Chromium only
 * @property {() => Promise<void>} close
 */

/** @type {Record<string, (options: LaunchOptions) => Promise<Browser>>} */
export const BROWSERS = { chromium: launchChromium, firefox: launchFirefox, webkit: launchWebKit }
