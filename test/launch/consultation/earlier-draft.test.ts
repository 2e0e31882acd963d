import { describe, expect, it } from 'vitest'
import { draftOwner, earlierDraft } from '../../../launch/consultation/earlier-draft.ts'
import type { Draft } from '../../../src/store/drafts.ts'
import { ehrRecord, patientRecord } from '../../support/ehr-record.ts'
import { consultation, pageDeps, SESSION } from './one-consultation.ts'

const { draft } = consultation()

describe('the owner of a draft', () => {
  it('is one clinician and one patient at one EHR', () => {
    const owners = [
      SESSION,
      { ...SESSION, issuer: 'https://other.example/fhir' },
      { ...SESSION, patientId: 'patient-2' },
      { ...SESSION, subject: 'user-2' },
      // Not to be mistaken for one another when joined.
      { ...SESSION, patientId: 'a","b', subject: 'c' },
      { ...SESSION, patientId: 'a', subject: 'b","c' },
    ].map(session => draftOwner(session, pageDeps()))
    expect(new Set(owners).size).toBe(6)
  })

  it('is the same in every session of theirs', () => {
    const later = { ...SESSION, handle: 'handle-2', browserId: 'browser-2', accessToken: 'token-2' }
    expect(draftOwner(later, pageDeps())).toBe(draftOwner(SESSION, pageDeps()))
  })
})

describe('a draft that its owner’s key leads to', () => {
  const found = (kept: Draft) =>
    earlierDraft(
      SESSION,
      pageDeps({
        drafts: {
          read: async () => undefined,
          save: async () => undefined,
          keepTyped: async () => undefined,
          typed: async () => undefined,
          forgetTyped: async () => undefined,
          choosesForm: async () => undefined,
          isBegun: async () => false,
          belongsTo: async () => undefined,
          resume: async (_owner, mayResume) => ((await mayResume(kept)) ? kept : undefined),
        },
        launches: { readSession: async () => undefined, readEnded: async () => undefined, isOpen: async () => false },
      }),
    )

  it('is taken up when it is of this patient', async () => {
    expect(await found(draft)).toBe(draft)
  })

  it.each([
    ['another patient', { patient: patientRecord({ id: 'patient-2' }) }],
    ['another EHR', { issuer: 'https://other.example/fhir' }],
  ])('is left alone when its record is of %s after all', async (_name, parts) => {
    expect(await found({ ...draft, record: ehrRecord(parts) })).toBeUndefined()
  })
})
