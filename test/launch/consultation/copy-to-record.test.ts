import type { FhirResource } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { copyByItself } from '../../../launch/consultation/copy-to-record.ts'
import { preparedReferral } from '../../../launch/consultation/prepared-referral.ts'
import type { PageDeps } from '../../../launch/pages/page-deps.ts'
import { ok } from '../../../src/domain/result.ts'
import type { Draft } from '../../../src/store/drafts.ts'
import { option } from '../../support/answers.ts'
import { consultation, type Given, pageDeps, SESSION } from './one-consultation.ts'

/** A record that stores what it is given, or only what it likes. */
async function copied(
  given: Given,
  parts: Partial<Draft>,
  stores = (resource: FhirResource): FhirResource => resource,
) {
  const filed: FhirResource[] = []
  const saved: Draft[] = []
  const details: string[] = []
  const create = async (resource: FhirResource) => {
    filed.push(resource)
    return ok({ resource: stores(resource), reference: `${resource.resourceType}/1`, created: true })
  }
  const deps = pageDeps({
    ehrFor: () => ({ create }) as unknown as ReturnType<PageDeps['ehrFor']>,
    drafts: { save: async (draft: Draft) => void saved.push(draft) } as PageDeps['drafts'],
    audit: {
      record: async ({ detail }: { detail: string }) => void details.push(detail),
    } as unknown as PageDeps['audit'],
  })
  const before = consultation(given)
  const session = { ...SESSION, grantedScopes: ['patient/ServiceRequest.c', 'patient/QuestionnaireResponse.c'] }
  const of = { ...before, session, draft: { ...before.draft, ...parts } }
  const prepared = preparedReferral(of, deps)
  if (!prepared.ok) throw new Error(prepared.failure.join())
  await copyByItself(of, prepared.value, deps)
  return { filed: filed.map(each => each.meta?.security?.map(({ code }) => code) ?? []), saved, details }
}
const PHONE_FIRST: Given = { answers: { concern: [option('concern', 'phone-first')] } }

describe('the copy that is filed by itself', () => {
  it('from a draft of the version before, which had no such question, is filed as it was', async () => {
    const { filed, saved, details } = await copied({}, {})
    expect([filed, saved.at(-1)?.ehrCopy, details]).toEqual([[[], []], 'written', ['written']])
  })

  it('from such a draft with "phone me before contact" is not filed', async () => {
    expect(await copied(PHONE_FIRST, {})).toEqual({ filed: [], saved: [], details: [] })
  })

  it('bears the label where "hide" was said, and the audit tells so', async () => {
    const { filed, saved, details } = await copied({}, { onlineView: 'hide' })
    expect([filed, details]).toEqual([[['NOPAT'], ['NOPAT']], ['written-to-hide']])
    expect(saved.at(-1)?.copyNotHidden).toBeUndefined()
  })

  it('is not called hidden where the record shows that it left the label out', async () => {
    const { saved } = await copied(
      {},
      { onlineView: 'hide' },
      ({ meta: _meta, ...resource }) => resource as FhirResource,
    )
    expect(saved.at(-1)).toMatchObject({ ehrCopy: 'written', copyNotHidden: true })
  })
})
