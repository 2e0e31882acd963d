import type { FitNoteDraft, NoteRule, NoteSituation, NoteWarning } from './fit-note-draft.ts'
import { assessedLongAgo } from './fit-note-rules/assessed-long-ago.ts'
import { assessmentMade } from './fit-note-rules/assessment.ts'
import { backdated } from './fit-note-rules/backdated.ts'
import { communityPharmacy } from './fit-note-rules/community-pharmacy.ts'
import { conditionOnTheNote } from './fit-note-rules/condition-on-the-note.ts'
import { endsBeforeItBegins } from './fit-note-rules/ends-before-it-begins.ts'
import { endsOnBankHoliday } from './fit-note-rules/ends-on-bank-holiday.ts'
import { fieldsOfTheForm } from './fit-note-rules/fields-of-the-form.ts'
import { firstSevenDays } from './fit-note-rules/first-seven-days.ts'
import { fitWithinFourteenDays } from './fit-note-rules/fit-within-fourteen-days.ts'
import { gapBeforeNote } from './fit-note-rules/gap-before-note.ts'
import { indefinitePeriod } from './fit-note-rules/indefinite-period.ts'
import { lessPreciseKept } from './fit-note-rules/less-precise-kept.ts'
import { mayBeFitAdvice } from './fit-note-rules/may-be-fit-advice.ts'
import { notAReasonForANote } from './fit-note-rules/not-a-reason-for-a-note.ts'
import { oneNoteAnAssessment } from './fit-note-rules/one-note-an-assessment.ts'
import { overlapsEarlierNote } from './fit-note-rules/overlaps-earlier-note.ts'
import { postDated } from './fit-note-rules/post-dated.ts'
import { safetyCriticalWork } from './fit-note-rules/safety-critical-work.ts'
import { threeMonths } from './fit-note-rules/three-months.ts'
import { underSixteen } from './fit-note-rules/under-sixteen.ts'
import { whoMayCertify } from './fit-note-rules/who-may-certify.ts'

/** Every rule by its name, in the order in which a clinician would want to hear of it. */
const RULES: Readonly<Record<string, NoteRule>> = {
  'who-may-certify': whoMayCertify,
  'community-pharmacy': communityPharmacy,
  'not-a-reason-for-a-note': notAReasonForANote,
  'under-sixteen': underSixteen,
  assessment: assessmentMade,
  'assessed-long-ago': assessedLongAgo,
  'one-note-an-assessment': oneNoteAnAssessment,
  'first-seven-days': firstSevenDays,
  'ends-before-it-begins': endsBeforeItBegins,
  'three-months': threeMonths,
  'indefinite-period': indefinitePeriod,
  backdated,
  'post-dated': postDated,
  'fit-within-fourteen-days': fitWithinFourteenDays,
  'condition-on-the-note': conditionOnTheNote,
  'less-precise-kept': lessPreciseKept,
  'may-be-fit-advice': mayBeFitAdvice,
  'safety-critical-work': safetyCriticalWork,
  'fields-of-the-form': fieldsOfTheForm,
  'overlaps-earlier-note': overlapsEarlierNote,
  'gap-before-note': gapBeforeNote,
  'ends-on-bank-holiday': endsOnBankHoliday,
}

const WEIGHTS: readonly NoteWarning['weight'][] = ['soft-stop', 'warning', 'hint']

/** All that the rules say about a draft, the weightiest first. None of it keeps a note from being issued. */
export const fitNoteWarnings = (draft: FitNoteDraft, situation: NoteSituation): NoteWarning[] =>
  Object.entries(RULES)
    .flatMap(([rule, judge]) => {
      const found = judge(draft, situation)
      return found ? [{ rule, ...found }] : []
    })
    .toSorted((one, other) => WEIGHTS.indexOf(one.weight) - WEIGHTS.indexOf(other.weight))
