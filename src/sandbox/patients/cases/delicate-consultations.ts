import type { PatientCase } from '../patient-case.ts'

/** Scenarios 5a to 8: the young, the dying, those who say no, and those who are not safe. */
export const DELICATE_CONSULTATIONS: readonly PatientCase[] = [
  {
    slug: 'apprentice-17',
    scenario: '5a: apprentice, 17, anxiety, off for 2 weeks',
    person: {
      names: [{ use: 'official', family: 'Tranter', given: ['Ellie-Mae'], prefix: ['Miss'] }],
      gender: 'female',
      age: 17,
      phones: [{ kind: 'mobile' }],
    },
    problems: [{ problem: 'anxiety', sinceDaysAgo: 20 }],
    notes: [{ shape: 'emed3', entry: 'not-fit', says: 'issue-day', issuedDaysAgo: 7 }],
  },
  {
    slug: 'saturday-job-15',
    scenario: '5b: 15 years old, Saturday job; too young for a referral',
    person: {
      names: [{ use: 'official', family: 'Pryce', given: ['Jaydon'] }],
      gender: 'male',
      age: 15,
      phones: [{ kind: 'home' }],
      email: false,
    },
    problems: [{ problem: 'ankleSprain', sinceDaysAgo: 3 }],
  },
  {
    slug: 'advanced-cancer',
    scenario: '6: advanced cancer, wants the matter of the job settled; no nudge towards work',
    person: {
      names: [{ use: 'official', family: 'Thistlethwaite', given: ['Margaret'], prefix: ['Mrs'] }],
      gender: 'female',
      age: 58,
      addresses: [{ use: 'home' }, { use: 'temp' }],
    },
    problems: [
      { problem: 'breastCancer', sinceDaysAgo: 800, precision: 'month' },
      { problem: 'boneMetastases', sinceDaysAgo: 60 },
    ],
    notes: [
      { shape: 'emed3', entry: 'by-hand-not-fit', says: 'issue-day', issuedDaysAgo: 90 },
      { shape: 'document', issuedDaysAgo: 60 },
    ],
  },
  {
    slug: 'declines',
    scenario: '7: depression for 6 weeks, could be referred, does not want it',
    person: {
      names: [{ use: 'official', family: 'Żółtowska', given: ['Małgorzata'], prefix: ['Ms'] }],
      gender: 'female',
      age: 38,
      ethnicity: { codes: 'current', code: 'C', display: 'White - Any other White background' },
      language: { code: 'pl', display: 'Polish', interpreter: false },
    },
    seen: 'VR',
    problems: [{ problem: 'depression', sinceDaysAgo: 42, coded: 'icd10-and-read' }],
    notes: [{ shape: 'emed3', entry: 'not-fit', says: 'period', days: { fromDaysAgo: 30, lasting: 28 } }],
  },
  {
    slug: 'not-safe',
    scenario: "8: suicidal thoughts, and a controlling partner who holds the patient's phone; safety comes first",
    person: {
      names: [{ use: 'official', family: "D'Souza", given: ['Chloë'], prefix: ['Ms'] }],
      gender: 'female',
      age: 31,
      phones: [{ kind: 'mobile', rank: 1 }],
      email: false,
      partner: { name: { family: 'Harker', given: ['Dean'] }, holdsThePhone: true },
    },
    problems: [
      { problem: 'depression', sinceDaysAgo: 25 },
      { problem: 'lowMood', sinceDaysAgo: 2, coded: 'text' },
    ],
    notes: [{ shape: 'emed3', entry: 'not-fit', says: 'period', days: { fromDaysAgo: 14, lasting: 14 } }],
  },
]
