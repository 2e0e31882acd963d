import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WorkWellService } from '../../src/domain/site.ts'
import { candidatesFor } from '../../src/domain/site-area.ts'
import { workWellService } from '../support/ehr-record.ts'

type Area = Extract<WorkWellService['area'], { covers: 'listed' }>
const listed = (id: string, area: Partial<Area>): WorkWellService =>
  workWellService({
    id,
    area: { covers: 'listed', counts: 'either', practiceCodes: [], pcns: [], postcodes: [], ...area },
  })
const everyoneElse = workWellService({ id: 'everyone-else', area: { covers: 'everyone-else' } })
const who = (parts: { postcode?: string; practiceCode?: string } = {}) => ({
  postcode: 'LS1 1AA',
  practiceCode: 'Y99901',
  ...parts,
})
const idsFor = (patient: ReturnType<typeof who>, services: WorkWellService[]) =>
  candidatesFor(patient, services).map(each => each.service.id)
const only = (patient: ReturnType<typeof who>, area: Partial<Area>) => candidatesFor(patient, [listed('here', area)])[0]

describe('which service covers a patient (decision 13, hazard H12)', () => {
  it('the practice where the patient is registered', () => {
    const services = [listed('here', { practiceCodes: ['Y99901'] }), listed('there', { practiceCodes: ['Y99902'] })]
    expect(idsFor(who({ postcode: 'unknown' }), services)).toEqual(['here'])
  })

  it('the primary care network of that practice, as the pack lists it', () => {
    const pcns = [{ name: 'Larch Network', practiceCodes: ['Y99901'] }]
    expect(only(who({ postcode: 'unknown' }), { pcns })?.because).toEqual([
      'registered with a practice of Larch Network (Y99901)',
    ])
  })

  it.each([
    ['LS', 'LS1 1AA', true, 'the letters of the post town'],
    ['L', 'LS1 1AA', false, 'another post town that begins with the same letter'],
    ['LS1', 'LS1 1AA', true, 'the district'],
    ['LS1', 'LS11 1AA', false, 'a district that only begins alike'],
    ['EC1', 'EC1A 1BB', true, 'a part of the district'],
    ['EC1A', 'EC1M 1BB', false, 'another part of the district'],
    ['EC1A', 'EC1A 1BB', true, 'that part of the district'],
    ['LS1 1', 'LS1 1AA', true, 'the sector'],
    ['LS1 1', 'LS1 2AA', false, 'another sector'],
    ['LS1 1', 'LS11 1AA', false, 'a sector that only reads alike without its space'],
    ['LS1 1AA', 'LS1 1AA', true, 'one postcode'],
    ['ls11aa', 'LS1 1AA', true, 'one postcode, written otherwise'],
    ['LS1', 'ls11aa', true, 'a postcode that the record writes otherwise'],
    ['LS1', ' LS1  1AA ', true, 'a postcode with stray spaces'],
    ['LS1', 'LS1-1AA', true, 'a postcode with a hyphen'],
    ['LS1', 'unknown', false, 'no postcode in the record'],
    ['LS1', 'LS1', true, 'half a postcode in the record, which says enough'],
    ['LS1 1', 'LS1', false, 'half a postcode in the record, which does not say enough'],
    ['ZZ99', 'ZZ99 3VZ', false, 'no fixed abode'],
    ['BF1', 'BF1 2AQ', false, 'a forces post office, which is no home'],
    ['BF1', 'BFPO 57', false, 'a forces post office, written otherwise'],
    ['LS1', 'LS1 1A', false, 'a postcode with a letter missing'],
    ['LS1', 'not known', false, 'words in place of a postcode'],
  ])('area %s and postcode %s: %s (%s)', (area, postcode, covered) => {
    const service = listed('here', { postcodes: [area] })
    expect(idsFor(who({ postcode, practiceCode: 'unknown' }), [service])).toEqual(covered ? ['here'] : [])
  })

  it('home in one area and practice in another: both, the practice first, each with its reason', () => {
    const services = [listed('lives', { postcodes: ['LS1'] }), listed('registered', { practiceCodes: ['Y99901'] })]
    expect(candidatesFor(who(), services).map(each => [each.service.id, ...each.because])).toEqual([
      ['registered', 'registered with a practice in its area (Y99901)'],
      ['lives', 'lives in its area (LS1 1AA)'],
    ])
  })

  it('a service for everyone else is taken only where no listed area keeps the patient', () => {
    const here = listed('here', { practiceCodes: ['Y99901'] })
    const there = listed('there', { practiceCodes: ['Y99902'] })
    expect(idsFor(who(), [everyoneElse, here])).toEqual(['here'])
    expect(idsFor(who(), [everyoneElse, there])).toEqual(['everyone-else'])
  })

  it('an unknown practice and postcode match no listed area', () => {
    const service = listed('here', { practiceCodes: ['Y99901'], postcodes: ['LS1'] })
    expect(idsFor(who({ postcode: 'unknown', practiceCode: 'unknown' }), [service])).toEqual([])
  })
})

describe('what makes a patient the service’s', () => {
  const practiceCodes = ['Y99901']
  const postcodes = ['LS1']
  const elsewhere = { postcode: 'XX1 1AA', practiceCode: 'Y99902' }

  it.each<[Area['counts'], ReturnType<typeof who>, string]>([
    ['registered', who(), 'yes'],
    ['registered', who({ postcode: elsewhere.postcode }), 'yes'],
    ['registered', who({ practiceCode: elsewhere.practiceCode }), 'no'],
    ['registered', who({ practiceCode: 'unknown' }), 'unknown'],
    ['resident', who({ postcode: elsewhere.postcode }), 'no'],
    ['resident', who({ postcode: 'ZZ99 3VZ' }), 'unknown'],
    ['resident', who({ practiceCode: elsewhere.practiceCode }), 'yes'],
    ['either', who({ postcode: elsewhere.postcode }), 'yes'],
    ['either', who({ practiceCode: elsewhere.practiceCode }), 'yes'],
    ['both', who(), 'yes'],
    ['both', who({ postcode: elsewhere.postcode }), 'no'],
    ['both', who({ practiceCode: elsewhere.practiceCode }), 'no'],
    ['both', who({ postcode: 'unknown' }), 'unknown'],
  ])('%s, %o: %s', (counts, patient, covered) => {
    expect(only(patient, { counts, practiceCodes, postcodes })?.covered).toBe(covered)
  })

  it('a part that the pack does not list is unknown, never no', () => {
    expect(only(who(), { counts: 'both', practiceCodes })?.covered).toBe('unknown')
    expect(only(who(), { counts: 'resident', practiceCodes })?.covered).toBe('unknown')
  })
})

describe('whatever the postcodes', () => {
  const letters = (least: number, most: number) =>
    fc.string({ unit: fc.constantFrom(...'ABDEFGHJLNPQRSTUWXY'), minLength: least, maxLength: most })
  const digit = fc.integer({ min: 0, max: 9 })
  const whole = fc
    .tuple(letters(1, 2), fc.integer({ min: 1, max: 99 }), digit, letters(2, 2))
    .map(([area, district, sector, unit]) => ({ area, outward: `${area}${district}`, sector, unit }))
  const text = (each: { outward: string; sector: number; unit: string }) => `${each.outward} ${each.sector}${each.unit}`
  const livesIn = (area: string, postcode: string) =>
    only(who({ postcode, practiceCode: 'unknown' }), { postcodes: [area] })?.resident ?? 'not'

  it('a home lies in its own letters, district, sector and postcode, however it is written', () => {
    fc.assert(
      fc.property(whole, fc.constantFrom('', ' ', '  ', '-'), fc.boolean(), (home, gap, small) => {
        const written = text(home).replace(' ', gap)
        for (const area of [home.area, home.outward, `${home.outward} ${home.sector}`, text(home)])
          expect(livesIn(area, small ? written.toLowerCase() : written)).toBe('yes')
      }),
    )
  })

  it('two districts never share a home', () => {
    fc.assert(
      fc.property(whole, whole, (home, other) => {
        fc.pre(home.outward !== other.outward)
        expect(livesIn(other.outward, text(home))).toBe('not')
      }),
    )
  })

  it('nothing that is typed throws, or makes a patient everybody’s', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (postcode, practiceCode) => {
        const found = candidatesFor({ postcode, practiceCode }, [
          listed('here', { practiceCodes: ['Y99901'], postcodes: ['LS1'] }),
          everyoneElse,
        ])
        expect(found.length).toBeGreaterThan(0)
        if (practiceCode !== 'Y99901' && !/^ls\s*1/i.test(postcode.trim()))
          expect(found.map(each => each.service.id)).toEqual(['everyone-else'])
      }),
    )
  })

  it('the order of the packs changes nothing but the order of equals', () => {
    const services = [
      listed('one', { practiceCodes: ['Y99901'] }),
      listed('two', { postcodes: ['LS'] }),
      listed('three', { postcodes: ['LS1'], counts: 'registered', practiceCodes: ['Y99902'] }),
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(services, { minLength: 3 }), shuffled => {
        expect(idsFor(who(), shuffled)).toEqual(['one', 'two', 'three'])
      }),
    )
  })
})

// Areas of the pack by letters or district, as an ICB beside the border would list them; the codes are made up.
describe('patients who live or are registered across a border of England (hazard H12)', () => {
  const ENGLISH = 'Y99901'
  const WELSH = 'W99901'
  const SCOTTISH = 'S99901'
  const icb = { practiceCodes: [ENGLISH], postcodes: ['HR', 'SY7', 'NP25 3', 'TD15', 'CA', 'CH4 9ZZ'] }

  it.each([
    ['lives in England, registered in Wales', 'HR9 9ZZ', WELSH, 'unknown', 'no'],
    ['lives in Wales, registered in England', 'SY7 9ZZ', ENGLISH, 'unknown', 'yes'],
    ['lives in England, registered in Scotland', 'TD15 9ZZ', SCOTTISH, 'unknown', 'no'],
    ['lives in Scotland, registered in England', 'DG16 9ZZ', ENGLISH, 'unknown', 'yes'],
    ['lives where the pack lists the very postcode', 'CH4 9ZZ', WELSH, 'yes', 'no'],
    ['lives beside the very postcode that the pack lists', 'CH4 9ZY', ENGLISH, 'unknown', 'yes'],
  ] as const)('%s: %s', (_who, postcode, practiceCode, resident, registered) => {
    for (const counts of ['either', 'resident', 'both', 'registered'] as const) {
      const found = only(who({ postcode, practiceCode }), { ...icb, counts })
      expect(found).toMatchObject({ resident, registered })
      // Whether they live there is never denied: a rule that goes by the home alone asks.
      if (counts === 'resident') expect(found?.covered).toBe(resident)
    }
  })

  it('is no candidate of a service that lists nothing there', () => {
    expect(
      only(who({ postcode: 'HR9 9ZZ', practiceCode: WELSH }), { practiceCodes: [ENGLISH], postcodes: ['LS'] }),
    ).toBe(undefined)
  })

  it.each(['CH', 'SY', 'LD', 'HR', 'NP', 'TD', 'CA', 'DG', 'NE'])('%s: its letters prove no home', letters => {
    const area = { postcodes: [letters], practiceCodes: [ENGLISH], counts: 'both' as const }
    expect(only(who({ postcode: `${letters}1 9ZZ` }), area)).toMatchObject({ resident: 'unknown', covered: 'unknown' })
  })
})
