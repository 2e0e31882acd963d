import { expect, it } from 'vitest'
import { withoutDisabled } from '../../src/questionnaire/drop-disabled.ts'
import { questionnaireOf, responseOf } from './every-item-type.ts'

const questionnaire = questionnaireOf(
  { linkId: 'a', type: 'boolean', text: 'A' },
  {
    linkId: 'g',
    type: 'group',
    enableWhen: [{ question: 'a', operator: '=', answerBoolean: true }],
    item: [{ linkId: 'b', type: 'string' }],
  },
  { linkId: 'keep', type: 'group', item: [{ linkId: 'c', type: 'string' }] },
)
const response = (a: boolean) =>
  responseOf(
    { linkId: 'a', answer: [{ valueBoolean: a }] },
    { linkId: 'g', item: [{ linkId: 'b', answer: [{ valueString: 'secret' }] }] },
    { linkId: 'keep', item: [] },
  )

it('keeps the answers of enabled items as they are', () => {
  expect(withoutDisabled(questionnaire, response(true)).item).toEqual([
    { linkId: 'a', text: 'A', answer: [{ valueBoolean: true }] },
    { linkId: 'g', item: [{ linkId: 'b', answer: [{ valueString: 'secret' }] }] },
  ])
})

it('leaves nothing of a disabled item, and no empty group', () => {
  const result = withoutDisabled(questionnaire, response(false))
  expect(result.item).toEqual([{ linkId: 'a', text: 'A', answer: [{ valueBoolean: false }] }])
  expect(JSON.stringify(result)).not.toContain('secret')
})

it('leaves out what the Questionnaire does not ask', () => {
  const extra = responseOf(
    { linkId: 'a', answer: [{ valueBoolean: true }] },
    { linkId: 'zzz', answer: [{ valueString: 'x' }] },
  )
  expect(JSON.stringify(withoutDisabled(questionnaire, extra))).not.toContain('zzz')
})

it('gives a response without items where nothing is left', () => {
  expect(withoutDisabled(questionnaire, responseOf())).toEqual(responseOf())
})
