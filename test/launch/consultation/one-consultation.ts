import { expect } from 'vitest'
import { type Consultation, consultationOf } from '../../../launch/consultation/consultation-of.ts'
import type { PageDeps } from '../../../launch/pages/page-deps.ts'
import type { LaunchSession } from '../../../launch/smart/launch-session.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import type { EhrRecord } from '../../../src/fhir/ehr-record.ts'
import { prepareQuestionnaire } from '../../../src/fhir/prepare-questionnaire.ts'
import { readContext } from '../../../src/fhir/read-context.ts'
import type { Draft } from '../../../src/store/drafts.ts'
import { type Answers, FIVE_TAPS, QUESTIONS, responseWith } from '../../support/answers.ts'
import { ehrRecord, ISSUER, READ_AT, workWellService } from '../../support/ehr-record.ts'

export const SESSION: LaunchSession = {
  handle: 'handle-1',
  browserId: 'browser-1',
  issuer: ISSUER,
  ehrName: 'Test EHR',
  patientId: 'patient-1',
  fhirUser: 'Practitioner/gp-1',
  subject: 'user-1',
  grantedScopes: ['launch', 'patient/*.rs'],
  accessToken: 'token-1',
  tokenExpiresAt: '2026-09-03T10:00:00.000Z',
  createdAt: READ_AT,
}

/** Only what the pure pages use; whatever else they reach for fails the test. */
export function pageDeps(parts: Partial<PageDeps> = {}): PageDeps {
  let ids = 0
  const used: Partial<PageDeps> = {
    questionnaire: QUESTIONS,
    services: [workWellService()],
    siteQuestionnaire: () => undefined,
    patientKeyOf: text => `key of ${text}`,
    now: () => new Date(READ_AT),
    newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    ...parts,
  }
  return new Proxy(used as PageDeps, {
    get(target, name) {
      expect(Object.keys(target)).toContain(name)
      return Reflect.get(target, name)
    },
  })
}

export interface Given {
  readonly record?: Partial<EhrRecord>
  /** What is answered besides the five taps. */
  readonly answers?: Answers
  readonly services?: readonly WorkWellService[]
  readonly serviceId?: string
  readonly now?: string
}

export function consultation(given: Given = {}, deps: Partial<PageDeps> = {}): Consultation {
  const record = ehrRecord(given.record)
  const questionnaire = prepareQuestionnaire(QUESTIONS, readContext(record))
  const draft: Draft = {
    handle: 'handle-1',
    referralId: '5f0c7a3e-0000-4000-8000-000000000001',
    startedAt: READ_AT,
    revision: 1,
    record,
    ...(given.serviceId ? { serviceId: given.serviceId } : {}),
    response: responseWith({ ...FIVE_TAPS, ...given.answers }, questionnaire),
    prefilled: [],
    prefillProblems: [],
    ehrCopy: 'not-tried',
  }
  const now = () => new Date(given.now ?? READ_AT)
  return consultationOf(SESSION, draft, pageDeps({ now, ...(given.services && { services: given.services }), ...deps }))
}
