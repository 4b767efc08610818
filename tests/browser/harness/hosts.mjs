// Pages of other people around frames of the page, which they make as high as its messages say: nine frames, of three kinds of host and three widths.
import assert from 'node:assert/strict'

// What pages around a frame do with its messages: ours; what H5P's public resizer does, in our words, which greets nobody first; what Canvas does.
const HOSTS = {
  'iambic-frame.js': '<script src="iambic-frame.js"></script>',
  "H5P's resizer": `<script>
    addEventListener('message', ({ source, data }) => {
      if (data.context !== 'h5p') return
      const frame = [...document.querySelectorAll('iframe')].find(({ contentWindow }) => contentWindow === source)
      const answer = (action) => source.postMessage({ context: 'h5p', action }, '*')
      if (data.action === 'hello') {
        frame.style.width = '100%'
        addEventListener('resize', () => answer('resize'))
        answer('hello')
      } else if (data.action === 'prepareResize' && (frame.clientHeight !== data.scrollHeight || data.scrollHeight !== data.clientHeight)) {
        frame.style.height = data.clientHeight + 'px'
        answer('resizePrepared')
      } else if (data.action === 'resize') frame.style.height = data.scrollHeight + 'px'
    })
  </script>`,
  'Canvas': `<script>
    addEventListener('message', ({ source, data }) => {
      if (data.subject !== 'lti.frameResize') return
      const frame = [...document.querySelectorAll('iframe')].find(({ contentWindow }) => contentWindow === source)
      frame.style.height = data.height + 'px'
    })
  </script>`,
}
const WIDTHS = [360, 768, 1280]

const STYLE = '<style>body { margin: 0 } iframe { width: 100%; border: 3px solid; box-sizing: content-box; margin: 0 -3px }</style>'
const FRAMES = WIDTHS.map((width) => `<div style="width: ${width}px"><iframe src="index.html#workers=1&lang=de"></iframe></div>`).join('')
const PAGES = Object.fromEntries(Object.entries(HOSTS).map(([name, script], i) => [`host-${i}.html`, `<!doctype html><title>${name}</title>${STYLE}${script}${FRAMES}`]))
// All of these, so small that all are in view, for what is not is neither begun nor drawn; at first out of sight.
const COURSE = `<!doctype html><title>a course</title><style>
    body { margin: 0; display: flex; transform-origin: 0 0; transform: translateY(9000px) scale(0.1) }
    iframe { border: 0; flex: none; width: 1300px; height: 8000px }
  </style>
  <body>${Object.keys(PAGES).map((file) => `<iframe src="${file}"></iframe>`).join('')}<script>
    const frames = []
    globalThis.each = (ask) => Promise.all(frames.map(async ({ name, frame, heights }) => {
      const page = frame.contentDocument
      const element = page.querySelector('iambic-trainer')
      const answer = await ask({ frame, page, element, root: element.shadowRoot, heights })
      return answer && name + ': ' + answer
    })).then((all) => all.filter(Boolean).join('; '))
    addEventListener('load', () => {
      for (const { contentDocument, contentWindow } of document.querySelectorAll('iframe')) {
        for (const frame of contentDocument.querySelectorAll('iframe')) {
          const heights = []
          frames.push({ name: contentDocument.title + ' ' + frame.clientWidth, frame, heights })
          new contentWindow.ResizeObserver(() => heights.push(frame.clientHeight)).observe(frame)
        }
      }
      globalThis.loaded = true
    })
  </script>`

/** Nine frames in one page, of each kind of host and each width. @param {import('./suite.mjs').Test} t */
export async function openHosts(t) {
  const tab = await t.open(`${t.server.site({ files: { ...PAGES, 'course.html': COURSE } })}course.html`)
  /** What is wrong in which frame, at the last when 12 more frames of the screen are drawn. @param {string} what @param {string} wrong an expression @param {number} [patience] milliseconds */
  const soon = async (what, wrong, patience = 60_000) => {
    const look = () => tab.run(`globalThis.loaded ? each(({ frame, page, element, root }) => (${wrong})) : 'not loaded'`)
    let seen = await look()
    for (const deadline = Date.now() + patience; seen !== '' && Date.now() < deadline; seen = await look()) {
      await new Promise((resolve) => { setTimeout(resolve, 50) }) // in which the page can do what is waited for
    }
    assert.equal(seen, '', `${what}: ${seen}`)
  }
  const fits = (/** @type {string} */ what) => tab.run(`each(async ({ frame, page }) => {
    const wrong = () => {
      const { scrollHeight, clientHeight, scrollWidth, clientWidth } = page.documentElement
      const content = page.documentElement.getBoundingClientRect().height
      return scrollHeight <= clientHeight && scrollWidth <= clientWidth && clientWidth === frame.clientWidth && Math.abs(clientHeight - content) < 1.01 ? '' : 'in ' + clientWidth + ' x ' + clientHeight + ' stand ' + scrollWidth + ' x ' + content
    }
    for (let i = 0; i < 12 && wrong(); i++) await new Promise(requestAnimationFrame)
    return wrong()
  })`).then((wrong) => assert.equal(wrong, '', `${what}: ${wrong}`))
  const act = (/** @type {string} */ action) => tab.run(`each(({ element, root }) => void (${action}))`)
  return { tab, soon, fits, act }
}
