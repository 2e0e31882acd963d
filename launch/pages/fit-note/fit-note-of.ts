import type { Questionnaire, QuestionnaireItem, QuestionnaireResponse } from 'fhir/r4.js'
import type { Clinician } from '../../../src/domain/clinician.ts'
import type { FitNoteDraft, NoteWarning } from '../../../src/domain/fit-note-draft.ts'
import { copiedSentences, WORKWELL_SENTENCE, withoutWorkWell } from '../../../src/domain/fit-note-prompts.ts'
import { fitNoteWarnings } from '../../../src/domain/fit-note-warnings.ts'
import { ageOn } from '../../../src/domain/local-date.ts'
import { todaysNote } from '../../../src/domain/todays-note.ts'
import { codingOf } from '../../../src/fhir/read-answers.ts'
import { namesWorkWell, readFitNoteDraft, readFunctionPrompts } from '../../../src/fhir/read-fit-note-draft.ts'
import { readSetting } from '../../../src/fhir/read-setting.ts'
import { changeAnswers } from '../../../src/questionnaire/change-answers.ts'
import { withoutDisabled } from '../../../src/questionnaire/drop-disabled.ts'
import { professionIn } from '../../consultation/clinician-profession.ts'
import type { BasicDeps } from '../../consultation/consultation-deps.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { startForm } from '../../consultation/start-form.ts'
import type { DocumentDeps } from '../page-deps.ts'
import { isWholeDraft } from './parts-of-form.ts'

/** The draft of a fit note as its pages work with it: derived from the answers, never stored twice. */
export interface FitNoteOfConsultation {
  readonly form: Questionnaire
  readonly response: QuestionnaireResponse
  readonly note: FitNoteDraft
  readonly warnings: readonly NoteWarning[]
  readonly profession: Clinician['profession']
  /** Issued by the clinician's own word, or because the record shows today's note with this advice. */
  readonly state: 'draft' | 'issued'
  readonly understood: string | undefined
  readonly isBegun: boolean
  /** More than dates, advice and sentences: then the rules judge the rest too. */
  readonly isWhole: boolean
  readonly copied: ReturnType<typeof copiedSentences>
}

/** Rules of fields that are asked in the whole draft only. */
const isOfWholeDraft = (rule: string, { advice }: FitNoteDraft): boolean =>
  ['assessment', 'condition-on-the-note', 'less-precise-kept'].includes(rule) ||
  (rule === 'fields-of-the-form' && advice !== undefined)

export async function fitNoteOf(
  consultation: Consultation,
  deps: BasicDeps & DocumentDeps,
): Promise<FitNoteOfConsultation> {
  const { context, draft, today } = consultation
  const form = fitNoteForm(consultation, deps)
  const kept = draft.fitNote && asPatientWants(form, draft.fitNote.response)
  const response = kept ?? (await startForm(form, consultation, deps.now()))
  const note = readFitNoteDraft(withoutDisabled(form, response))
  const setting = readSetting(draft.record)
  // What the record says of where the clinician works holds until they say otherwise.
  const copied = copiedSentences(readFunctionPrompts(response), namesWorkWell(response))
  const comments = note.comments ?? (copied.sentences.join(' ') || undefined)
  const judged = {
    ...note,
    ...(note.setting === undefined && setting !== 'unknown' && { setting }),
    ...(comments !== undefined && { comments }),
  }
  const isWhole = isWholeDraft(form, response)
  const profession = professionIn(consultation, response)
  const { birthDate } = context.patient
  const inRecord = todaysNote(context, today)
  const isInRecord = inRecord?.issue === 'issued' && note.advice !== undefined && inRecord.advice === note.advice
  return {
    form,
    response,
    note,
    warnings: fitNoteWarnings(judged, {
      today,
      // Today's own note is what this draft is about: it does not clash with itself once it is issued.
      notes: isInRecord ? context.fitNotes.filter(each => each !== inRecord) : context.fitNotes,
      historyIncomplete: context.gaps.some(gap => gap.part === 'fit-notes'),
      age: birthDate === 'unknown' ? 'unknown' : ageOn(birthDate, today),
      profession,
    }).filter(({ rule }) => isWhole || !isOfWholeDraft(rule, note)),
    isWhole,
    copied,
    profession,
    state: isInRecord ? 'issued' : (draft.fitNote?.state ?? 'draft'),
    understood: draft.fitNote?.understood,
    isBegun: draft.fitNote !== undefined,
  }
}

/** Without the patient's wish no comment names WorkWell: not in a draft of before either, whose tick asked something else. */
function asPatientWants(form: Questionnaire, response: QuestionnaireResponse): QuestionnaireResponse {
  const { comments } = readFitNoteDraft(response)
  if (namesWorkWell(response) || !comments?.includes(WORKWELL_SENTENCE)) return response
  const left = withoutWorkWell(comments)
  return changeAnswers(form, response, new Map([['comments', left === '' ? [] : [{ valueString: left }]]]))
}

/** The record's problems as candidates for the condition, none selected (hazard H14); what is known already is not asked. */
function fitNoteForm({ context, answers }: Consultation, deps: DocumentDeps): Questionnaire {
  const asksProfession = context.clinician.profession === 'unknown' && !answers.profession
  const options = context.conditions.map(condition => ({ valueCoding: codingOf(condition) }))
  const prepare = (item: QuestionnaireItem): QuestionnaireItem[] => {
    if (item.linkId === 'profession' && !asksProfession) return []
    if (item.linkId !== 'condition') return [item]
    return options.length > 0 ? [{ ...item, answerOption: options }] : [{ ...item, type: 'string' }]
  }
  return { ...deps.fitNoteForm, item: (deps.fitNoteForm.item ?? []).flatMap(prepare) }
}
