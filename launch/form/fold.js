// One question open at a time (docs/adr/0032). Open and shut are drawn by the server and the style sheet before the first paint; this follows
// the answers. Without this script each button sends the form, and the server opens the question.

const CHOICES = 'input[type="radio"], input[type="checkbox"]'

/** What is chosen in a question. @param {HTMLElement} fold */
const chosen = fold => [...fold.querySelectorAll(CHOICES)].filter(each => each.checked && each.value !== '')
/** @param {HTMLElement} fold */
const isAnswered = fold => chosen(fold).length > 0

/** @param {HTMLFormElement} form */
export function startFolds(form) {
  const turns = () => [...form.querySelectorAll('[data-fold-turn]')].filter(each => !each.hidden)
  // Where the answers lead nowhere else, the style sheet shows another button, and nothing more is asked.
  const goesOn = () => getComputedStyle(form.querySelector('[data-goes-on]')).display !== 'none'
  const waiting = () => (goesOn() ? turns().filter(each => !isAnswered(each)) : [])
  // An arrow key walks through the options: it never shuts a question.
  let lastKey

  const shut = fold => {
    if (fold.dataset.foldTurn && fold.dataset.foldStays === undefined && isAnswered(fold)) fold.dataset.fold = 'shut'
  }
  const open = fold => {
    fold.dataset.fold = 'open'
  }
  /** Whoever uses keys comes to the options, whoever points to the question. */
  const focusOn = fold => {
    const field = chosen(fold)[0] ?? fold.querySelector('.app-fold__body :is(input, select, textarea)')
    const group = lastKey === undefined ? fold.querySelector('fieldset') : null
    if (group) group.tabIndex = -1
    ;(group ?? field)?.focus()
  }
  const goOn = fold => {
    shut(fold)
    const [next] = waiting()
    if (next) open(next)
    if (next) focusOn(next)
    else if (fold.dataset.fold === 'shut') form.querySelector('[data-goes]').focus()
  }
  const say = () => {
    for (const fold of form.querySelectorAll('[data-fold-says]')) {
      const words = chosen(fold).map(each => each.labels[0].textContent.trim())
      fold.querySelector('.app-fold__says').textContent = words.length > 0 ? ` ${words.join(', ')}` : ''
    }
    const left = waiting().map(each => each.dataset.foldTurn)
    form.querySelector('[data-missing]').textContent = left.length > 0 ? `To answer: ${left.join(', ')}` : ''
  }

  form.addEventListener('keydown', event => {
    lastKey = event.key
    const fold = event.target.closest('[data-fold-turn]')
    if (event.key !== 'Enter' || !event.target.matches(CHOICES) || !fold || !isAnswered(fold)) return
    // After the last question Return checks the answers, as in any form.
    if (fold.dataset.foldStays !== undefined && waiting().length === 0) return
    event.preventDefault()
    goOn(fold)
  })
  form.addEventListener('pointerdown', () => {
    lastKey = undefined
  })
  form.addEventListener('click', event => {
    const button = event.target.closest('.app-fold__button')
    if (button) {
      event.preventDefault()
      const fold = button.closest('[data-fold]')
      open(fold)
      focusOn(fold)
      return
    }
    const fold = event.target.closest('[data-fold-turn]')
    const isChoice = event.target.matches('input[type="radio"]') && event.target.value !== ''
    // After the conditions of other questions have followed the answer.
    if (fold && isChoice && lastKey === undefined) setTimeout(() => goOn(fold))
  })
  form.addEventListener('focusout', event => {
    const fold = event.target.closest('[data-fold-turn]')
    if (lastKey !== 'Tab' || !fold || fold.contains(event.relatedTarget)) return
    setTimeout(() => {
      if (!isAnswered(fold)) return
      shut(fold)
      const [next] = waiting()
      if (!next) return
      open(next)
      if (next.contains(document.activeElement)) focusOn(next)
    })
  })
  /** A link to a question opens it, from the summary of errors as from another page. */
  const openLinked = () => {
    const linked = document.getElementById(location.hash.slice(1))?.closest('[data-fold="shut"]')
    if (!linked) return
    open(linked)
    focusOn(linked)
  }

  // After those that show and hide questions.
  document.addEventListener('change', say)
  addEventListener('hashchange', openLinked)
  addEventListener('pageshow', () => {
    say()
    openLinked()
  })
}

if (typeof document !== 'undefined') for (const form of document.querySelectorAll('form[data-folds]')) startFolds(form)
