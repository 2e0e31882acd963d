// Shows and hides conditional questions as answers change. Hides only: the server decides what counts (hidden answers do not leave).
// Without this script every question is visible, with a line that says when it is meant.

/** @typedef {{ fields: string[], operator: string, value: string, kind: string }} FieldCondition */
/** @typedef {FieldCondition | { met: boolean }} Condition */

const CONTAINER = '[data-enable-when]'

/** What the fields of a name hold, without those in hidden questions. @param {Document} page @param {string} name */
const values = (page, name) =>
  [...page.getElementsByName(name)]
    .filter(field => !field.closest(`${CONTAINER}[hidden]`))
    .filter(field => (field.type !== 'radio' && field.type !== 'checkbox') || field.checked)
    .map(field => field.value.trim())
    .filter(text => text !== '')

/** @param {Document} page @param {string} name @param {string} kind @returns {(string | number)[]} */
function answers(page, name, kind) {
  if (kind === 'number') return values(page, name).map(Number)
  if (kind !== 'date') return values(page, name)
  const [year, month, day] = ['year', 'month', 'day'].map(part => values(page, `${name}-${part}`)[0])
  return year && month && day ? [`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`] : []
}

/** @param {Document} page @param {Condition} condition */
function isMet(page, condition) {
  if ('met' in condition) return condition.met
  const { operator, kind } = condition
  const given = condition.fields.flatMap(name => answers(page, name, kind))
  const wanted = kind === 'number' ? Number(condition.value) : condition.value
  if (operator === 'exists') return given.length > 0 === (condition.value !== 'false')
  if (operator === '!=') return !given.includes(wanted)
  return given.some(
    each =>
      (operator.includes('=') && each === wanted) ||
      (operator[0] === '>' && each > wanted) ||
      (operator[0] === '<' && each < wanted),
  )
}

/** @param {Document} page */
export function applyConditions(page) {
  for (const line of page.querySelectorAll('.app-only-if')) line.hidden = true
  const containers = [...page.querySelectorAll(CONTAINER)]
  // A question that appears may switch another one: again until nothing changes.
  for (let round = 0, changed = true; changed && round <= containers.length; round += 1) {
    changed = false
    for (const container of containers) {
      const met = JSON.parse(container.dataset.enableWhen).map(each => isMet(page, each))
      const hide = container.dataset.enableBehavior === 'any' ? !met.includes(true) : met.includes(false)
      if (container.hidden !== hide) changed = true
      container.hidden = hide
      // From here on this script says what is shown.
      delete container.dataset.unmet
    }
  }
}

if (typeof document !== 'undefined') {
  const apply = () => applyConditions(document)
  apply()
  document.addEventListener('input', apply)
  document.addEventListener('change', apply)
  // After "back" the browser puts the answers in again without an event.
  addEventListener('pageshow', apply)
}
