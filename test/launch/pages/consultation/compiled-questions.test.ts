import type { Questionnaire } from 'fhir/r4.js'
import { expect, it } from 'vitest'
import type { CompiledForm } from '../../../../launch/form/compiled-form.ts'
import { compiledQuestions } from '../../../../launch/pages/consultation/compiled-questions.tsx'
import { walkItems } from '../../../../src/questionnaire/items.ts'
import { QUESTIONS } from '../../../support/answers.ts'
import { workWellService } from '../../../support/ehr-record.ts'

const SERVICE = workWellService()

const markupOf = (compiled: CompiledForm, { item: items }: Questionnaire, linkId: string): string | undefined => {
  const found = [...walkItems(items)].find(({ item }) => item.linkId === linkId)
  return found && compiled.of(found.item)?.question?.plain.fixed.join('')
}

it('the questions of a service are drawn once', () => {
  expect(compiledQuestions(QUESTIONS, SERVICE, 'every')).toBe(compiledQuestions(QUESTIONS, SERVICE, 'every'))
  expect(compiledQuestions(QUESTIONS, undefined, 'every')).toBe(compiledQuestions(QUESTIONS, undefined, 'every'))
})

it('a Questionnaire that was changed is a new one, though its url and version are the same', () => {
  const changed: Questionnaire = {
    ...QUESTIONS,
    item: QUESTIONS.item?.map(item => (item.linkId === 'concern' ? { ...item, text: 'Is anybody in danger?' } : item)),
  }
  expect(markupOf(compiledQuestions(QUESTIONS, SERVICE, 'every'), QUESTIONS, 'concern')).toContain('Anything to keep')
  expect(markupOf(compiledQuestions(changed, SERVICE, 'every'), changed, 'concern')).toContain('Is anybody in danger?')
})

it('what one service says is not what another says', () => {
  const told = (words: string) => ({ ...SERVICE, wording: { ...SERVICE.wording, told: [words] } })
  const [one, other] = [told('One coach.'), told('Another coach.')]
  expect(markupOf(compiledQuestions(QUESTIONS, one, 'every'), QUESTIONS, 'sharing')).toContain('One coach.')
  expect(markupOf(compiledQuestions(QUESTIONS, other, 'every'), QUESTIONS, 'sharing')).toContain('Another coach.')
})
