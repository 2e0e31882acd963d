import type { Questionnaire } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import type { Folding } from '../../../launch/form/folding.ts'
import { createFormView } from '../../../launch/form/form-view.ts'

const option = (code: string) => ({ valueCoding: { system: 's', code, display: code.toUpperCase() } })
const question = (linkId: string, more: object = {}) => ({
  linkId,
  text: `Question ${linkId}`,
  type: 'choice' as const,
  answerOption: [option('yes'), option('no')],
  ...more,
})
const FORM: Questionnaire = {
  resourceType: 'Questionnaire',
  status: 'active',
  item: [
    question('a'),
    question('b', { enableWhen: [{ question: 'a', operator: '=', answerCoding: { system: 's', code: 'yes' } }] }),
    question('seldom'),
    question('c'),
    question('safety'),
    { linkId: 'contact', text: 'Contact', type: 'group', item: [question('way')] },
  ],
}
const asked = (linkId: string, hasTurn = true, staysOpen = false) => ({ linkId, name: linkId, hasTurn, staysOpen })
const FOLDING: Folding = {
  questions: [asked('a'), asked('b'), asked('seldom', false), asked('c'), asked('safety', true, true)],
  groups: { contact: { says: 'a line', isOpen: false } },
}

function openIn(answers: Record<string, string>, more: { opened?: string; wrong?: string[]; typed?: object } = {}) {
  const item = Object.entries(answers).map(([linkId, code]) => ({
    linkId,
    answer: [{ valueCoding: { system: 's', code } }],
  }))
  const view = createFormView({
    questionnaire: FORM,
    response: { resourceType: 'QuestionnaireResponse', status: 'in-progress', item },
    issues: (more.wrong ?? []).map(linkId => ({ linkId, text: 'wrong' })),
    prefilled: new Set(),
    typed: { ...more.typed },
    folding: { ...FOLDING, opened: more.opened },
  })
  return view.tree.filter(node => view.fold(node)?.isOpen).map(node => node.key)
}

describe('what stands open', () => {
  it.each<[what: string, answers: Record<string, string>, open: string[]]>([
    ['the first question', {}, ['a']],
    ['the next that is not answered', { a: 'yes' }, ['b']],
    ['none whose condition does not hold', { a: 'no' }, ['c']],
    ['none that has no turn', { a: 'yes', b: 'no' }, ['c']],
    ['what is to be seen until the end, once it is answered', { a: 'no', safety: 'yes' }, ['c', 'safety']],
    ['nothing else when all is answered', { a: 'no', c: 'yes', safety: 'yes' }, ['safety']],
  ])('%s', (_what, answers, open) => {
    expect(openIn(answers)).toEqual(open)
  })

  it('what was asked for, and what is wrong, inside a group too', () => {
    expect(openIn({ a: 'no' }, { opened: 'seldom' })).toEqual(['seldom', 'c'])
    expect(openIn({ a: 'no' }, { wrong: ['a', 'way'] })).toEqual(['a', 'c', 'contact'])
  })

  it('goes by what is typed and not handed in yet', () => {
    expect(openIn({}, { typed: { a: 's|no' } })).toEqual(['c'])
  })

  it('is everything, and nothing is a button, in a form that does not fold', () => {
    const view = createFormView({
      questionnaire: FORM,
      response: { resourceType: 'QuestionnaireResponse', status: 'in-progress' },
      issues: [],
      prefilled: new Set(),
    })
    expect(view.tree.map(node => view.fold(node))).toEqual(FORM.item?.map(() => undefined))
  })
})
