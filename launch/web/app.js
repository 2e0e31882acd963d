// The NHS components start only under this class; without scripts everything stays open and usable.
document.body.classList.add('js-enabled', 'nhsuk-frontend-supported')
