import type { FhirResource } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import type { FitNote } from '../../../src/domain/fit-note.ts'
import { addDays, ageOn, daysBetween } from '../../../src/domain/local-date.ts'
import { isNhsNumber } from '../../../src/domain/nhs-number.ts'
import { spellsOf } from '../../../src/domain/spells.ts'
import { ID } from '../../../src/fhir/systems.ts'
import { EVERYDAY_FAMILIES, everydayPatients } from '../../../src/sandbox/patients/everyday-patients.ts'
import { syntheticPatients } from '../../../src/sandbox/patients/synthetic-patients.ts'

const TODAY = '2026-09-03'
const all = syntheticPatients(TODAY)
const everyday = all.filter(each => each.scenario.startsWith('Everyday: '))

type Patients = typeof all
const ofType = <T extends FhirResource['resourceType']>(type: T, from: Patients) =>
  from
    .flatMap(each => each.resources)
    .filter((each): each is Extract<FhirResource, { resourceType: T }> => each.resourceType === type)

const percent = <T>(from: readonly T[], which: (each: T) => boolean): number =>
  (100 * from.filter(which).length) / from.length

function expectShare(is: number, published: number, tolerance: number): void {
  expect(is).toBeGreaterThanOrEqual(published - tolerance)
  expect(is).toBeLessThanOrEqual(published + tolerance)
}

const displays = (value: unknown): string => JSON.stringify(value ?? '')
const codedNotes = (from: Patients) =>
  ofType('Observation', from).filter(each => /fit for work"/.test(displays([each.code, each.valueCodeableConcept])))

/** Each fit note whose days are known, by patient; a duplicate for a lost note is the same note. */
function datedNotes(from: Patients): { patient: string; period: { from: string; to: string } }[] {
  const documents = ofType('DocumentReference', from).map(({ subject, context }) => ({ subject, is: context?.period }))
  const coded = codedNotes(from)
    .filter(each => !/duplicate/.test(displays(each.code)))
    .map(({ subject, effectivePeriod }) => ({ subject, is: effectivePeriod }))
  return [...documents, ...coded].flatMap(({ subject, is }) =>
    is?.start && is.end ? [{ patient: subject?.reference ?? '', period: { from: is.start, to: is.end } }] : [],
  )
}

const dated = datedNotes(all)
const daysOf = ({ from, to }: { from: string; to: string }): number => daysBetween(from, to) + 1
const spells = [...new Set(dated.map(each => each.patient))].flatMap(patient =>
  spellsOf(
    dated
      .filter(each => each.patient === patient)
      .map(
        ({ period }): FitNote => ({
          source: '',
          recordedOn: period.from,
          advice: 'not-fit',
          period,
          adjustments: [],
          issue: 'issued',
        }),
      ),
  ),
)

/** The first letter of the ICD-10 code of each patient's main problem, where it is known and coded. */
const chapters = all.flatMap(each => {
  const main = ofType('Condition', [each]).find(({ verificationStatus }) =>
    /"confirmed"/.test(displays(verificationStatus)),
  )
  const code = main?.code?.coding?.find(({ system }) => system === 'http://hl7.org/fhir/sid/icd-10')?.code
  return code ? [code.slice(0, 1)] : []
})

describe('the everyday patients', () => {
  it('bring the set to at least 40, and stand after the scenario patients', () => {
    expect(all.length).toBeGreaterThanOrEqual(40)
    expect(everyday).toHaveLength(EVERYDAY_FAMILIES.length)
    expect(all.slice(-everyday.length)).toEqual(everyday)
  })

  it('are the same every time', () => {
    expect(JSON.stringify(everydayPatients())).toBe(JSON.stringify(everydayPatients()))
  })

  it('stay as they are when another is added', () => {
    const [more, some] = [everydayPatients([...EVERYDAY_FAMILIES, 'Newcomer']), everydayPatients()]
    expect(more).toHaveLength(some.length + 1)
    expect(more.slice(0, -1)).toEqual(some)
  })

  it('each have a name that nobody else in the set has, and a valid NHS number of the 999 range of their own', () => {
    const people = ofType('Patient', all)
    const families = people.flatMap(each => each.name?.map(name => name.family) ?? [])
    const numbers = people.flatMap(each =>
      (each.identifier ?? []).flatMap(({ system, value }) => (system === ID.nhsNumber && value ? [value] : [])),
    )
    expect(new Set(numbers).size).toBe(numbers.length)
    for (const each of ofType('Patient', everyday)) {
      expect(families.filter(family => family === each.name?.[0]?.family)).toHaveLength(1)
      const number = each.identifier?.find(({ system }) => system === ID.nhsNumber)?.value ?? ''
      expect(number.startsWith('999') && isNhsNumber(number)).toBe(true)
    }
  })

  it('are of working age, and spread over it', () => {
    const ages = ofType('Patient', everyday).map(each => ageOn(each.birthDate ?? '', TODAY))
    for (const age of ages) expect(age >= 18 && age <= 65).toBe(true)
    for (const [from, to] of [
      [18, 29],
      [30, 39],
      [40, 49],
      [50, 65],
    ] as const) {
      expect(ages.filter(age => age >= from && age <= to).length).toBeGreaterThanOrEqual(2)
    }
  })

  it('have notes that one person could have: none in two places at once, none of three months, in one spell each', () => {
    for (const each of everyday) {
      const notes = datedNotes([each]).map(({ period }) => period)
      for (const [index, note] of notes.entries()) {
        expect(daysOf(note)).toBeLessThanOrEqual(84)
        const next = notes[index + 1]
        if (next) expect(daysBetween(note.to, next.from)).toBeGreaterThanOrEqual(1)
        if (next) expect(daysBetween(note.to, next.from)).toBeLessThanOrEqual(7)
      }
      expect(notes.at(-1)?.to.localeCompare(addDays(TODAY, -7))).toBe(1)
      const began = ofType('Condition', [each])[0]?.onsetDateTime ?? ''
      expect(daysBetween(began, notes[0]?.from ?? '')).toBeGreaterThanOrEqual(0)
    }
  })

  it('carry no SNOMED CT code for a diagnosis', () => {
    expect(displays(ofType('Condition', everyday))).not.toContain('snomed')
  })
})

// One of 43 patients is 2.3 points: two patients, or three of the notes, may be more or fewer than published.
const POINTS = 5

describe('the shares of the whole set', () => {
  it('are 57 % women', () => {
    expectShare(
      percent(ofType('Patient', all), each => each.gender === 'female'),
      57,
      POINTS,
    )
  })

  it.each([
    ['mental', 'F', 35.8],
    ['symptoms', 'R', 9.4],
    ['recovering from an operation', 'Z', 8.4],
    ['injury', 'S', 6.9],
    ['respiratory', 'J', 6.1],
    ['circulatory', 'I', 2.8],
  ])('are those of fit notes by main problem: %s', (_name, letter, published) => {
    expectShare(
      percent(chapters, each => each === letter),
      published,
      POINTS,
    )
  })

  // Eight of the scenarios need a back, a knee, a foot or a shoulder; no more are drawn.
  it('are those of fit notes by main problem: musculoskeletal, one patient more', () => {
    expectShare(
      percent(chapters, each => each === 'M'),
      14,
      POINTS + 2.5,
    )
  })

  it('are 44 % repeats: notes that follow another in the same spell', () => {
    expectShare((100 * (dated.length - spells.length)) / dated.length, 44, POINTS)
  })

  it.each([
    [0, 1, 10],
    [1, 2, 22],
    [2, 4, 27],
    [4, 8, 26],
    [8, 13, 14],
    [13, 52, 1],
  ])('are those of durations: more than %i and up to %i weeks', (over, upTo, published) => {
    const share = percent(dated, ({ period }) => daysOf(period) > 7 * over && daysOf(period) <= 7 * upTo)
    expectShare(share, published, POINTS)
  })

  it('are 14.7 % spells of more than 12 weeks', () => {
    expectShare(
      percent(spells, each => daysOf(each) > 84),
      14.7,
      POINTS,
    )
  })
})

describe('the shares of the everyday notes', () => {
  const notes = codedNotes(everyday)

  // The five "may be fit" notes of the scenario patients are each meant, and would make 12 % of the whole.
  it('are 93 % "not fit" and 7 % "may be fit"', () => {
    expectShare(
      percent(notes, each => /may be fit/.test(displays(each.valueCodeableConcept))),
      7,
      POINTS,
    )
  })

  it.each([
    ['gp', 91.3],
    ['nurse', 6.7],
    ['pharmacist', 1.4],
    ['physiotherapist', 0.6],
    ['occupational-therapist', 0.03],
  ])('are those of the people who issue them: %s', (issuer, published) => {
    expectShare(
      percent(notes, each => each.performer?.[0]?.reference === `Practitioner/clinician-${issuer}`),
      published,
      POINTS,
    )
  })

  it('name who issued each one, and each adjustment that goes with it', () => {
    for (const each of ofType('Observation', everyday)) expect(each.performer?.[0]?.display).toBeTruthy()
  })
})
