import { ADJUSTMENTS } from '../../domain/fit-note.ts'
import { ADVICE, AGES, CATEGORIES, DURATIONS, GENDERS, ISSUERS, NOTES_IN_SPELL, SPELLS } from './everyday-shares.ts'
import type { NoteCase, PatientCase } from './patient-case.ts'
import { problemNamed } from './problems.ts'
import { quota } from './quota.ts'
import { type SeededNumbers, seededNumbers } from './seeded-numbers.ts'

/** One patient for each; a new one goes to the end, so that the others stay as they are. */
export const EVERYDAY_FAMILIES = [
  ...['Hargreaves', 'Okafor', 'Lindqvist', 'Bhatt', 'Fairclough', 'Jankowski', 'Ravenscroft'],
  ...['Mensah', 'Duckworth', 'Chaudhry', 'Whitlock', 'Rosenthal', 'Tomlinson', 'Ferreira'],
] as const

const GIVEN = {
  female: ['Amelia', 'Nadia', 'Joanne', 'Priya', 'Kirsty', 'Lorraine', 'Abena', 'Sophie', 'Teresa', 'Meera'],
  male: ['Callum', 'Adeel', 'Stephen', 'Piotr', 'Leon', 'Graham', 'Kwame', 'Rhys', 'Marcus', 'Vikram'],
} as const

/** 4 in 5 "may be fit" notes recommend an adjustment (S103). */
const ADJUSTED_IN_FIVE = 4

/** Weeks: a spell is long when it lasts more (S103); no note comes near the legal limit of three months. */
const LONG = 12
const LONGEST_NOTE = 12

/** Weeks: so long are the notes of a spell on average, so that many notes go with long spells. */
const USUAL_NOTE = { from: 3, to: 6 } as const

/** Days between two notes: up to seven are one spell. */
const GAPS = [0, 0, 0, 1, 3] as const

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0)

function oneOf<T>(draw: SeededNumbers, from: readonly T[]): T {
  const chosen = from[draw(from.length)]
  if (chosen === undefined) throw new Error('There is nothing to draw from.')
  return chosen
}

const inTurn = (index: number, from: readonly string[]): string => oneOf(() => index % from.length, from)

const between = (draw: SeededNumbers, { from, to }: { from: number; to: number }): number => from + draw(to - from + 1)

const quotas = () => ({
  gender: quota(GENDERS.rows),
  age: quota(AGES.rows),
  category: quota(CATEGORIES.rows),
  spell: quota(SPELLS.rows),
  notes: quota(NOTES_IN_SPELL.rows),
  duration: quota(DURATIONS.rows),
  advice: quota(ADVICE.rows),
  issuer: quota(ISSUERS.rows),
})
type Quotas = ReturnType<typeof quotas>

/** The weeks of each note of a spell, so that all of them together keep within the range; longer notes come later. */
function noteWeeks(draw: SeededNumbers, next: Quotas, whole: { from: number; to: number }): number[] {
  const count = next.notes(
    draw,
    ({ notes }) => USUAL_NOTE.from * notes <= whole.to && USUAL_NOTE.to * notes >= whole.from,
  ).notes
  const weeks: number[] = []
  for (let left = count; left > 0; left -= 1) {
    const used = sum(weeks)
    const from = Math.max(1, Math.ceil((whole.from - used) / left))
    const to = Math.min(LONGEST_NOTE, whole.to - used - (left - 1))
    const row = next.duration(draw, each => each.from <= to && each.to >= from)
    weeks.push(between(draw, { from: Math.max(from, row.from), to: Math.min(to, row.to) }))
  }
  return weeks.sort((one, other) => one - other)
}

/** A spell that still runs or has just ended: one note follows the other, and "may be fit" comes last. */
function spell(
  draw: SeededNumbers,
  next: Quotas,
  weeks: readonly number[],
): { notes: NoteCase[]; beganDaysAgo: number } {
  const advice = weeks.map(() => next.advice(draw).value).sort()
  let before = between(draw, { from: -3, to: 4 })
  const newestFirst = weeks.toReversed().map((each, index): NoteCase => {
    const lasting = 7 * each
    const days = { fromDaysAgo: before + lasting - 1, lasting }
    const issuedBy = next.issuer(draw).value
    before += lasting + oneOf(draw, GAPS)
    if (advice[index] !== 'may-be-fit') return { shape: 'emed3', entry: 'not-fit', says: 'period', days, issuedBy }
    const adjustments = draw(5) < ADJUSTED_IN_FIVE ? [oneOf(draw, ADJUSTMENTS)] : []
    return { shape: 'own', advice: 'may-be-fit', days, issuedBy, adjustments }
  })
  return { notes: newestFirst.reverse(), beganDaysAgo: before }
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

function everydayPatient(family: string, index: number, next: Quotas): PatientCase {
  const slug = `everyday-${String(index + 1).padStart(2, '0')}`
  const draw = seededNumbers(`${slug} case`)
  const gender = next.gender(draw).value
  const { long } = next.spell(draw)
  const { problems, atMostWeeks = LONG } = next.category(draw, each => !long || each.atMostWeeks === undefined)
  const problem = oneOf(draw, problems)
  const weeks = noteWeeks(draw, next, long ? { from: LONG + 1, to: 2 * LONG } : { from: 1, to: atMostWeeks })
  const { notes, beganDaysAgo } = spell(draw, next, weeks)
  const may = notes.some(each => each.shape === 'own') ? ', now "may be fit"' : ''
  return {
    slug,
    scenario: `Everyday: ${problemNamed(problem).term.toLowerCase()}, ${counted(sum(weeks), 'week')} certified in ${counted(notes.length, 'note')}${may}`,
    person: {
      names: [{ use: 'official', family, given: [inTurn(index, GIVEN[gender])] }],
      gender,
      age: between(draw, next.age(draw)),
    },
    seen: draw(4) === 0 ? 'VR' : 'AMB',
    // Up to a week of self-certification may have gone before the first note.
    problems: [{ problem, sinceDaysAgo: beganDaysAgo + draw(8), coded: draw(4) === 0 ? 'icd10-and-read' : 'icd10' }],
    notes,
  }
}

/** Patients for whom no scenario was written, drawn so that the whole set comes to the published shares. */
export function everydayPatients(families: readonly string[] = EVERYDAY_FAMILIES): PatientCase[] {
  const next = quotas()
  return families.map((family, index) => everydayPatient(family, index, next))
}
