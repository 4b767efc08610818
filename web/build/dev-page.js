// What scripts/dev adds to the page that it serves: loads it again when it has been built again, and shows why it could not be.
const notice = document.createElement('output')
notice.style.cssText = 'position: fixed; inset: 0 0 auto; z-index: 9999; padding: 12px 16px; background: #8f2a1a; color: #fff; font: 16px/1.4 monospace'
const changes = new EventSource('/dev/changes')
changes.addEventListener('built', () => location.reload())
changes.addEventListener('problem', ({ data }) => {
  notice.textContent = data
  document.body.append(notice)
})
