import type { PatientCase } from '../patient-case.ts'

/** Scenarios 11 to 12c: other professions, other places, and notes that should not be written twice. */
export const OTHER_CLINICIANS: readonly PatientCase[] = [
  {
    slug: 'podiatry',
    scenario: '11: seen by a podiatrist, who may refer but may not certify',
    person: {
      names: [{ use: 'official', family: 'Ollerenshaw', given: ['Barbara'], prefix: ['Mrs'] }],
      gender: 'female',
      age: 52,
    },
    problems: [
      { problem: 'plantarFasciitis', sinceDaysAgo: 90 },
      { problem: 'diabetes', sinceDaysAgo: 4000, precision: 'year', coded: 'icd10-and-read' },
    ],
  },
  {
    slug: 'pharmacy',
    scenario: '12a: migraine, seen by a pharmacist in a community pharmacy',
    person: {
      names: [
        { use: 'official', family: 'Al-Hassan', given: ['Fatima'], prefix: ['Mrs'] },
        { use: 'nickname', text: 'فاطمة الحسن' },
      ],
      gender: 'female',
      age: 35,
      ethnicity: { codes: 'retired', code: 'S', display: 'Any other ethnic group' },
      language: { code: 'ar', display: 'Arabic', interpreter: true },
    },
    problems: [{ problem: 'migraine', sinceDaysAgo: 500, precision: 'month', coded: 'icd10-and-read' }],
  },
  {
    slug: 'knee-replacement',
    scenario: '12b: knee replaced, discharged with a hospital note, now asks the practice for another',
    person: {
      names: [{ use: 'official', family: 'Pemberton', given: ['Kenneth'], prefix: ['Mr'] }],
      gender: 'male',
      age: 63,
    },
    seen: 'VR',
    problems: [
      { problem: 'kneeReplacement', sinceDaysAgo: 16 },
      { problem: 'kneeOsteoarthritis', sinceDaysAgo: 1900, precision: 'year' },
    ],
    notes: [
      {
        shape: 'document',
        issuedDaysAgo: 13,
        days: { fromDaysAgo: 16, lasting: 42 },
        from: 'Fit note issued by the hospital, scanned',
      },
    ],
  },
  {
    slug: 'cannot-adapt',
    scenario: '12c: has a "may be fit" note that still runs, the employer says it cannot make the changes',
    person: {
      names: [{ use: 'official', family: 'Ó Dálaigh', given: ['Tomás'], prefix: ['Mr'] }],
      gender: 'male',
      age: 47,
      ethnicity: { codes: 'current', code: 'B', display: 'White - Irish' },
    },
    problems: [{ problem: 'sciatica', sinceDaysAgo: 50 }],
    notes: [
      { shape: 'emed3', entry: 'not-fit', says: 'period', days: { fromDaysAgo: 38, lasting: 28 } },
      {
        shape: 'own',
        advice: 'may-be-fit',
        days: { fromDaysAgo: 10, lasting: 28 },
        adjustments: ['altered-hours', 'workplace-adaptations'],
      },
    ],
  },
]
