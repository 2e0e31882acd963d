import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bundle, FhirResource } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { writtenReferral } from '../fhir/written-referral.ts'
import { option } from '../support/answers.ts'

const FILE = join(import.meta.dirname, '..', '..', 'docs', 'what-leaves.md')
const LEVELS = ['basic', 'standard', 'full'] as const
type Level = (typeof LEVELS)[number]

const HEAD = `# What leaves, element by element

Every element of a referral in which every question was answered, by the level that the patient agreed to. An empty cell: it does not leave at that level. Written and held by a
test (\`test/docs/what-leaves.test.ts\`); who changes what leaves changes this list, in the same commit, for somebody to read.

| Element | basic | standard | full |
|---|---|---|---|
`

/** Which of several resources of one type: by the question that it was taken from. */
const nameOf = (resource: FhirResource): string => {
  const value = 'identifier' in resource ? [resource.identifier].flat()[0] : undefined
  const part = typeof value === 'object' && 'value' in value ? /\.([a-z-]+)$/.exec(String(value.value))?.[1] : undefined
  return part ? `${resource.resourceType} (${part})` : resource.resourceType
}

/** Elements that hold something, without positions; an answer goes by the name of its question, an extension by its own. */
function elementsIn(value: unknown, at: string): string[] {
  if (Array.isArray(value)) return value.flatMap(each => elementsIn(each, at))
  if (typeof value !== 'object' || value === null) return [at]
  const { linkId, url } = value as { linkId?: string; url?: string }
  const name = linkId ?? (at.endsWith('.extension') ? url?.split('/').at(-1) : undefined)
  const here = name ? `${at}[${name}]` : at
  return Object.entries(value).flatMap(([key, inner]) =>
    (key === 'linkId' || key === 'url') && name ? [] : elementsIn(inner, `${here}.${key}`),
  )
}

const elementsOf = (bundle: Bundle<FhirResource>): Set<string> =>
  new Set(
    (bundle.entry ?? []).flatMap(({ resource }) => {
      if (!resource) return []
      const { resourceType: _type, meta: _claims, ...rest } = resource
      return elementsIn(rest, nameOf(resource))
    }),
  )

const PHONE_FIRST = {
  concern: [option('concern', 'phone-first')],
  'ring-phone': [{ valueString: '0113 496 0555' }],
  'ring-when': [{ valueString: 'after 2 pm' }],
  'ring-second': [{ valueString: 'Sam Okoye' }],
}

const leaving = new Map<Level, Set<string>>(
  LEVELS.map(level => [
    level,
    // The ways that ask most, and the one that holds contact details back and says whom to phone.
    new Set(
      [{}, PHONE_FIRST].flatMap(ways => [
        ...elementsOf(writtenReferral({ answers: { ...ways, sharing: [option('sharing', level)] } }).bundle),
      ]),
    ),
  ]),
)
const leaves = (level: Level, element: string): boolean => leaving.get(level)?.has(element) ?? false
const all = [...new Set(LEVELS.flatMap(level => [...(leaving.get(level) ?? [])]))].toSorted()

describe('docs/what-leaves.md', () => {
  it('lists every element that leaves, and at which level', () => {
    const rows = all.map(
      element => `| ${[`\`${element}\``, ...LEVELS.map(level => (leaves(level, element) ? 'x' : ''))].join(' | ')} |\n`,
    )
    const text = HEAD + rows.join('')
    // After a change that is meant: WHAT_LEAVES=write npx vitest run test/docs/what-leaves.test.ts
    if (process.env.WHAT_LEAVES === 'write') writeFileSync(FILE, text)
    expect(readFileSync(FILE, 'utf8')).toBe(text)
  })

  it('a higher level takes nothing away', () => {
    expect(all.filter(element => leaves('basic', element) && !leaves('standard', element))).toEqual([])
    expect(all.filter(element => leaves('standard', element) && !leaves('full', element))).toEqual([])
  })

  it('nothing of the condition, the note or the job leaves at the basic level (hazard H09)', () => {
    const basic = all.filter(element => leaves('basic', element))
    expect(
      basic.filter(each =>
        /note|adjustment|functional|occupation|main-condition\]|Condition \(main-condition\)\.code\.coding/.test(each),
      ),
    ).toEqual([])
  })
})
