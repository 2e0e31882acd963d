import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { PROFESSIONS } from '../../src/domain/clinician.ts'
import { ADJUSTMENTS } from '../../src/domain/fit-note.ts'
import { CS, ID } from '../../src/fhir/systems.ts'
import { itemsOf, option, QUESTIONS } from '../support/answers.ts'
import { GP } from '../support/ehr-record.ts'
import { objectsIn, writtenReferral } from './written-referral.ts'

/** Every SNOMED CT code that this product may send, with the display in which it was seen (decision 12). */
const ALLOWED: Record<string, string> = {
  '3457005': 'Patient referral',
  '1098041000000101': 'Referral to an employment support service',
  '1098051000000103': 'Employment support',
  '365524007': 'Fitness for work - finding',
  '224363007': 'Employed',
  '160906004': 'Self-employed',
  '751481000000104': 'eMED3 (2010) new statement issued, not fit for work',
  '751601000000107': 'eMED3 (2010) new statement issued, may be fit for work',
  '775281000000100': 'eMED3 (2010) recommend phased return to work',
  '775301000000104': 'eMED3 (2010) recommend altered hours',
  '775321000000108': 'eMED3 (2010) recommend amended duties',
  '775351000000103': 'eMED3 (2010) recommend workplace adaptation',
  '108161000000109': 'Referred by general practitioner',
  '185362004': 'Referred by nurse',
  '185370009': 'Referred by physiotherapist',
  '185369008': 'Referred by pharmacist',
  '62247001': 'General practitioner',
  '36682004': 'Physiotherapist',
  '80546007': 'Occupational therapist',
  '46255001': 'Pharmacist',
}

const REGISTRATIONS: Record<(typeof PROFESSIONS)[number], { system: string; value: string }> = {
  doctor: { system: ID.gmc, value: '9999001' },
  nurse: { system: ID.nmc, value: '99A9906E' },
  'occupational-therapist': { system: ID.hcpc, value: 'OT999903' },
  physiotherapist: { system: ID.hcpc, value: 'PH999902' },
  pharmacist: { system: ID.gphc, value: '2999904' },
  podiatrist: { system: ID.hcpc, value: 'CH999905' },
  other: { system: ID.hcpc, value: 'DT999907' },
}

const workStatuses = itemsOf(QUESTIONS)
  .find(item => item.linkId === 'work-status')
  ?.answerOption?.map(each => each.valueCoding?.code ?? '')

/** Referrals of every profession, work status, advice and way, with every adjustment, issued and planned. */
const referrals = PROFESSIONS.flatMap(profession =>
  (workStatuses ?? []).flatMap(status =>
    (['not-fit', 'may-be-fit'] as const).flatMap(advice =>
      [true, false].map(issuedToday => {
        const record = { practitioner: { ...GP, identifier: [REGISTRATIONS[profession]] } }
        const answers = {
          'work-status': [option('work-status', status)],
          'note-advice': [option('note-advice', advice)],
          'note-adjustments': ADJUSTMENTS.map(each => option('note-adjustments', each)),
        }
        return writtenReferral({ record, answers, issuedToday }).bundle
      }),
    ),
  ),
)

const coding = z.object({ system: z.literal(CS.snomed), code: z.string(), display: z.string() })
const sent = new Map(
  objectsIn(referrals)
    .filter(each => each.system === CS.snomed)
    .map(each => coding.parse(each))
    .map(each => [each.code, each.display]),
)

/** The check digit of a SNOMED CT identifier: Verhoeff's dihedral check over all its digits. */
function hasCheckDigit(code: string): boolean {
  const turn = (a: number, b: number): number =>
    a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)) : b < 5 ? 5 + ((a - b) % 5) : (a - b + 5) % 5
  const once = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
  const moved = (digit: number, times: number): number => {
    let at = digit
    for (let time = 0; time < times % 8; time += 1) at = once[at] ?? 0
    return at
  }
  return [...code].toReversed().reduce((check, digit, place) => turn(check, moved(Number(digit), place)), 0) === 0
}

describe('SNOMED CT in what is sent (decision 12)', () => {
  it('is only what is on the list, with the display of the list, and all of the list is used', () => {
    expect(Object.fromEntries(sent)).toEqual(ALLOWED)
  })

  it.each(Object.keys(ALLOWED))('%s has the right check digit', code => {
    expect(hasCheckDigit(code)).toBe(true)
  })

  it('a check digit that is wrong is found', () => {
    // From a public list with a typing error; the right one ends in 108.
    expect(hasCheckDigit('1097201000000100')).toBe(false)
    expect(hasCheckDigit('1097201000000108')).toBe(true)
  })

  const csv = join(process.env.UK_CORE_DIR ?? '', 'terminology', 'snomed-seen-in-public-text.csv')
  it.runIf(process.env.UK_CORE_DIR && existsSync(csv))('is what was seen in public UK text', () => {
    const seen = readFileSync(csv, 'utf8')
    for (const [code, display] of Object.entries(ALLOWED)) {
      expect(seen).toMatch(new RegExp(`^${code},"?${display.replace(/[()]/g, '\\$&')}"?,`, 'm'))
    }
  })
})
