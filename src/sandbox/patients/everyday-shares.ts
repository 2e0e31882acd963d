import type { FitNoteAdvice } from '../../domain/fit-note.ts'
import type { IssuerKey } from './patient-case.ts'
import type { ProblemName } from './problems.ts'
import type { Share } from './quota.ts'

interface Shares<Row> {
  /** The key of the source in our notes, and where it stands. */
  readonly source: string
  readonly rows: readonly (Row & Share)[]
}

/** Of all patients. */
export const GENDERS: Shares<{ value: 'female' | 'male' }> = {
  source: 'S104 digital.nhs.uk/news-and-events/latest-news/fit-notes',
  rows: [
    { value: 'female', percent: 57, held: 19 },
    { value: 'male', percent: 43, held: 10 },
  ],
}

/** Of the everyday patients only, and our judgement: we found no bands, so each year of working age has the same share. */
export const AGES: Shares<{ from: number; to: number }> = {
  source: 'S101 www.chad.co.uk counts ages 18 to 65; the even spread is our judgement',
  rows: [
    { from: 18, to: 29, percent: 25, held: 0 },
    { from: 30, to: 39, percent: 21, held: 0 },
    { from: 40, to: 49, percent: 21, held: 0 },
    { from: 50, to: 65, percent: 33, held: 0 },
  ],
}

/** Of all spells whose days are known. */
export const SPELLS: Shares<{ long: boolean }> = {
  source: 'S103 digital.nhs.uk, fit notes issued by GP practices, to March 2017 (spells of more than 12 weeks)',
  rows: [
    { long: true, percent: 14.7, held: 1 },
    { long: false, percent: 85.3, held: 15 },
  ],
}

/** Of all patients, by the problem that keeps them off work; how long the shorter ones last is our judgement. */
export const CATEGORIES: Shares<{ value: string; problems: readonly ProblemName[]; atMostWeeks?: number }> = {
  source: 'S111 pmc.ncbi.nlm.nih.gov/articles/PMC3933837/table/table1',
  rows: [
    {
      value: 'mild or moderate mental',
      problems: ['workStress', 'depression', 'anxiety', 'anxietyAndDepression', 'panic'],
      percent: 34.8,
      held: 7,
    },
    { value: 'musculoskeletal', problems: ['lowBackPain', 'neckPain', 'shoulderPain'], percent: 14, held: 9 },
    { value: 'symptom', problems: ['tiredness', 'dizziness', 'abdominalPain'], percent: 9.4, held: 1 },
    { value: 'post-operative', problems: ['herniaRepair', 'gallbladderRemoval'], percent: 8.4, held: 1 },
    { value: 'injury', problems: ['wristFracture', 'ankleFracture', 'ankleSprain'], percent: 6.9, held: 1 },
    { value: 'respiratory', problems: ['chestInfection', 'asthma'], atMostWeeks: 4, percent: 6.1, held: 1 },
    { value: 'circulatory', problems: ['angina'], percent: 2.8, held: 2 },
    { value: 'viral', problems: ['viralIllness', 'shingles'], atMostWeeks: 4, percent: 2.8, held: 0 },
    { value: 'digestive', problems: ['irritableBowel', 'colitis'], atMostWeeks: 6, percent: 2.6, held: 0 },
    { value: 'nervous', problems: ['migraine', 'carpalTunnel'], percent: 2.5, held: 4 },
    { value: 'pregnancy', problems: [], percent: 1.5, held: 1, drawn: false },
    { value: 'cancer', problems: [], percent: 1.5, held: 1, drawn: false },
    { value: 'urinary', problems: ['kidneyStone'], atMostWeeks: 4, percent: 1.3, held: 0 },
    { value: 'procedure', problems: [], percent: 1.1, held: 0, drawn: false },
    { value: 'severe mental', problems: ['bipolar'], percent: 1, held: 0 },
    { value: 'skin', problems: ['cellulitis'], atMostWeeks: 4, percent: 1, held: 0 },
    { value: 'endocrine', problems: ['overactiveThyroid'], percent: 0.8, held: 0 },
    { value: 'other', problems: [], percent: 1.6, held: 1, drawn: false },
  ],
}

/** Notes in one spell of sickness. Spread so that 44 notes in 100 follow another: 25,078 notes in 13,994 spells. */
export const NOTES_IN_SPELL: Shares<{ notes: number }> = {
  source: 'S109 oem.bmj.com/content/72/7/467; the spread is derived',
  rows: [
    { notes: 1, percent: 55, held: 12 },
    { notes: 2, percent: 25, held: 3 },
    { notes: 3, percent: 11, held: 1 },
    { notes: 4, percent: 5, held: 0 },
    { notes: 5, percent: 4, held: 0 },
  ],
}

/**
 * Weeks of one note whose days are known. Judgement, so that 4 in 10 are of 5 weeks or more (S100, S101).
 * Twelve weeks are always below the three months that a note may last in the first half year of a spell.
 */
export const DURATIONS: Shares<{ from: number; to: number }> = {
  source: 'S100 www.aol.co.uk and S101 www.chad.co.uk (notes of 5 weeks or more); the spread is our judgement',
  rows: [
    { from: 1, to: 1, percent: 10, held: 0 },
    { from: 2, to: 2, percent: 22, held: 5 },
    { from: 3, to: 4, percent: 27, held: 11 },
    { from: 5, to: 8, percent: 26, held: 2 },
    { from: 9, to: 12, percent: 14, held: 2 },
    { from: 13, to: 26, percent: 1, held: 1, drawn: false },
  ],
}

/** Of the everyday notes only: the scenario patients hold five "may be fit" notes, each there for its scenario. */
export const ADVICE: Shares<{ value: FitNoteAdvice }> = {
  source: 'S104 digital.nhs.uk/news-and-events/latest-news/fit-notes',
  rows: [
    { value: 'not-fit', percent: 93, held: 0 },
    { value: 'may-be-fit', percent: 7, held: 0 },
  ],
}

/** Of the everyday notes only: the notes of the scenario patients do not say who issued them. */
export const ISSUERS: Shares<{ value: IssuerKey }> = {
  source: 'S105 pharmaceutical-journal.com (April to December 2023)',
  rows: [
    { value: 'gp', percent: 91.3, held: 0 },
    { value: 'nurse', percent: 6.7, held: 0 },
    { value: 'pharmacist', percent: 1.4, held: 0 },
    { value: 'physiotherapist', percent: 0.6, held: 0 },
    { value: 'occupational-therapist', percent: 0.03, held: 0 },
  ],
}
