import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { fieldsOf } from '../../../launch/hub/action/action-fields.ts'
import { ActionForm } from '../../../launch/hub/action/action-form.tsx'
import { ACTION_WORDS } from '../../../launch/hub/action/action-words.ts'
import { readAction, typedIn } from '../../../launch/hub/action/read-action.ts'
import { LETTER_ANSWERS } from '../../../src/delivery/answer-letter.ts'
import { type ActionKind, actionsAt } from '../../../src/domain/coach-action.ts'
import { PHASES, type Standing, statesOf } from '../../../src/domain/referral-moves.ts'
import { optionsOf, pageFaults } from '../../support/page-faults.ts'

const KINDS = Object.keys(ACTION_WORDS) as ActionKind[]
const STANDINGS = PHASES.flatMap(phase => [{ phase }, ...statesOf(phase).map(state => ({ phase, state }))])
const COACHES = { coaches: [{ reference: 'PractitionerRole/7', key: 'demo/ben', name: 'Ben Okafor' }] }
/** Every form that the desk and the pages of a letter can show. */
const FORMS = STANDINGS.flatMap((standing: Standing) =>
  actionsAt(standing).map(kind => [`${standing.phase} ${standing.state ?? ''} ${kind}`, kind, standing] as const),
)
const SAID = { day: '2027-07-01', time: '10:30', question: 'Which evenings?', why: 'In hospital', until: '', from: '' }

const formOf = (kind: ActionKind, standing: Standing, problems: { field: string; message: string }[] = []): string => {
  const fields = fieldsOf(kind, standing, COACHES, 'demo/asha')
  return renderToStaticMarkup(
    <ActionForm to="/x" version="1" does="Save" fields={fields} typed={{}} problems={problems} />,
  )
}

describe('the form of every action', () => {
  it('is looked at', () => {
    expect(new Set(FORMS.map(([, kind]) => kind))).toEqual(new Set(KINDS))
    expect(LETTER_ANSWERS.every(kind => KINDS.includes(kind))).toBe(true)
  })

  it.each(FORMS)('%s: each option is found by its words, before and after an error', (_name, kind, standing) => {
    const fields = fieldsOf(kind, standing, COACHES, 'demo/asha')
    const problems = fields.flatMap(({ name, needed }) => (needed ? [{ field: name, message: needed }] : []))
    expect(pageFaults(formOf(kind, standing))).toEqual([])
    expect(pageFaults(formOf(kind, standing, problems))).toEqual([])
    const options = optionsOf(formOf(kind, standing))
    for (const { name, options: known } of fields)
      expect(options.get(name)?.map(({ value, words }) => [value, words])).toEqual(known?.map(each => [...each]))
  })

  it.each(FORMS)('%s: the first option, chosen by its words, is taken', (_name, kind, standing) => {
    const fields = fieldsOf(kind, standing, COACHES, 'demo/asha')
    const chosen = [...optionsOf(formOf(kind, standing))].map(([name, [first]]) => [name, first?.value ?? ''])
    const typed = typedIn({ ...SAID, ...Object.fromEntries(chosen) }, fields)
    expect(readAction(kind, fields, typed, 'Asha Grant')).toMatchObject({ ok: true, value: { kind } })
  })
})
