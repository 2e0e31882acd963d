import type { Questionnaire, QuestionnaireResponse } from 'fhir/r4.js'
import { lastDayOf } from '../../../src/domain/date-shorthand.ts'
import { displayDate, type LocalDate } from '../../../src/domain/local-date.ts'
import { fail, ok, type Result } from '../../../src/domain/result.ts'
import { plural } from '../../../src/domain/spell-words.ts'
import { lengthOf } from '../../../src/domain/spells.ts'
import { allAnswers } from '../../../src/fhir/read-answers.ts'
import { changeAnswers } from '../../../src/questionnaire/change-answers.ts'

/** "2w" into the two days of the note, and how it was understood, to be shown back; or the question it raises. */
export function understandPeriod(
  form: Questionnaire,
  response: QuestionnaireResponse,
  today: LocalDate,
): Result<{ response: QuestionnaireResponse; understood?: string }, { linkId: string; text: string }> {
  const answers = allAnswers(response.item ?? [])
  const typed = answers.get('lasts')?.[0]?.valueString?.trim()
  if (!typed) return ok({ response })
  const from = answers.get('from')?.[0]?.valueDate ?? answers.get('assessed-on')?.[0]?.valueDate ?? today
  const read = lastDayOf(typed, from)
  if (!read.ok) return fail({ linkId: 'lasts', text: read.failure.question })
  const to = read.value.day
  const changed = new Map([
    ['lasts', []],
    ['from', [{ valueDate: from }]],
    ['to', [{ valueDate: to }]],
  ])
  return ok({
    response: changeAnswers(form, response, changed),
    understood: `“${typed}” was understood as ${displayDate(from)} to ${read.value.understood}: ${plural(lengthOf({ from, to }), 'day')}, both included.`,
  })
}
