// Keeps what is typed or chosen while nothing has been handed in yet: a tab that closes or a sign-in that ends loses nothing (H15).
// Without this script everything is kept with each press of a button.

const QUIET_MS = 800

/** @param {HTMLFormElement} form */
export function keepTyped(form) {
  let waiting
  const warning = document.querySelector('[data-not-kept]')
  const keep = async () => {
    clearTimeout(waiting)
    waiting = undefined
    const body = new URLSearchParams(new FormData(form))
    const kept = await fetch(form.dataset.keep, { method: 'POST', body, keepalive: true, redirect: 'error' }).then(
      answer => answer.ok,
      () => false,
    )
    if (warning) warning.hidden = kept
  }
  const soon = () => {
    clearTimeout(waiting)
    waiting = setTimeout(keep, QUIET_MS)
  }
  form.addEventListener('input', soon)
  form.addEventListener('change', soon)
  // The button hands everything in: what is still waiting would come too late.
  form.addEventListener('submit', () => {
    clearTimeout(waiting)
    waiting = undefined
  })
  addEventListener('pagehide', () => {
    if (waiting !== undefined) keep()
  })
}

if (typeof document !== 'undefined') for (const form of document.querySelectorAll('form[data-keep]')) keepTyped(form)
