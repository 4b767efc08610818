// Pages of other people, with the element in them.
import { TrainerPage } from './page.mjs'

export const SCRIPT = '<script src="iambic.js" defer></script>'

/** Its HTML. @param {string} body @param {{ head?: string, html?: string }} [options] `html` are attributes of the root */
export const course = (body, { head = '', html = '' } = {}) => `<!doctype html><html ${html}><head>${SCRIPT}${head}</head><body>${body}</body></html>`

/**
 * A page with this body, once the element is there.
 * @param {import('./suite.mjs').Test} t @param {string} body
 * @param {{ head?: string, site?: import('./suite.mjs').Site, size?: Partial<import('./browser.mjs').Size>, html?: string }} [options]
 */
export async function openCourse(t, body, { head, site = {}, size, html } = {}) {
  const files = { 'course.html': course(body, { head, html }), ...site.files }
  const page = new TrainerPage(await t.open(`${t.server.site({ ...site, files })}course.html`, size))
  await page.until('the element', (element) => Boolean(element?.shadowRoot))
  return page
}
