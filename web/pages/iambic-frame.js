// For a page that shows Iambic in a frame and wants it as high as it is: <script src="iambic-frame.js" defer></script>, and nothing else.
globalThis.addEventListener?.('message', ({ source, data }) => {
  if (data?.iambic !== 1 || data.type !== 'height') return
  for (const frame of document.querySelectorAll('iframe')) {
    if (frame.contentWindow !== source) continue
    const { boxSizing, borderTopWidth, borderBottomWidth, paddingTop, paddingBottom } = getComputedStyle(frame)
    const around = boxSizing === 'border-box' ? [borderTopWidth, borderBottomWidth, paddingTop, paddingBottom].reduce((sum, width) => sum + parseFloat(width), 0) : 0
    frame.style.height = `${data.height + around}px`
  }
})
// Those that were there before this script have told it to nobody.
for (const frame of globalThis.document?.querySelectorAll('iframe') ?? []) frame.contentWindow?.postMessage({ iambic: 1, type: 'height' }, '*')
