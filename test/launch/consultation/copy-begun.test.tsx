import { createElement } from 'react'
import { expect, it } from 'vitest'
import { copyToRecord } from '../../../launch/consultation/copy-to-record.ts'
import { preparedReferral } from '../../../launch/consultation/prepared-referral.ts'
import { SentPage } from '../../../launch/pages/sent/page.tsx'
import { renderPage } from '../../../launch/web/render.ts'
import { ok } from '../../../src/domain/result.ts'
import type { FhirClient } from '../../../src/gateways/fhir-client.ts'
import type { Draft, Drafts } from '../../../src/store/drafts.ts'
import { workWellService } from '../../support/ehr-record.ts'
import { consultation, pageDeps, SESSION } from './one-consultation.ts'

const receipt = { receivedAt: '2026-09-03T09:00:00.000Z', serviceRequest: 'ServiceRequest/1', task: 'Task/1' }
const delivery = { state: 'delivered', receipt: { ...receipt, patient: 'Patient/1' } } as const

function pageWith(ehrCopy: Draft['ehrCopy']): string {
  const opened = consultation()
  const shown = { ...opened, draft: { ...opened.draft, ehrCopy } }
  const props = { consultation: shown, service: workWellService(), delivery, isUnanswered: false, synthetic: true }
  return renderPage(createElement(SentPage, props))
}

it('a copy is noted as begun before the record is asked to file it: a process may end in between', async () => {
  const steps: string[] = []
  const deps = pageDeps({
    drafts: { save: async ({ ehrCopy }) => void steps.push(`saved ${ehrCopy}`) } as Partial<Drafts> as Drafts,
    audit: { record: async () => undefined } as never,
    ehrFor: () =>
      ({
        search: async () => ok([]),
        create: async resource => {
          steps.push(`filed ${resource.resourceType}`)
          return ok({ resource, reference: `${resource.resourceType}/1`, created: true })
        },
      }) as Partial<FhirClient> as FhirClient,
  })
  const session = { ...SESSION, grantedScopes: ['launch', 'patient/*.crs'] }
  const opened = { ...consultation(), session }
  const prepared = preparedReferral(opened, deps)
  if (!prepared.ok) throw new Error(prepared.failure.join())
  await copyToRecord(opened, prepared.value, deps)
  expect(steps).toEqual(['saved begun', 'filed QuestionnaireResponse', 'filed ServiceRequest', 'saved written'])
})

it.each<[Draft['ehrCopy'], string]>([
  ['written', 'A copy is in the patient’s record.'],
  ['not-tried', 'There is no copy in the patient’s record. Paste this text into it.'],
  ['failed', 'There is no copy in the patient’s record. Paste this text into it.'],
  ['begun', 'There may already be a copy in the patient’s record. Look there first.'],
])('the page says of a copy that is %s only what is known', (state, words) => {
  expect(pageWith(state)).toContain(words)
})
