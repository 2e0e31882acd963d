import { z } from 'zod'
import { type Look, membersOf } from './look.ts'

/** A page of a search, as far as the checks look into it. */
const searchset = z.looseObject({
  resourceType: z.literal('Bundle'),
  type: z.literal('searchset'),
  link: z.array(z.looseObject({ relation: z.string(), url: z.string() })).default([]),
  entry: z
    .array(
      z.looseObject({
        resource: z.looseObject({ resourceType: z.string() }),
        search: z.looseObject({ mode: z.string() }).optional(),
      }),
    )
    .default([]),
})
export type Searchset = z.infer<typeof searchset>

export const searchsetIn = (seen: Look): Searchset | undefined => searchset.safeParse(membersOf(seen)).data

export const nextIn = (seen: Look): string | undefined =>
  searchsetIn(seen)?.link.find(({ relation }) => relation === 'next')?.url

const owner = z.looseObject({ subject: z.looseObject({ reference: z.string() }) })

/** How many matches of a page name another patient as their subject. */
export const ofOthers = ({ entry }: Searchset, patientId: string): number =>
  entry
    .filter(({ resource }) => resource.resourceType !== 'OperationOutcome')
    .map(({ resource }) => owner.safeParse(resource).data?.subject.reference)
    .filter(reference => reference !== undefined)
    .filter(
      reference => !new RegExp(`(^|/)Patient/${patientId.replaceAll('.', '\\.')}(/_history/[^/]+)?$`).test(reference),
    ).length
