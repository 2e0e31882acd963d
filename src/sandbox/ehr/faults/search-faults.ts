import { fhirAnswer, outcomeAnswer } from '../../faults/fhir-answers.ts'
import { cutOff, htmlAnswer, huge, membersOf, slowly, type WireAnswer, withMembers } from '../../faults/wire-answer.ts'
import { isShared, ownerElement } from '../resource-types.ts'
import { type EhrFault, type FaultWorld, type FhirAct, type FhirAsked, WORKS } from './ehr-fault.ts'
import { OTHER_PATIENT } from './token-faults.ts'

const where = 'The record: searches'
const gaps = (why: string): { sees: string } => ({ sees: `The consultation, with each part named that ${why}` })

const onSearches =
  (act: (asked: FhirAsked, world: FaultWorld) => FhirAct) =>
  (asked: FhirAsked, world: FaultWorld): FhirAct | undefined =>
    asked.isSearch ? act(asked, world) : undefined

const entriesOf = (answer: WireAnswer): { resource?: object }[] => {
  const { entry } = membersOf(answer)
  return Array.isArray(entry) ? entry : []
}
const withNext = (answer: WireAnswer, url: string): WireAnswer =>
  withMembers(answer, { link: [{ relation: 'next', url }] })

const REMARK = {
  search: { mode: 'outcome' },
  resource: {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'information', code: 'informational', diagnostics: 'a remark of the server' }],
  },
}

/** What a search about one patient must not bring; where it can, it says so itself, so that a page that shows it is found out. */
function ofSomebodyElse(type: string, like: object = {}): Record<string, unknown> {
  const clinicalStatus = {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
  }
  return {
    ...like,
    ...(type === 'Condition' ? { clinicalStatus, code: { text: 'Belongs to another patient' } } : {}),
    resourceType: type,
    id: `${type.toLowerCase()}-of-somebody-else`,
    [ownerElement(type) ?? 'subject']: { reference: `Patient/${OTHER_PATIENT}` },
  }
}

export const SEARCH_FAULTS: readonly EhrFault[] = [
  {
    name: 'fhir-403',
    where,
    says: 'Searches are refused (403).',
    ...gaps('your record system does not allow'),
    fhir: onSearches(() => ({ instead: outcomeAnswer(403, 'forbidden', 'not allowed') })),
  },
  {
    name: 'fhir-other-patient-in-search',
    where,
    says: 'Searches also bring something of another patient.',
    ...gaps('could not be understood, and nothing of the other patient'),
    fhir: onSearches(({ type = 'Condition' }) => ({
      change: answer => {
        if (isShared(type)) return answer
        const entry = entriesOf(answer)
        const resource = ofSomebodyElse(type, entry[0]?.resource)
        return withMembers(answer, { entry: [...entry, { resource, search: { mode: 'match' } }] })
      },
    })),
  },
  {
    name: 'fhir-429',
    where,
    says: 'Searches are refused for two minutes (429 with Retry-After).',
    ...gaps('your record system is too busy for'),
    fhir: onSearches(() => ({ instead: outcomeAnswer(429, 'throttled', 'too busy', { 'retry-after': '120' }) })),
  },
  {
    name: 'fhir-429-until-a-date',
    where,
    says: 'Searches are refused for an hour (429, Retry-After as a date).',
    ...gaps('your record system is too busy for'),
    fhir: onSearches(() => {
      const until = new Date(Date.now() + 3_600_000).toUTCString()
      return { instead: outcomeAnswer(429, 'throttled', 'too busy', { 'retry-after': until }) }
    }),
  },
  {
    name: 'fhir-500',
    where,
    says: 'Searches end in 500.',
    ...gaps('your record system had a fault with'),
    fhir: onSearches(() => ({ instead: outcomeAnswer(500, 'exception', 'the record system has a fault') })),
  },
  {
    name: 'fhir-slow',
    where,
    says: 'Searches are answered after half a minute.',
    ...gaps('your record system took too long for'),
    fhir: onSearches(() => ({ change: slowly })),
  },
  {
    name: 'fhir-html',
    where,
    says: 'Searches are answered 200 with a log-in page.',
    ...gaps('could not be understood'),
    fhir: onSearches(() => ({ instead: htmlAnswer() })),
  },
  {
    name: 'fhir-broken-json',
    where,
    says: 'The answers to searches break off in the middle.',
    ...gaps('could not be understood'),
    fhir: onSearches(() => ({ instead: fhirAnswer('{"resourceType":"Bundle","type":"searchset","entry":[{"resou') })),
  },
  {
    name: 'fhir-half-body',
    where,
    says: 'The connection breaks in the middle of the answers to searches.',
    ...gaps('your record system could not be reached for'),
    fhir: onSearches(() => ({ change: cutOff })),
  },
  {
    name: 'fhir-empty-body',
    where,
    says: 'Searches are answered 200 with nothing.',
    ...gaps('could not be understood'),
    fhir: onSearches(() => ({ change: answer => ({ ...answer, body: '' }) })),
  },
  {
    name: 'fhir-as-text',
    where,
    says: 'The answers to searches are right, but call themselves text/plain.',
    ...WORKS,
    fhir: onSearches(() => ({
      change: answer => ({ ...answer, headers: { ...answer.headers, 'content-type': 'text/plain' } }),
    })),
  },
  {
    name: 'fhir-without-total',
    where,
    says: 'The answers to searches do not say how many entries there are in all (no total).',
    ...WORKS,
    fhir: onSearches(() => ({ change: answer => withMembers(answer, { total: undefined }) })),
  },
  {
    name: 'fhir-with-remarks',
    where,
    says: 'Among the entries of a search is an OperationOutcome with the server’s remarks.',
    ...WORKS,
    fhir: onSearches(() => ({
      change: answer => withMembers(answer, { entry: [REMARK, ...entriesOf(answer)] }),
    })),
  },
  {
    name: 'fhir-huge',
    where,
    says: 'The answers to searches have 12 MB.',
    ...gaps('could not be understood'),
    fhir: onSearches(() => ({ change: huge })),
  },
  {
    name: 'fhir-next-elsewhere',
    where,
    says: 'The next page of a search is on another host.',
    ...gaps('could not be understood; the other host gets nothing'),
    fhir: onSearches(({ type }, { elsewhere }) => ({
      change: answer => withNext(answer, `${elsewhere}/${type}?page=2`),
    })),
  },
  {
    name: 'fhir-endless',
    where,
    says: 'The next page of a search is always there, and always the same.',
    ...gaps('could not be understood'),
    fhir: onSearches(({ type }, { issuer }) => ({ change: answer => withNext(answer, `${issuer}/${type}?_count=1`) })),
  },
  {
    name: 'fhir-redirect-elsewhere',
    where,
    says: 'Searches are redirected to another host.',
    ...gaps('could not be understood; the other host gets nothing'),
    fhir: onSearches(({ type }, { elsewhere }) => ({
      instead: { status: 302, headers: { location: `${elsewhere}/${type}` }, body: '' },
    })),
  },
]
