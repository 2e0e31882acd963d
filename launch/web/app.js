// The NHS components start only under this class; without scripts everything stays open and usable.
document.body.classList.add('js-enabled', 'nhsuk-frontend-supported')

// The browser may keep a whole page and show it again by "back", after the session or the clinician has gone: ask the server anew (H01, H22).
addEventListener('pageshow', event => {
  if (event.persisted) location.reload()
})
