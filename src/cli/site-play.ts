import type { Verdict } from '../domain/eligibility.ts'
import type { LocalDate } from '../domain/local-date.ts'
import type { SendStop } from '../domain/referral.ts'
import type { WorkWellService } from '../domain/site.ts'
import type { ServiceCandidate } from '../domain/site-area.ts'
import { possibleService, whereToRefer } from '../domain/where-to-refer.ts'
import type { EhrRecord } from '../fhir/ehr-record.ts'
import { readContext } from '../fhir/read-context.ts'

const HEADINGS: Record<Verdict | 'stopped', string> = {
  'may-refer': 'may refer',
  'ask-first': 'ask first',
  'not-here': 'not here',
  stopped: 'no referral from this record at all',
}

const STOPS: Record<SendStop, string> = {
  DECEASED: 'The record says that the patient has died.',
  UNDER_AGE: 'The patient is under 16.',
  AGE_UNKNOWN: 'The record has no full date of birth.',
  RESTRICTED: 'The record is restricted.',
  UNREADABLE: 'What decides whether a referral may be made could not be read.',
  SUPERSEDED: 'The record was merged into another one.',
  NO_SERVICE: 'No service covers the patient.',
  REAL_PATIENT_IN_SANDBOX: 'The number could be a real person’s.',
}

/** What the rules of a service would do for the synthetic patients, as a table by outcome and reason. */
export function playLines(service: WorkWellService, today: LocalDate, records: readonly EhrRecord[]): string[] {
  const patients = records.map(record => ({
    context: readContext(record),
    today,
    workStatus: 'unknown' as const,
  }))
  // They live in make-believe places: the rules are judged as if every one of them belonged to the area.
  const because = ['taken to be in the area']
  const inAll: ServiceCandidate = { service, registered: 'yes', resident: 'yes', covered: 'yes', because }
  const played = patients.map(patient => {
    const { stops, eligibility } = possibleService(inAll, patient)
    if (stops.length > 0) return { outcome: 'stopped' as const, reasons: stops.map(stop => STOPS[stop]) }
    const { verdict, findings } = eligibility
    const state = verdict === 'not-here' ? 'not-here' : 'ask'
    return { outcome: verdict, reasons: findings.filter(each => each.state === state).map(each => each.says) }
  })
  const count = (outcome: Verdict | 'stopped') => played.filter(each => each.outcome === outcome).length
  const offered = count('may-refer') + count('ask-first')
  const inArea = patients.filter(patient => whereToRefer(patient, [service]).possible.length > 0).length
  return [
    '',
    `${offered} of ${played.length} synthetic patients would be offered this service, taking all of them to be in its area; ${inArea} of them are in the area as it is listed.`,
    '',
    '| Patients | Outcome | Because |',
    '|---:|---|---|',
    ...(['may-refer', 'ask-first', 'not-here', 'stopped'] as const).flatMap(outcome => rowsOf(outcome, played)),
  ]
}

function rowsOf(
  outcome: Verdict | 'stopped',
  played: readonly { outcome: Verdict | 'stopped'; reasons: readonly string[] }[],
): string[] {
  const counts = new Map<string, number>()
  for (const { reasons } of played.filter(each => each.outcome === outcome)) {
    const reason = reasons.join(' ') || 'Every rule is met.'
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return [...counts]
    .toSorted((one, other) => other[1] - one[1])
    .map(([reason, count]) => `| ${count} | ${HEADINGS[outcome]} | ${reason} |`)
}
