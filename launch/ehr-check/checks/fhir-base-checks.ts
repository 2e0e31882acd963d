import { recordSearches } from '../../../src/fhir/record-queries.ts'
import { membersOf } from '../look.ts'
import type { Observations } from '../observations.ts'
import {
  answers,
  type Check,
  failed,
  isJson,
  notRun,
  passIf,
  plain,
  seenIn,
  texts,
  type Verdict,
  warnUnless,
} from './check.ts'

const CAPABILITIES = 'FHIR R4, 3.1.0.9 (capabilities)'

type Members = Readonly<Record<string, unknown>>

const objects = (value: unknown): Members[] =>
  Array.isArray(value)
    ? value.flatMap((each: unknown) => (typeof each === 'object' && each !== null ? [{ ...each }] : []))
    : []

const inStatement =
  (judge: (statement: Members) => Verdict) =>
  (all: Observations): Verdict => {
    const statement = membersOf(all.metadata)
    return statement?.resourceType === 'CapabilityStatement'
      ? judge(statement)
      : notRun('There is no CapabilityStatement.')
  }

const serverOf = ({ rest }: Members): Members => objects(rest).find(({ mode }) => mode === 'server') ?? {}

/** What the app reads and searches, as the consultation does it. */
const READ = ['Patient', 'Practitioner', 'Organization', 'Encounter']
const SEARCHED = Object.values(recordSearches('any', 'Practitioner/any')).map(([type]) => type)

export const FHIR_BASE_CHECKS: readonly Check[] = [
  {
    id: 'metadata-reachable',
    name: 'The CapabilityStatement is there for everybody',
    clause: CAPABILITIES,
    todo: 'Serve {FHIR base}/metadata without a token, with status 200 and FHIR JSON. The app does not wait for it; the people who connect it do.',
    judge: seenIn(
      all => all.metadata,
      (seen, { metadata }) =>
        warnUnless(
          seen.status === 200 && isJson(seen) && membersOf(metadata)?.resourceType === 'CapabilityStatement',
          `${seen.status}, ${plain(seen.headers['content-type'] ?? 'no content type')}.`,
        ),
      () => failed('No answer, or one that is too large.'),
    ),
  },
  {
    id: 'metadata-r4',
    name: 'The server speaks FHIR R4',
    clause: 'FHIR R4, CapabilityStatement.fhirVersion',
    todo: 'Offer an R4 base (4.0.1), and give that base as iss.',
    judge: inStatement(({ fhirVersion }) =>
      passIf(/^4\.0\.\d+$/.test(String(fhirVersion)), plain(String(fhirVersion ?? 'No fhirVersion.'))),
    ),
  },
  {
    id: 'metadata-json',
    name: 'The server speaks JSON',
    clause: 'FHIR R4, CapabilityStatement.format',
    todo: 'Offer FHIR JSON, and say so in CapabilityStatement.format.',
    judge: inStatement(({ format }) =>
      warnUnless(
        texts(format).some(each => /json/i.test(each)),
        plain(texts(format).join(', ') || 'No format is named.'),
      ),
    ),
  },
  {
    id: 'metadata-resources',
    name: 'The server offers what the app reads and searches',
    clause: CAPABILITIES,
    todo: 'Offer the types that are named here, or say so in the CapabilityStatement. Each one that is missing is a gap on the clinician’s page.',
    judge: inStatement(statement => {
      const offered = objects(serverOf(statement).resource)
      const may = (type: string, code: string): boolean =>
        offered.some(each => each.type === type && objects(each.interaction).some(every => every.code === code))
      const lacking = [
        ...READ.filter(type => !may(type, 'read')).map(type => `read ${type}`),
        ...SEARCHED.filter(type => !may(type, 'search-type')).map(type => `search ${type}`),
      ]
      return warnUnless(lacking.length === 0, lacking.length === 0 ? 'All of it.' : `Not named: ${lacking.join(', ')}.`)
    }),
  },
  {
    id: 'closed-without-token',
    name: 'Nothing is read without a token',
    clause: 'RFC 6750, 3.1 (401)',
    todo: 'Answer 401 to every request for patient data that has no token. If patients came back, the record is open to everybody.',
    judge: answers(all => all.withoutToken, 401),
  },
  {
    id: 'closed-to-invented-token',
    name: 'Nothing is read with an invented token',
    clause: 'RFC 6750, 3.1 (invalid_token)',
    todo: 'Answer 401 to a token that you never gave. The app then renews its token, or asks the clinician to open it again.',
    judge: answers(all => all.inventedToken, 401),
  },
]
