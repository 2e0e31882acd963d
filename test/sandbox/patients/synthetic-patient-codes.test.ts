import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { CS } from '../../../src/fhir/systems.ts'
import { syntheticPatients } from '../../../src/sandbox/patients/synthetic-patients.ts'

/** Every SNOMED CT code that the synthetic patients may carry (decision 12), with its display. */
const ALLOWED: Record<string, string> = {
  '751481000000104': 'eMED3 (2010) new statement issued, not fit for work',
  '751601000000107': 'eMED3 (2010) new statement issued, may be fit for work',
  '751621000000103': 'eMED3 (2010) duplicate statement issued, not fit for work',
  '751731000000106': 'MED3 (2010) issued by hand, not fit for work',
  '751751000000104': 'MED3 (2010) issued by hand, may be fit for work',
  '775281000000100': 'eMED3 (2010) recommend phased return to work',
  '775301000000104': 'eMED3 (2010) recommend altered hours',
  '775321000000108': 'eMED3 (2010) recommend amended duties',
  '775351000000103': 'eMED3 (2010) recommend workplace adaptation',
  '365524007': 'Fitness for work - finding',
  '772786005': 'Medical certificate',
  '3457005': 'Patient referral',
  '1098041000000101': 'Referral to an employment support service',
}

const coding = z.object({ system: z.literal(CS.snomed), code: z.string(), display: z.string() })

function snomedIn(value: unknown): z.infer<typeof coding>[] {
  if (typeof value !== 'object' || value === null) return []
  const own = 'system' in value && value.system === CS.snomed ? [coding.parse(value)] : []
  return [...own, ...Object.values(value).flatMap(snomedIn)]
}

describe('SNOMED CT in the synthetic patients', () => {
  it('is only what is on the list, with the display of the list, and all of the list is used', () => {
    const used = new Map(snomedIn(syntheticPatients('2026-09-03')).map(each => [each.code, each.display]))
    expect(Object.fromEntries(used)).toEqual(ALLOWED)
  })

  const csv = join(process.env.UK_CORE_DIR ?? '', 'terminology', 'snomed-seen-in-public-text.csv')
  it.runIf(process.env.UK_CORE_DIR && existsSync(csv))('is what was seen in public UK text', () => {
    const seen = readFileSync(csv, 'utf8')
    for (const [code, display] of Object.entries(ALLOWED)) {
      expect(seen).toMatch(new RegExp(`^${code},"?${display.replace(/[()]/g, '\\$&')}"?,`, 'm'))
    }
  })
})
