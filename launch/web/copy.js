// A text to be copied: one press beside it, where scripts run. Without them it is selected by hand.
for (const text of document.querySelectorAll('textarea[data-copy]')) {
  const label = text.labels[0]?.textContent.trim() ?? ''
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'nhsuk-button nhsuk-button--secondary nhsuk-button--small ww-copy'
  button.textContent = 'Copy'
  // Two of them on one page have different names.
  button.setAttribute('aria-label', /^copy /i.test(label) ? label : `Copy ${label}`)
  const said = document.createElement('span')
  said.setAttribute('role', 'status')
  button.addEventListener('click', () => {
    text.select()
    // A panel in another site's frame may not use the clipboard's own interface: this way works in both.
    said.textContent = document.execCommand('copy') ? 'Copied' : 'Press Ctrl and C to copy'
  })
  text.after(button, said)
}
