// Pages of other people, with the element in them.
import { TrainerPage } from './page.mjs'

export const SCRIPT = '<script src="iambic.js" defer></script>'

/**
 * A page with this body, once the element is there.
 * @param {import('./suite.mjs').Test} t @param {string} body
 * @param {{ head?: string, site?: import('./suite.mjs').Site, size?: Partial<import('./browser.mjs').Size>, html?: string }} [options] `html` are attributes of the root
 */
export async function openCourse(t, body, { head = '', site = {}, size, html = '' } = {}) {
  const course = `<!doctype html><html ${html}><head>${SCRIPT}${head}</head><body>${body}</body></html>`
  const page = new TrainerPage(await t.open(`${t.server.site({ ...site, files: { 'course.html': course, ...site.files } })}course.html`, size))
  await page.until('the element', (element) => Boolean(element?.shadowRoot))
  return page
}
