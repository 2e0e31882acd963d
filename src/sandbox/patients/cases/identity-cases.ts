import type { PatientCase } from '../patient-case.ts'

/** Scenarios 9 and 10, and names, numbers and contact details that trip software up. */
export const IDENTITY_CASES: readonly PatientCase[] = [
  {
    slug: 'new-arrival',
    scenario: '9: new arrival, no NHS number yet, plantar fasciitis, casual work, interpreter needed',
    person: {
      names: [
        { use: 'official', family: 'Шевченко', given: ['Оксана'] },
        { use: 'usual', family: 'Shevchenko', given: ['Oksana'], text: 'Oksana Shevchenko' },
      ],
      gender: 'female',
      age: 33,
      nhsNumber: 'unavailable',
      ethnicity: { codes: 'retired', code: 'CQ', display: 'All republics which made up the former USSR' },
      phones: [{ kind: 'mobile' }],
      addresses: [{ use: 'temp' }],
      language: { code: 'uk', display: 'Ukrainian', interpreter: true },
    },
    problems: [{ problem: 'plantarFasciitis', sinceDaysAgo: 28 }],
  },
  {
    slug: 'two-areas',
    scenario: '10: lives in one area, registered with a practice in another',
    person: {
      names: [{ use: 'official', family: 'Nguyễn', given: ['Thị', 'Hương'], prefix: ['Mrs'] }],
      gender: 'female',
      age: 41,
      practice: 'practice-other',
      ethnicity: { codes: 'retired', code: 'SA', display: 'Vietnamese' },
      addresses: [{ use: 'home' }, { use: 'old', elsewhere: true, endedDaysAgo: 200 }],
    },
    problems: [{ problem: 'carpalTunnel', sinceDaysAgo: 120, precision: 'month' }],
    notes: [{ shape: 'emed3', entry: 'may-be-fit', says: 'period', days: { fromDaysAgo: 0, lasting: 14 } }],
  },
  {
    slug: 'single-name',
    scenario: 'One name only, and no NHS number with no reason given; no fixed abode',
    person: {
      names: [{ use: 'official', family: 'Suryani', text: 'Suryani' }],
      gender: 'female',
      age: 27,
      nhsNumber: 'absent',
      phones: [{ kind: 'mobile' }],
      addresses: [{ use: 'no-fixed-abode' }],
      language: { code: 'id', display: 'Indonesian', interpreter: false },
    },
    problems: [{ problem: 'shoulderPain', sinceDaysAgo: 40 }],
    notes: [{ shape: 'emed3', entry: 'not-fit', says: 'nothing' }],
  },
  {
    slug: 'long-name',
    scenario: 'A very long name, and an NHS number whose check digit is wrong',
    person: {
      names: [
        {
          use: 'official',
          family: 'Featherstonehaugh-Cholmondeley-Wolstenholme-Papadimitriou',
          given: ['Wilhelmina', 'Alexandrina', 'Konstantina', 'Bartholomea'],
          prefix: ['The Hon.', 'Dr'],
        },
      ],
      gender: 'female',
      age: 49,
      nhsNumber: 'fails-check',
    },
    problems: [{ problem: 'fibromyalgia', sinceDaysAgo: 1100, precision: 'year' }],
    notes: [{ shape: 'document', issuedDaysAgo: 10, days: { fromDaysAgo: 10, lasting: 28 } }],
  },
  {
    slug: 'no-phone',
    scenario: 'No telephone at all: only a letter or an e-mail reaches this patient',
    person: {
      names: [{ use: 'official', family: 'Llewellyn-Pugh', given: ['Bronwen'], prefix: ['Mrs'] }],
      gender: 'female',
      age: 61,
      nhsNumber: 'not-traced',
      ethnicity: { codes: 'retired', code: 'CC', display: 'Welsh' },
      phones: [],
    },
    problems: [
      { problem: 'kneeOsteoarthritis', sinceDaysAgo: 700, precision: 'month' },
      { problem: 'asthma', sinceDaysAgo: 9000, precision: 'year', clinical: 'inactive' },
    ],
    notes: [{ shape: 'emed3', entry: 'by-hand-may-be-fit', says: 'issue-day', issuedDaysAgo: 5 }],
  },
]
