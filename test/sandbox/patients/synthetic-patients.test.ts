import type { CodeableConcept, Coding, Condition, FhirResource, Observation, Patient } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { addDays, ageOn } from '../../../src/domain/local-date.ts'
import { isNhsNumber } from '../../../src/domain/nhs-number.ts'
import { CS, EXT, ID } from '../../../src/fhir/systems.ts'
import { clinicianResources } from '../../../src/sandbox/ehr/clinicians.ts'
import { syntheticPatients } from '../../../src/sandbox/patients/synthetic-patients.ts'

const TODAY = '2026-09-03'
const patients = syntheticPatients(TODAY)
const resources = patients.flatMap(each => each.resources)

const ofType = <T extends FhirResource['resourceType']>(type: T, from: readonly FhirResource[] = resources) =>
  from.filter((each): each is Extract<FhirResource, { resourceType: T }> => each.resourceType === type)
const people = ofType('Patient')
const person = (slug: string): Patient => {
  const found = people.find(each => each.id === `patient-${slug}`)
  if (!found) throw new Error(`no patient ${slug}`)
  return found
}
const recordOf = (slug: string): readonly FhirResource[] =>
  patients.find(each => each.id === `patient-${slug}`)?.resources ?? []
const nhsNumbers = (each: Patient): string[] =>
  (each.identifier ?? []).flatMap(id => (id.system === ID.nhsNumber && id.value ? [id.value] : []))
const hasCode = (concept: CodeableConcept | undefined, code: string): boolean =>
  concept?.coding?.some(each => each.code === code) ?? false
const emed3 = (code: string): Observation[] => ofType('Observation').filter(each => hasCode(each.code, code))
const documents = ofType('DocumentReference')
const status = (each: Condition): string | undefined => each.verificationStatus?.coding?.[0]?.code

function codingsIn(value: unknown, found: Coding[] = []): Coding[] {
  if (Array.isArray(value)) for (const each of value) codingsIn(each, found)
  else if (typeof value === 'object' && value !== null) {
    if ('system' in value && 'code' in value) found.push({ system: String(value.system), code: String(value.code) })
    for (const each of Object.values(value)) codingsIn(each, found)
  }
  return found
}

describe('the synthetic patients', () => {
  it('are the same bytes on the same day, and other days on another day', () => {
    expect(JSON.stringify(syntheticPatients(TODAY))).toBe(JSON.stringify(patients))
    expect(JSON.stringify(syntheticPatients(addDays(TODAY, 1)))).not.toBe(JSON.stringify(patients))
  })

  it('keep names, numbers and telephones from day to day', () => {
    const lasting = (day: string) =>
      ofType(
        'Patient',
        syntheticPatients(day).flatMap(each => each.resources),
      ).map(({ id, name, identifier, telecom }) => ({
        id,
        name,
        identifier,
        phones: telecom?.map(each => each.value),
      }))
    expect(lasting(addDays(TODAY, 40))).toEqual(lasting(TODAY))
  })

  it('stand for every consultation of the list, and for the records that cannot send', () => {
    expect(patients.length).toBeGreaterThanOrEqual(40)
    expect(patients[0]?.id).toBe('patient-typical')
    for (const scenario of '1 2 3 4 5a 5b 6 7 8 9 10 11 12a 12b 12c'.split(' ')) {
      expect(patients.filter(each => each.scenario.startsWith(`${scenario}:`))).toHaveLength(1)
    }
    expect(person('deceased').deceasedDateTime).toBe(addDays(TODAY, -30))
    expect(person('restricted').meta?.security).toEqual([
      { system: CS.confidentiality, code: 'R', display: 'restricted' },
    ])
    expect(person('merged')).toMatchObject({
      active: false,
      link: [{ other: { reference: 'Patient/patient-merged-into' }, type: 'replaced-by' }],
    })
  })

  it('say on themselves that they are synthetic, and which scenario they are for', () => {
    for (const { id, scenario } of patients) {
      const tag = people.find(each => each.id === id)?.meta?.tag?.[0]
      expect(tag).toEqual({ system: CS.synthetic, code: id.replace('patient-', ''), display: scenario })
    }
  })

  it('have ids that HAPI takes from a client: unique, legal and not numeric', () => {
    const ids = resources.map(each => `${each.resourceType}/${each.id}`)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { id } of resources) expect(id).toMatch(/^[a-z][a-z0-9-]{0,63}$/)
  })

  it('refer only to what stands before them, or to the practice and the clinicians that are loaded before them', () => {
    const known = new Set(clinicianResources().map(each => `${each.resourceType}/${each.id}`))
    for (const each of resources) {
      for (const [, reference = ''] of JSON.stringify(each).matchAll(/"reference":"([^"]+)"/g)) {
        expect(known).toContain(reference)
      }
      known.add(`${each.resourceType}/${each.id}`)
    }
  })

  it('have the right ages on the day, on a leap day too', () => {
    for (const day of [TODAY, '2028-02-29', '2027-01-01']) {
      const born = (slug: string) =>
        ofType(
          'Patient',
          syntheticPatients(day).flatMap(each => each.resources),
        ).find(each => each.id === `patient-${slug}`)?.birthDate ?? ''
      expect(ageOn(born('saturday-job-15'), day)).toBe(15)
      expect(ageOn(born('apprentice-17'), day)).toBe(17)
      expect(ageOn(born('back-pain'), day)).toBe(44)
    }
  })
})

describe('the NHS numbers', () => {
  it('are all of the 999 range, unique and right, but for the one that is meant to be wrong', () => {
    const all = people.flatMap(nhsNumbers)
    expect(new Set(all).size).toBe(all.length)
    for (const number of all) expect(number).toMatch(/^999\d{7}$/)
    expect(people.filter(each => nhsNumbers(each).some(number => !isNhsNumber(number)))).toEqual([person('long-name')])
  })

  it('are missing twice: once with the reason, once without a word', () => {
    expect(people.filter(each => nhsNumbers(each).length === 0)).toEqual([person('new-arrival'), person('single-name')])
    const unavailable = (each: Patient) => each.extension?.some(({ url }) => url === EXT.nhsNumberUnavailable)
    expect(people.filter(unavailable)).toEqual([person('new-arrival')])
  })

  it('carry the current and the retired verification codes', () => {
    const systems = codingsIn(people).map(each => each.system)
    expect(systems).toContain(CS.nhsNumberVerification)
    expect(systems).toContain(CS.retiredNhsNumberVerification)
    expect(systems).toContain(CS.ethnicCategory)
    expect(systems).toContain(CS.retiredEthnicCategory)
  })
})

describe('names and contact details', () => {
  const names = people.flatMap(each => each.name ?? [])
  const written = names.map(each => [...(each.given ?? []), each.family, each.text].join(' '))

  it.each([
    ['accents', /[ëłóż]/u],
    ['an apostrophe', /O'C/],
    ['a hyphen', /Al-H/],
    ['Cyrillic letters', /\p{Script=Cyrillic}/u],
    ['Arabic letters', /\p{Script=Arabic}/u],
    ['a very long name', /.{60}/],
  ])('hold %s', (_what, pattern) => {
    expect(written.some(each => pattern.test(each))).toBe(true)
  })

  it('give a Latin name beside the Cyrillic one', () => {
    expect(person('new-arrival').name?.[1]).toMatchObject({ use: 'usual', family: 'Shevchenko', given: ['Oksana'] })
  })

  it('hold a person of one name', () => {
    expect(person('single-name').name).toEqual([{ use: 'official', family: 'Suryani', text: 'Suryani' }])
  })

  it('hold an old mobile that ended, work and home telephones, ranks and e-mail', () => {
    const phones = people.flatMap(each => each.telecom ?? [])
    expect(phones.some(each => each.use === 'mobile' && (each.period?.end ?? TODAY) < TODAY)).toBe(true)
    expect(phones.some(each => each.use === 'work')).toBe(true)
    expect(phones.some(each => each.use === 'home' && each.system === 'phone')).toBe(true)
    expect(phones.some(each => each.rank === 2)).toBe(true)
    expect(person('no-phone').telecom?.filter(each => each.system === 'phone')).toEqual([])
    expect(person('untidy-record').telecom?.filter(each => each.rank === 1)).toMatchObject([
      { period: { end: addDays(TODAY, -1) } },
    ])
  })

  it('use only telephone numbers and mail domains that reach nobody', () => {
    for (const { system, value = '' } of people.flatMap(each => each.telecom ?? [])) {
      expect(value).toMatch(system === 'email' ? /\.example$/ : /^(07700 900|01632 960|020 7946 0)\d{3}$/)
    }
  })

  it('hold old and temporary addresses, and none at all', () => {
    const uses = people.flatMap(each => each.address ?? []).map(each => each.use)
    expect(uses).toEqual(expect.arrayContaining(['home', 'old', 'temp']))
    expect(person('single-name').address).toEqual([{ use: 'home', text: 'No fixed abode', postalCode: 'ZZ99 3VZ' }])
  })

  it('say who needs an interpreter, and in which language', () => {
    expect(person('new-arrival').communication?.[0]?.language.coding?.[0]?.code).toBe('uk')
    expect(person('new-arrival').extension).toContainEqual({ url: EXT.interpreterRequired, valueBoolean: true })
  })

  it('let a controlling partner hold the telephone of the patient who is not safe', () => {
    const { telecom, contact } = person('not-safe')
    expect(contact?.[0]?.telecom).toEqual(telecom)
  })
})

describe('fit notes', () => {
  it.each([
    ['eMED3, not fit', '751481000000104'],
    ['eMED3, may be fit', '751601000000107'],
    ['by hand, not fit', '751731000000106'],
    ['by hand, may be fit', '751751000000104'],
    ['duplicate', '751621000000103'],
  ])('stand as codes without a value: %s', (_name, code) => {
    expect(emed3(code).length).toBeGreaterThan(0)
    for (const each of emed3(code)) expect(each.valueCodeableConcept).toBeUndefined()
  })

  it('stand with a period, with only a day, and with no date', () => {
    const coded = [...emed3('751481000000104'), ...emed3('751601000000107'), ...emed3('751731000000106')]
    expect(coded.some(each => each.effectivePeriod !== undefined)).toBe(true)
    expect(coded.some(each => each.effectiveDateTime !== undefined)).toBe(true)
    expect(coded.some(each => !each.effectivePeriod && !each.effectiveDateTime && !each.issued)).toBe(true)
  })

  it('stand as documents, with and without a period', () => {
    for (const each of documents) expect(hasCode(each.type, '772786005')).toBe(true)
    expect(documents.some(each => each.context?.period !== undefined)).toBe(true)
    expect(documents.some(each => each.context?.period === undefined)).toBe(true)
  })

  it('stand in our own form: today’s may-be-fit note of the typical patient with its adjustments', () => {
    const today = ofType('Observation', recordOf('typical')).filter(each => each.effectivePeriod?.start === TODAY)
    expect(today).toMatchObject([
      {
        code: { coding: [{ system: CS.observation, code: 'fitness-for-work-advice' }, { code: '365524007' }] },
        valueCodeableConcept: { coding: [{ code: '751601000000107' }] },
        effectivePeriod: { start: TODAY, end: addDays(TODAY, 20) },
      },
      {
        code: { coding: [{ code: 'recommended-adjustment' }] },
        valueCodeableConcept: { coding: [{ code: '775321000000108' }] },
      },
      {
        code: { coding: [{ code: 'recommended-adjustment' }] },
        valueCodeableConcept: { coding: [{ code: '775281000000100' }] },
      },
    ])
  })

  it('run without a gap for 8 months after the stroke', () => {
    const periods = [
      ...ofType('DocumentReference', recordOf('stroke')).map(each => each.context?.period),
      ...ofType('Observation', recordOf('stroke')).map(each => each.effectivePeriod),
    ]
    expect(periods[0]?.start).toBe(addDays(TODAY, -245))
    for (const [index, period] of periods.entries()) {
      const next = periods[index + 1]?.start ?? TODAY
      expect(addDays(period?.end ?? '', 1)).toBe(next)
    }
  })
})

describe('problems and earlier referrals', () => {
  const conditions = ofType('Condition')
  const systemsOf = (each: Condition) => (each.code?.coding ?? []).map(coding => coding.system)

  it('are coded in ICD-10, in Read v2, in both, or are only words', () => {
    expect(conditions.some(each => systemsOf(each).join() === CS.icd10)).toBe(true)
    expect(conditions.some(each => systemsOf(each).join() === 'http://read.info/readv2')).toBe(true)
    expect(conditions.some(each => systemsOf(each).length === 2)).toBe(true)
    expect(conditions.some(each => systemsOf(each).length === 0)).toBe(true)
    for (const each of conditions) expect(each.code?.text).toBeTruthy()
  })

  it('are active, inactive, resolved, refuted and entered in error, the last without a clinical status', () => {
    const clinical = new Set(conditions.map(each => each.clinicalStatus?.coding?.[0]?.code))
    expect(clinical).toEqual(new Set(['active', 'inactive', 'resolved', undefined]))
    expect(conditions.map(status)).toContain('refuted')
    const inError = conditions.filter(each => status(each) === 'entered-in-error')
    expect(inError.length).toBeGreaterThan(0)
    expect(conditions.filter(each => each.clinicalStatus === undefined)).toEqual(inError)
  })

  it('began on a day, in a month, in a year, or nobody knows when', () => {
    const lengths = new Set(conditions.map(each => each.onsetDateTime?.length))
    expect(lengths).toEqual(new Set([10, 7, 4, undefined]))
  })

  it('come with a consultation in progress today, in the room or by telephone', () => {
    const encounters = ofType('Encounter')
    expect(encounters.length).toBeGreaterThan(patients.length / 2)
    expect(new Set(encounters.map(each => each.class.code))).toEqual(new Set(['AMB', 'VR']))
    for (const each of encounters) expect(each).toMatchObject({ status: 'in-progress', period: { start: TODAY } })
  })

  it('hold one open and one completed WorkWell referral', () => {
    const referrals = ofType('ServiceRequest')
    expect(referrals.map(each => each.status)).toEqual(['active', 'completed'])
    for (const each of referrals) {
      expect(each.identifier?.[0]?.system).toBe(ID.referral)
      expect(codingsIn(each.category)).toContainEqual({ system: CS.category, code: 'workwell-referral' })
      expect(hasCode(each.code, '1098041000000101')).toBe(true)
    }
  })
})
