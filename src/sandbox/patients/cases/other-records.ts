import type { PatientCase } from '../patient-case.ts'

/** Earlier referrals, lost notes, and records that are hard to read. */
export const OTHER_RECORDS: readonly PatientCase[] = [
  {
    slug: 'open-referral',
    scenario: 'A WorkWell referral sent 12 days ago is still open',
    person: {
      names: [{ use: 'official', family: 'Akande', given: ['Deborah'], prefix: ['Ms'] }],
      gender: 'female',
      age: 39,
      ethnicity: { codes: 'retired', code: 'PC', display: 'Nigerian' },
    },
    problems: [{ problem: 'longCovid', sinceDaysAgo: 300, precision: 'month' }],
    notes: [{ shape: 'emed3', entry: 'not-fit', says: 'period', days: { fromDaysAgo: 12, lasting: 28 } }],
    earlierReferral: { status: 'active', sentDaysAgo: 12 },
  },
  {
    slug: 'past-referral',
    scenario: 'A WorkWell referral of last year was completed; a new spell of sickness',
    person: {
      names: [{ use: 'official', family: 'Siddiqui', given: ['Imran'], prefix: ['Mr'] }],
      gender: 'male',
      age: 51,
      ethnicity: { codes: 'current', code: 'J', display: 'Asian or Asian British - Pakistani' },
    },
    problems: [
      { problem: 'anxiety', sinceDaysAgo: 21 },
      { problem: 'shoulderPain', sinceDaysAgo: 420, clinical: 'resolved' },
    ],
    notes: [
      { shape: 'emed3', entry: 'not-fit', says: 'period', days: { fromDaysAgo: 410, lasting: 28 } },
      { shape: 'emed3', entry: 'not-fit', says: 'period', days: { fromDaysAgo: 14, lasting: 14 } },
    ],
    earlierReferral: { status: 'completed', sentDaysAgo: 400 },
  },
  {
    slug: 'lost-note',
    scenario: "Lost today's note: a duplicate stands beside it, and must not count twice",
    person: {
      names: [{ use: 'official', family: 'Parr', given: ['Gwendolyn'], prefix: ['Mrs'] }],
      gender: 'female',
      age: 54,
    },
    problems: [{ problem: 'bereavement', sinceDaysAgo: 15, coded: 'text' }],
    notes: [
      { shape: 'emed3', entry: 'not-fit', says: 'period', days: { fromDaysAgo: 0, lasting: 14 } },
      { shape: 'emed3', entry: 'duplicate-not-fit', says: 'period', days: { fromDaysAgo: 0, lasting: 14 } },
    ],
  },
  {
    slug: 'untidy-record',
    scenario: 'An untidy record: problems entered in error or ruled out, notes without dates',
    person: {
      names: [{ use: 'official', family: 'Tattersall', given: ['Colin'], prefix: ['Mr'] }],
      gender: 'male',
      age: 57,
      nhsNumber: 'verified-in-retired-codes',
      ethnicity: { codes: 'retired', code: 'A', display: 'British, Mixed British' },
      phones: [{ kind: 'old mobile', rank: 1, endedDaysAgo: 1 }, { kind: 'mobile' }],
    },
    problems: [
      { problem: 'stroke', sinceDaysAgo: 70, verification: 'entered-in-error' },
      { problem: 'syncope', sinceDaysAgo: 60, verification: 'refuted' },
      { problem: 'lowBackPain', coded: 'text' },
      { problem: 'depression', sinceDaysAgo: 5000, precision: 'year', clinical: 'resolved', coded: 'read' },
    ],
    notes: [
      { shape: 'emed3', entry: 'may-be-fit', says: 'nothing' },
      { shape: 'document', issuedDaysAgo: 40 },
      { shape: 'emed3', entry: 'by-hand-not-fit', says: 'issue-day', issuedDaysAgo: 20 },
    ],
  },
  {
    slug: 'pregnant',
    scenario: '37 weeks pregnant, pelvic pain; maternity rules matter more than a note',
    person: {
      names: [{ use: 'official', family: 'Beckwith', given: ['Hannah'], prefix: ['Mrs'] }],
      gender: 'female',
      age: 32,
    },
    problems: [
      { problem: 'pregnancy', sinceDaysAgo: 260 },
      { problem: 'pelvicPain', sinceDaysAgo: 14, coded: 'text' },
    ],
  },
  {
    slug: 'lorry-driver',
    scenario: 'Self-employed lorry driver after a collapse; two notes 8 days apart',
    person: {
      names: [{ use: 'official', family: 'Mackenzie', given: ['Stuart'], prefix: ['Mr'] }],
      gender: 'male',
      age: 45,
      ethnicity: { codes: 'retired', code: 'CB', display: 'Scottish' },
      phones: [
        { kind: 'work', rank: 1 },
        { kind: 'mobile', rank: 2 },
      ],
    },
    problems: [{ problem: 'syncope', sinceDaysAgo: 45 }],
    notes: [
      { shape: 'emed3', entry: 'not-fit', says: 'period', days: { fromDaysAgo: 43, lasting: 14 } },
      { shape: 'emed3', entry: 'not-fit', says: 'period', days: { fromDaysAgo: 21, lasting: 21 } },
    ],
  },
]
