import { z } from 'zod'
import { ID } from '../../src/fhir/systems.ts'
import { patientIdOf, type World } from './world.ts'

const identifier = z.looseObject({ system: z.string().optional(), value: z.string().optional() })
const resource = z.looseObject({
  resourceType: z.string(),
  id: z.string(),
  name: z
    .array(z.looseObject({ family: z.string().optional() }))
    .optional()
    .catch(undefined),
  subject: z.looseObject({ reference: z.string() }).optional(),
  for: z.looseObject({ reference: z.string() }).optional(),
  // A list, but for the one of a QuestionnaireResponse.
  identifier: z.union([z.array(identifier), identifier]).default([]),
})
type Counted = z.infer<typeof resource>
const page = z.object({
  link: z.array(z.object({ relation: z.string(), url: z.string() })).default([]),
  entry: z.array(z.object({ resource })).default([]),
})

async function all(first: string): Promise<Counted[]> {
  const found: Counted[] = []
  for (let next: string | undefined = first; next; ) {
    const answer: Response = await fetch(next, { headers: { 'Cache-Control': 'no-cache' } })
    const { entry, link } = page.parse(await answer.json())
    found.push(...entry.map(each => each.resource))
    next = link.find(each => each.relation === 'next')?.url
  }
  return found
}

const tally = (names: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

/** By the patient's family name, the hub's own count of each part of a referral: whole and once is one of each. */
export async function countsAtHub({ hubItself }: World): Promise<(family: string) => [number, number, number]> {
  const patients = await all(`${hubItself}/Patient?_count=500`)
  const familyAt = new Map(patients.map(({ id, name }) => [`Patient/${id}`, name?.[0]?.family ?? '']))
  const requests = await all(`${hubItself}/ServiceRequest?_count=500`)
  const tasks = await all(`${hubItself}/Task?_count=500`)
  const counts = [
    tally([...familyAt.values()]),
    tally(requests.map(each => familyAt.get(each.subject?.reference ?? '') ?? '')),
    tally(tasks.map(each => familyAt.get(each.for?.reference ?? '') ?? '')),
  ] as const
  return family => [counts[0].get(family) ?? 0, counts[1].get(family) ?? 0, counts[2].get(family) ?? 0]
}

/** Whether the hub has any part of it now. */
export async function isAtHub({ hubItself }: World, family: string): Promise<boolean> {
  return (await all(`${hubItself}/Patient?family=${family}`)).length > 0
}

/** Copies that the record holds more than once, by the referral's id. */
export async function doubledCopies({ recordUrl }: World): Promise<string[]> {
  const copies = [
    ...(await all(`${recordUrl}/ServiceRequest?_count=500`)),
    ...(await all(`${recordUrl}/QuestionnaireResponse?_count=500`)),
  ]
  const names = copies.flatMap(({ resourceType, identifier }) =>
    [identifier]
      .flat()
      .flatMap(({ system, value }) =>
        system === ID.referralCopy || system === ID.referralFormCopy ? `${resourceType} ${value}` : [],
      ),
  )
  return [...tally(names)].filter(([, count]) => count > 1).map(([name]) => name)
}

/** Whether the record has a copy of the referral of the patient with this family name. */
export async function copiesAtRecord({ recordUrl }: World): Promise<(family: string) => boolean> {
  const requests = await all(`${recordUrl}/ServiceRequest?_count=500`)
  const copies = requests.filter(each => [each.identifier].flat().some(({ system }) => system === ID.referralCopy))
  const patients = new Set(copies.map(each => each.subject?.reference))
  return family => patients.has(`Patient/${patientIdOf(family)}`)
}
