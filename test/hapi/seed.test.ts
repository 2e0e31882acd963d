import type { FhirResource } from 'fhir/r4.js'
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
  expect(await seed(base, everything)).toMatchObject({ ok: true })
})

it('HAPI holds every make-believe resource under its own id', async () => {
  expect(await versions()).toHaveLength(everything.length)
})

it('loading them again makes no new version of anything', async () => {
  const before = await versions()
  const { sameContent } = await import('../../src/sandbox/patients/same-content.ts')
  for (const r of everything) { const st = await (await fetch(`${base}/${r.resourceType}/${r.id}`)).json(); if (!sameContent(st, r)) console.log('DIFF', JSON.stringify(r), '\n', JSON.stringify(st)) }
  const again = await seed(base, everything)
  expect(again.ok && again.value.steps.filter(step => step.created + step.updated > 0)).toEqual([])
  expect(await versions()).toEqual(before)
})
