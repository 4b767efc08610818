// Runs before a tested page's own scripts: keeps what goes wrong in globalThis.complaints, for browsers whose driver cannot tell.
globalThis.complaints = /** @type {string[]} */ ([])
addEventListener('error', ({ error, message }) => complaints.push(error?.stack ? `${message}\n${error.stack}` : message))
addEventListener('unhandledrejection', ({ reason }) => complaints.push(`unhandled rejection: ${reason}\n${reason?.stack ?? ''}`)) // WebKit's stack does not say what was thrown
{
  const { error } = console
  console.error = (...words) => {
    complaints.push(words.join(' '))
    error.apply(console, words)
  }
}
