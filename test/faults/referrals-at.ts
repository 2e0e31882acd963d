import { expect } from 'vitest'
import { z } from 'zod'
import { ID } from '../../src/fhir/systems.ts'

const identifier = z.object({ system: z.string().optional(), value: z.string().default('') })
const page = z.object({
  link: z.array(z.object({ relation: z.string(), url: z.string() })).default([]),
  entry: z.array(z.object({ resource: z.object({ identifier: z.array(identifier).default([]) }) })).default([]),
})

const PARTS = { ServiceRequest: ID.referral, Task: ID.referralTask, Patient: ID.referralPatient } as const

/** How many of each part of a referral a FHIR server has, by the referral's id: its own count, not the app's. */
async function countsAt(fhirUrl: string, type: keyof typeof PARTS): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  let next: string | undefined = `${fhirUrl}/${type}?_count=500&_elements=identifier`
  while (next) {
    const response: Response = await fetch(next, { headers: { 'Cache-Control': 'no-cache' } })
    const { link, entry } = page.parse(await response.json())
    for (const { resource } of entry)
      for (const { system, value } of resource.identifier)
        if (system === PARTS[type]) counts.set(value, (counts.get(value) ?? 0) + 1)
    next = link.find(each => each.relation === 'next')?.url
  }
  return counts
}

/** Every accepted referral is at the hub whole and once; none is there twice, and none that nobody accepted. */
export async function expectExactlyOnce(
  fhirUrl: string,
  { accepted, known }: { accepted: Iterable<string>; known: ReadonlySet<string> },
): Promise<void> {
  for (const type of Object.keys(PARTS) as (keyof typeof PARTS)[]) {
    const counts = await countsAt(fhirUrl, type)
    const ours = [...counts].filter(([id]) => known.has(id))
    expect(
      [...accepted].filter(id => !counts.has(id)),
      `${type} lost`,
    ).toEqual([])
    expect(
      ours.filter(([, count]) => count !== 1),
      `${type} doubled`,
    ).toEqual([])
  }
}
