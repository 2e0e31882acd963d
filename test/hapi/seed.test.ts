import type { Basic, FhirResource } from 'fhir/r4.js'
import { beforeAll, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { londonDay } from '../../src/domain/local-date.ts'
import { clinicianResources } from '../../src/sandbox/ehr/clinicians.ts'
import { seed } from '../../src/sandbox/patients/seed.ts'
import { syntheticPatients } from '../../src/sandbox/patients/synthetic-patients.ts'

const base = inject('hapi')
const everything: readonly FhirResource[] = [
  ...clinicianResources(),
  ...syntheticPatients(londonDay(new Date())).flatMap(each => each.resources),
]

const versioned = z.object({ meta: z.object({ versionId: z.string() }) })

async function versions(): Promise<string[]> {
  const held: string[] = []
  for (const { resourceType, id } of everything) {
    const { meta } = versioned.parse(await (await fetch(`${base}/${resourceType}/${id}`)).json())
    held.push(`${resourceType}/${id} version ${meta.versionId}`)
  }
  return held
}

beforeAll(async () => {
  // Whoever uses a label first gives it its words, for the whole server: here, none.
  const meta = { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] }
  const stranger = { resourceType: 'Basic', meta, code: { text: 'somebody else' } } satisfies Basic
  const headers = { 'content-type': 'application/fhir+json' }
  expect((await fetch(`${base}/Basic`, { method: 'POST', headers, body: JSON.stringify(stranger) })).status).toBe(201)
  expect(await seed(base, everything)).toMatchObject({ ok: true })
})

it('HAPI holds every make-believe resource under its own id', async () => {
  expect(await versions()).toHaveLength(everything.length)
})

it('loading them again makes no new version of anything', async () => {
  const before = await versions()
  const again = await seed(base, everything)
  expect(again.ok && again.value.steps.filter(step => step.created + step.updated > 0)).toEqual([])
  expect(await versions()).toEqual(before)
})
