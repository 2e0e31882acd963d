import type { PatientCase } from '../patient-case.ts'

/** The typical case first, then scenarios 1 to 4 of the consultation list. */
export const EVERYDAY_CONSULTATIONS: readonly PatientCase[] = [
  {
    slug: 'typical',
    scenario: "Typical: warehouse picker with low back pain; everything is in the record, today's note included",
    person: {
      names: [{ use: 'official', family: 'Ashworth', given: ['Gareth'], prefix: ['Mr'] }],
      gender: 'male',
      age: 46,
      ethnicity: { codes: 'current', code: 'A', display: 'White - British' },
      phones: [
        { kind: 'old mobile', endedDaysAgo: 90 },
        { kind: 'mobile', rank: 1 },
        { kind: 'home', rank: 2 },
      ],
    },
    problems: [
      { problem: 'lowBackPain', sinceDaysAgo: 36 },
      { problem: 'hypertension', sinceDaysAgo: 1500, precision: 'month', coded: 'icd10-and-read' },
    ],
    notes: [
      { shape: 'emed3', entry: 'not-fit', says: 'period', days: { fromDaysAgo: 28, lasting: 28 } },
      {
        shape: 'own',
        advice: 'may-be-fit',
        days: { fromDaysAgo: 0, lasting: 21 },
        adjustments: ['amended-duties', 'phased-return'],
      },
    ],
  },
  {
    slug: 'back-pain',
    scenario: '1: warehouse picker, 44, low back pain for 5 weeks, off sick, needs a second note; physiotherapist',
    person: {
      names: [{ use: 'official', family: 'Kowalczyk', given: ['Marek'], prefix: ['Mr'] }],
      gender: 'male',
      age: 44,
      nhsNumber: 'verified-in-retired-codes',
      ethnicity: { codes: 'retired', code: 'CP', display: 'Polish' },
      phones: [{ kind: 'mobile', rank: 1 }, { kind: 'work' }],
    },
    problems: [{ problem: 'lowBackPain', sinceDaysAgo: 35, coded: 'icd10-and-read' }],
    notes: [{ shape: 'emed3', entry: 'not-fit', says: 'period', days: { fromDaysAgo: 28, lasting: 28 } }],
  },
  {
    slug: 'flu',
    scenario: '2: day 4 of a flu-like illness, asks for a sick note; self-certification is enough',
    person: {
      names: [{ use: 'official', family: "O'Callaghan", given: ['Siobhan'], prefix: ['Ms'] }],
      gender: 'female',
      age: 29,
      ethnicity: { codes: 'retired', code: 'B', display: 'Irish' },
    },
    seen: 'VR',
    problems: [
      { problem: 'flu', sinceDaysAgo: 4 },
      { problem: 'asthma', sinceDaysAgo: 6000, precision: 'year', coded: 'read' },
    ],
  },
  {
    slug: 'work-stress',
    scenario: '3: teacher, 36, stress at work, third note, 10 weeks certified, asks for 4 months',
    person: {
      names: [{ use: 'official', family: 'Brontë-Ackroyd', given: ['Zoë', 'Anne'], prefix: ['Ms'] }],
      gender: 'female',
      age: 36,
      phones: [{ kind: 'home' }, { kind: 'mobile' }, { kind: 'work' }],
    },
    problems: [
      { problem: 'workStress', sinceDaysAgo: 74 },
      { problem: 'insomnia', sinceDaysAgo: 60, coded: 'text' },
      { problem: 'ankleSprain', sinceDaysAgo: 900, clinical: 'resolved' },
    ],
    notes: [
      { shape: 'emed3', entry: 'not-fit', says: 'period', days: { fromDaysAgo: 70, lasting: 28 } },
      { shape: 'emed3', entry: 'not-fit', says: 'period', days: { fromDaysAgo: 42, lasting: 42 } },
    ],
  },
  {
    slug: 'stroke',
    scenario: '4: stroke, certified without a gap for 8 months, still employed',
    person: {
      names: [{ use: 'official', family: 'Campbell', given: ['Winston', 'Everton'], prefix: ['Mr'] }],
      gender: 'male',
      age: 55,
      ethnicity: { codes: 'current', code: 'M', display: 'Black or Black British - Caribbean' },
      addresses: [{ use: 'old', endedDaysAgo: 400 }, { use: 'home' }],
    },
    problems: [
      { problem: 'stroke', sinceDaysAgo: 245 },
      { problem: 'hypertension', sinceDaysAgo: 3000, precision: 'year' },
      { problem: 'diabetes', sinceDaysAgo: 2200, precision: 'month', coded: 'icd10-and-read' },
    ],
    notes: [
      {
        shape: 'document',
        issuedDaysAgo: 243,
        days: { fromDaysAgo: 245, lasting: 92 },
        from: 'Fit note issued by the hospital, scanned',
      },
      { shape: 'emed3', entry: 'not-fit', says: 'period', days: { fromDaysAgo: 153, lasting: 91 } },
      { shape: 'emed3', entry: 'not-fit', says: 'period', days: { fromDaysAgo: 62, lasting: 62 } },
    ],
  },
]
