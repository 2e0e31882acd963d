import type { ClinicalContext, ContextGap, EarlierReferral, HealthCondition } from '../domain/clinical-context.ts'
import type { EhrRecord } from './ehr-record.ts'
import { codeIn, conceptText, dayOf, identifierIn, isCurrent } from './elements.ts'
import { readClinician } from './read-clinician.ts'
import { readFitNotes } from './read-fit-notes.ts'
import { readOtherCertificates } from './read-other-certificates.ts'
import { readPatient } from './read-patient.ts'
import { CS, ID, meansSystem } from './systems.ts'

/** The record in the clinician's words. Pure; the moment of reading stands in the record itself. */
export function readContext(record: EhrRecord): ClinicalContext {
  const now = new Date(record.readAt)
  return {
    patient: readPatient(record.patient, registeredPracticeCode(record), now, record.patientLeftOut),
    clinician: readClinician(record),
    practice: readPractice(record, now),
    conditions: readConditions(record),
    fitNotes: readFitNotes(record),
    otherCertificates: readOtherCertificates(record),
    referrals: record.serviceRequests.flatMap(readReferral),
    gaps: [...record.gaps, ...notSearched(record)],
  }
}

const notSearched = ({ notSearched = [] }: EhrRecord): ContextGap[] =>
  notSearched.map(why => ({ part: 'fit-notes', why }))

/** Routing goes by where the patient is registered, never by where the clinician works (decision 13). */
function registeredPracticeCode(record: EhrRecord): string | undefined {
  const logical = record.patient.generalPractitioner
    ?.map(each => each.identifier)
    .find(each => meansSystem(each?.system, ID.odsOrganisation))
  return logical?.value ?? identifierIn(record.registeredPractice?.identifier, ID.odsOrganisation)?.value
}

/** Where the service replies to: the clinician's organisation, else the patient's practice. */
export const replyPractice = (record: EhrRecord): EhrRecord['organization'] =>
  record.organization ?? record.registeredPractice

function readPractice(record: EhrRecord, now: Date): ClinicalContext['practice'] {
  const organization = replyPractice(record)
  if (!organization?.name) return 'unknown'
  const phone = organization.telecom?.find(each => each.system === 'phone' && isCurrent(each.period, now))?.value
  return {
    name: organization.name,
    odsCode: identifierIn(organization.identifier, ID.odsOrganisation)?.value ?? 'unknown',
    phone: phone ?? 'unknown',
    from: 'record',
  }
}

const ACTIVE = ['active', 'recurrence', 'relapse']
const OVER = ['inactive', 'remission', 'resolved']
const NOT_TRUE = ['refuted', 'entered-in-error']

/** Problems that are not over and not refuted, each once, newest first; of one without a known status it is said (hazard H14). */
function readConditions(record: EhrRecord): HealthCondition[] {
  const conditions = record.conditions
    .filter(each => !OVER.includes(codeIn(each.clinicalStatus, CS.conditionClinical) ?? ''))
    .filter(each => !NOT_TRUE.includes(codeIn(each.verificationStatus, CS.conditionVerification) ?? ''))
    .flatMap((each): HealthCondition[] => {
      const term = conceptText(each.code)
      if (!term) return []
      const coded = each.code?.coding?.find(coding => coding.system && coding.code)
      const onset = dayOf(each.onsetDateTime)
      return [
        {
          source: `Condition/${each.id}`,
          term,
          coding: recordCoding(coded),
          since: onset === 'unknown' ? dayOf(each.recordedDate) : onset,
          ...(ACTIVE.includes(codeIn(each.clinicalStatus, CS.conditionClinical) ?? '')
            ? {}
            : { statusUnknown: true as const }),
        },
      ]
    })
    .sort((one, other) => knownDay(other).localeCompare(knownDay(one)))
  return conditions.filter((each, index) => conditions.findIndex(other => sameProblem(each, other)) === index)
}

function recordCoding(
  coded: { system?: string | undefined; code?: string | undefined; display?: string | undefined } | undefined,
): HealthCondition['coding'] {
  if (!coded?.system || !coded.code) return 'uncoded'
  const { system, code, display } = coded
  return display ? { system, code, display } : { system, code }
}

const knownDay = (condition: HealthCondition): string => (condition.since === 'unknown' ? '' : condition.since)

function sameProblem(one: HealthCondition, other: HealthCondition): boolean {
  if (one.coding === 'uncoded' || other.coding === 'uncoded') return one.term.toLowerCase() === other.term.toLowerCase()
  return one.coding.system === other.coding.system && one.coding.code === other.coding.code
}

function readReferral(request: EhrRecord['serviceRequests'][number]): EarlierReferral[] {
  // The version before gave the copy the identifier of the referral itself.
  const referralId = (
    identifierIn(request.identifier, ID.referralCopy) ?? identifierIn(request.identifier, ID.referral)
  )?.value
  const isWorkWell =
    referralId || (request.category ?? []).some(each => codeIn(each, CS.category) === 'workwell-referral')
  if (!isWorkWell || request.status === 'entered-in-error') return []
  return [
    {
      referralId: referralId ?? request.id,
      sentOn: dayOf(request.authoredOn),
      open: ['active', 'on-hold', 'draft'].includes(request.status),
    },
  ]
}
