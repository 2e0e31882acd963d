import type {
  Bundle,
  DocumentReference,
  Questionnaire,
  QuestionnaireItem,
  QuestionnaireResponse,
  QuestionnaireResponseItem,
} from 'fhir/r4.js'
import { fitNoteDocument } from '../../../src/fhir/fit-note-document.ts'
import { bundleWithOnlineView, withOnlineView } from '../../../src/fhir/online-view.ts'
import { readContext } from '../../../src/fhir/read-context.ts'
import { readFitNoteDraft } from '../../../src/fhir/read-fit-note-draft.ts'
import { readReport } from '../../../src/fhir/read-report.ts'
import { type AuditedAct, writeAuditEvent } from '../../../src/fhir/write-audit-event.ts'
import { writeClosingLetter } from '../../../src/fhir/write-closing-letter.ts'
import { writeFitNote } from '../../../src/fhir/write-fit-note.ts'
import { writeReport } from '../../../src/fhir/write-report.ts'
import { loadQuestionnaire } from '../../../src/profiles.ts'
import { withoutDisabled } from '../../../src/questionnaire/drop-disabled.ts'
import { newResponse } from '../../../src/questionnaire/new-response.ts'
import { optionsOf } from '../../../src/questionnaire/options.ts'
import { AUDIT_ACTIONS } from '../../../src/store/audit.ts'
import { numberedIds } from '../../fhir/written-referral.ts'
import { ehrRecord, ISSUER } from '../../support/ehr-record.ts'
import type { Input } from './judge.ts'

const AT = '2026-09-03T09:12:00.000Z'
const ID = '5f0c7a3e-0000-4000-8000-000000000002'

/** What the app writes besides referrals: a fit note's structured copy, a health and work report, its own audit. */
export const otherMessages = (): Input[] => [
  ...[...fitNotes(), report(), closingLetter()].flatMap((each): Input[] => [each, hidden(each)]),
  ...audited(),
]

/** As it is handed out or filed where the clinician asks to hide it from online view (hazard H24). */
const hidden = ({ name, resource }: Written): Written => ({
  name: `${name}, to be hidden`,
  resource:
    resource.resourceType === 'Bundle' ? bundleWithOnlineView(resource, 'hide') : withOnlineView(resource, 'hide'),
})

interface Written extends Input {
  readonly resource: Bundle | DocumentReference
}

function fitNotes(): Written[] {
  const form = loadQuestionnaire('fit-note')
  return [0, 1]
    .flatMap(turn =>
      (['draft', 'issued'] as const).map(state => {
        const response = answered(form, turn)
        const note = { id: ID, draft: readFitNoteDraft(response), response, state, at: AT, newId: numberedIds() }
        const record = ehrRecord()
        const { clinician } = readContext(record)
        return [
          { name: `fit note ${turn} ${state}`, resource: writeFitNote(note) },
          { name: `fit note ${turn} ${state}, document`, resource: fitNoteDocument({ ...note, record, clinician }) },
        ]
      }),
    )
    .flat()
}

function report(): Written {
  const response = answered(loadQuestionnaire('health-and-work-report'), 0)
  const record = ehrRecord()
  const { clinician } = readContext(record)
  const written = { id: ID, report: readReport(response), response, record, clinician, at: AT, newId: numberedIds() }
  return { name: 'health and work report', resource: writeReport(written) }
}

const closingLetter = (): Written => ({
  name: 'closing letter',
  resource: writeClosingLetter({
    referralId: ID,
    patientId: 'patient-1',
    service: 'WorkWell Demo',
    title: 'WorkWell Demo: how the referral ended',
    filedBy: {
      who: { reference: 'PractitionerRole/role-1', display: 'Dr Aisha Rahman' },
      onBehalfOf: { reference: 'Organization/practice-1', display: 'Larch Lane Surgery' },
    },
    paragraphs: ['For information. WorkWell has finished its work with the patient.'],
    lines: [['Outcome', 'Returned to work with adjustments & half days']],
    at: AT,
  }),
})

const audited = (): Input[] =>
  AUDIT_ACTIONS.map((action, index) => {
    const act = { seq: index + 1, recordedAt: AT, action, fhirUser: 'Practitioner/gp-1', issuer: ISSUER } as const
    const whole: AuditedAct = { ...act, patientKey: 'a1b2c3', referralId: ID, detail: 'by-hand' }
    return { name: `audit ${action}`, resource: writeAuditEvent(whole) }
  })

/** A form with an answer to every question, another option each turn. */
function answered(form: Questionnaire, turn: number): QuestionnaireResponse {
  const base = { subject: { reference: 'Patient/patient-1' }, author: { reference: 'Practitioner/gp-1' }, authored: AT }
  const items = (asked: readonly QuestionnaireItem[]): QuestionnaireResponseItem[] =>
    asked.map(item => ({
      linkId: item.linkId,
      ...(item.type === 'group' ? { item: items(item.item ?? []) } : { answer: answersTo(form, item, turn) }),
    }))
  return withoutDisabled(form, newResponse(form, base, items(form.item ?? [])))
}

function answersTo(form: Questionnaire, item: QuestionnaireItem, turn: number) {
  const options = optionsOf(form, item)
  const option = options[turn % options.length]?.answer
  if (option) return [option]
  if (item.type === 'date') return [{ valueDate: '2026-09-03' }]
  if (item.type === 'boolean') return [{ valueBoolean: turn === 0 }]
  return [{ valueString: `Words for ${item.linkId}` }]
}
