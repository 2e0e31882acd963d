import { expect, it } from 'vitest'
import { askFirstText, withAskFirst } from '../../src/fhir/ask-first.ts'
import { describeTransaction } from '../../src/fhir/describe-transaction.ts'
import { localQuestionnaire } from '../../src/fhir/local-questionnaire.ts'
import { withoutDisabled } from '../../src/questionnaire/drop-disabled.ts'
import { validateAnswers } from '../../src/questionnaire/validate-answers.ts'
import { FIVE_TAPS, option, QUESTIONS, responseWith } from '../support/answers.ts'
import { workWellService } from '../support/ehr-record.ts'
import { writtenReferral } from './written-referral.ts'

const QUESTION = 'Is the patient eligible to work in the UK?'
const service = workWellService({ askFirst: [{ id: 'right-to-work', question: QUESTION }] })
const form = localQuestionnaire(QUESTIONS, { service, againstRules: false, evidenceEnds: undefined })
const item = form.item?.find(each => each.linkId === 'ask-first.right-to-work')

it('has a place for the answer to each question of the pack, and none where the pack asks nothing', () => {
  expect(item).toMatchObject({ text: QUESTION, type: 'choice' })
  expect(item?.answerOption?.map(each => each.valueString)).toEqual(['Yes', 'No', 'Not known'])
  const silent = localQuestionnaire(QUESTIONS, {
    service: workWellService(),
    againstRules: false,
    evidenceEnds: undefined,
  })
  expect(silent.item?.filter(each => each.linkId.startsWith('ask-first'))).toEqual([])
})

it.each([
  ['basic', false],
  ['standard', true],
  ['full', true],
] as const)('the answer travels with its question, from Standard on: %s', (level, travels) => {
  const answers = {
    ...FIVE_TAPS,
    sharing: [option('sharing', level)],
    'ask-first.right-to-work': [{ valueString: 'Yes' }],
  }
  const local = withoutDisabled(form, responseWith(answers, form))
  expect(validateAnswers(form, local).filter(each => each.linkId.startsWith('ask-first'))).toEqual([])
  const stated = withAskFirst(local, askFirstText(QUESTIONS))
  const published = stated.item?.find(each => each.linkId === 'ask-first')
  expect(published?.answer).toEqual([{ valueString: `${QUESTION} Yes` }])
  const { bundle } = writtenReferral({
    service,
    answers: { ...FIVE_TAPS, sharing: answers.sharing, 'ask-first': published?.answer ?? [] },
  })
  const said = describeTransaction(bundle).filter(each => each.label === 'What the service asks first')
  expect(said.map(each => each.value)).toEqual(travels ? [`${QUESTION} Yes`] : [])
})

it('leaves nothing of a question that was not answered', () => {
  const local = withoutDisabled(form, responseWith(FIVE_TAPS, form))
  expect(JSON.stringify(withAskFirst(local, askFirstText(QUESTIONS)))).not.toContain('ask-first')
})
