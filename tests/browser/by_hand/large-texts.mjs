// Texts of 100 and 500 MB, from a file and from an address: taken, or refused in a sentence. Too large for the suite, and by hand:
// node tests/browser/run.mjs --cases tests/browser/by_hand --only MB --verbose
import { TrainerPage } from '../harness/page.mjs'
import { assertSentence, test } from '../harness/suite.mjs'

const MEGABYTE = 1 << 20

/** Waits until the text is in use or refused; the sentence where it is refused. @param {TrainerPage} page @param {number} bytes */
async function taken(page, bytes) {
  const seen = await page.until('the text, or why not', (element, root, size) => {
    const refused = [...root.querySelectorAll('#corpus-problem, #status.problem')].map(({ textContent }) => textContent).join('')
    return refused || (element.state === 'idle' && element.trainer?.info.characters === size && 'taken')
  }, bytes)
  return seen === 'taken' ? '' : seen
}

for (const megabytes of [100, 500]) {
  const bytes = megabytes * MEGABYTE
  test(`a text of ${megabytes} MB from a file is taken, and a bigram and a transformer learn from it, or refused in a sentence`, async (t) => {
    const page = await t.openPage()
    const path = t.file('large.txt', Buffer.alloc(bytes, t.corpus))
    const began = Date.now()
    await page.upload('corpus-file', path)
    const refused = await taken(page, bytes)
    t.note(refused || `taken in ${((Date.now() - began) / 1000).toFixed(1)} s`)
    if (refused) assertSentence(refused, /large\.txt/)
    else {
      await page.train(2000)
      await page.climb('self-attention')
      await page.train(20)
      await page.unfold('maker')
      await page.until('what the panel says of it', (_, root) => /too long for these codes/.test(root.getElementById('maker-note')?.textContent))
    }
    const memory = await t.browser.memory?.()
    if (memory) t.note(`at most ${(memory.peak / MEGABYTE).toFixed()} MB held by a page`)
  })

  test(`a text of ${megabytes} MB at an address is taken or refused in a sentence`, async (t) => {
    const files = { 'large.txt': Buffer.alloc(bytes, t.corpus), 'course.html': '<!doctype html><title>a course</title><iambic-trainer src="large.txt" steps="2000"></iambic-trainer><script src="iambic.js"></script>' }
    const page = new TrainerPage(await t.open(`${t.server.site({ files })}course.html`))
    const began = Date.now()
    const refused = await taken(page, bytes)
    t.note(refused || `taken in ${((Date.now() - began) / 1000).toFixed(1)} s`)
    if (refused) assertSentence(refused, /large\.txt/)
    else await page.train(2000)
    const memory = await t.browser.memory?.()
    if (memory) t.note(`at most ${(memory.peak / MEGABYTE).toFixed()} MB held by a page`)
  })
}
