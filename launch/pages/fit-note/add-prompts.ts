import type { Questionnaire, QuestionnaireResponse } from 'fhir/r4.js'
import { promptSentence, WORKWELL_SENTENCE, withSentences } from '../../../src/domain/fit-note-prompts.ts'
import { fail, ok, type Result } from '../../../src/domain/result.ts'
import { namesWorkWell, readFitNoteDraft, readFunctionPrompts } from '../../../src/fhir/read-fit-note-draft.ts'
import { changeAnswers } from '../../../src/questionnaire/change-answers.ts'
import { instanceKey } from '../../../src/questionnaire/form-tree.ts'
import type { AnswerIssue } from '../../../src/questionnaire/validate-answers.ts'

const WORDS = {
  FUNCTION: { linkId: 'prompt-function', text: 'Select what is limited' },
  LIMIT: {
    linkId: 'prompt-limit',
    text: 'Say how far: an amount or a time, for example “at most 20 minutes at a time”',
  },
}

/** The rows "What the patient can do" as sentences in the comments, where the clinician can still change every word (hazard H08). */
export function addPrompts(
  form: Questionnaire,
  response: QuestionnaireResponse,
): Result<QuestionnaireResponse, AnswerIssue[]> {
  const read = readFunctionPrompts(response).map(promptSentence)
  const issues = read.flatMap((each, index): AnswerIssue[] =>
    each.ok
      ? []
      : [{ ...WORDS[each.failure], linkId: instanceKey(WORDS[each.failure].linkId, [{ group: 'prompt', index }]) }],
  )
  if (issues.length > 0) return fail(issues)
  const sentences = [
    ...read.flatMap(each => (each.ok ? [each.value] : [])),
    ...(namesWorkWell(response) ? [WORKWELL_SENTENCE] : []),
  ]
  const comments = withSentences(readFitNoteDraft(response).comments, sentences)
  const withoutRows = { ...response, item: (response.item ?? []).filter(item => item.linkId !== 'prompt') }
  return ok(changeAnswers(form, withoutRows, new Map([['comments', comments ? [{ valueString: comments }] : []]])))
}
