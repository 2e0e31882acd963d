import type { PatientCase } from '../patient-case.ts'

/** Records from which nothing may be sent, and the one that replaced a merged record: it stands before it. */
export const BLOCKED_RECORDS: readonly PatientCase[] = [
  {
    slug: 'deceased',
    scenario: 'Died last month; nothing may be sent',
    person: {
      names: [{ use: 'official', family: 'Entwistle', given: ['Albert'], prefix: ['Mr'] }],
      gender: 'male',
      age: 66,
      diedDaysAgo: 30,
    },
    seen: 'not-today',
    problems: [{ problem: 'hypertension', sinceDaysAgo: 4000, precision: 'year' }],
  },
  {
    slug: 'restricted',
    scenario: 'A restricted record; nothing may be sent from it',
    person: {
      names: [{ use: 'official', family: 'Kingsley', given: ['Ruth'], prefix: ['Ms'] }],
      gender: 'female',
      age: 43,
      restricted: true,
    },
    problems: [{ problem: 'anxiety', sinceDaysAgo: 30 }],
  },
  {
    slug: 'merged-into',
    scenario: 'The record that stays after two were merged',
    person: {
      names: [{ use: 'official', family: 'Prentice-Moore', given: ['Alison'], prefix: ['Mrs'] }],
      gender: 'female',
      age: 50,
    },
    problems: [{ problem: 'carpalTunnel', sinceDaysAgo: 200 }],
  },
  {
    slug: 'merged',
    scenario: 'A record that was merged into another; nothing may be sent from it',
    person: {
      names: [{ use: 'official', family: 'Prentice', given: ['Alison'], prefix: ['Miss'] }],
      gender: 'female',
      age: 50,
      replacedBy: 'merged-into',
    },
    seen: 'not-today',
    problems: [{ problem: 'carpalTunnel', sinceDaysAgo: 200 }],
  },
]
