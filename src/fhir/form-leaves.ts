import fitNote from '../../profiles/fhir/Questionnaire-fit-note.json' with { type: 'json' }
import report from '../../profiles/fhir/Questionnaire-health-and-work-report.json' with { type: 'json' }
import referral from '../../profiles/fhir/Questionnaire-workwell-referral.json' with { type: 'json' }
import { type LeavesTable, leavesTable } from './answer-leaves.ts'

/** What each question of our own forms says of its answer. */
export const FORM_LEAVES = {
  referral: leavesTable(referral.item),
  'fit-note': leavesTable(fitNote.item),
  'health-and-work-report': leavesTable(report.item),
} as const satisfies Record<string, LeavesTable>
