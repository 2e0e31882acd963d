import { notFit, REFER, type Scenario, USUAL, usual } from '../scenario.ts'

const FAULTS = {
  'fhir-403': 'your record system does not allow it',
  'fhir-429': 'your record system is too busy',
  'fhir-500': 'your record system had a fault',
  'fhir-html': 'could not be understood',
  'fhir-broken-json': 'could not be understood',
  'fhir-next-elsewhere': 'could not be understood',
  'token-fewer-scopes': 'this app was not given access to it',
}

/** Records with parts that cannot be read, and what earlier consultations left. */
export const RECORD_ROWS: readonly Scenario[] = [
  ...Object.entries(FAULTS).map(
    ([fault, why]): Scenario => ({
      row: `Gap in the record (${fault}): each part is named, and the questions can be answered`,
      fault,
      notes: [notFit(14, 14)],
      problems: [{ problem: 'lowBackPain', sinceDaysAgo: 36 }],
      first: {
        says: [
          'Not everything could be read from the record:',
          'Problems: ',
          'Earlier fit notes: ',
          why,
          'Not known: they could not all be read',
        ],
        saysNot: ['None in the record'],
      },
    }),
  ),
  {
    row: 'The page shows the keys, and words for a conversation of half a minute',
    first: { says: ['Tab moves to the next question', 'Tell the patient (in 30 seconds)', 'You need not be 100% fit'] },
  },
  {
    row: 'No problems in the record: the groups are there',
    answers: usual({ condition: 'Breathing or lungs' }),
    sent: { leaves: ['respiratory'] },
  },
  {
    row: 'A resolved problem is not offered',
    problems: [{ problem: 'ankleSprain', sinceDaysAgo: 900, clinical: 'resolved' }],
    first: { saysNot: ['Sprained ankle'] },
  },
  {
    row: 'A problem that was ruled out is not offered',
    problems: [{ problem: 'syncope', verification: 'refuted' }],
    first: { saysNot: ['Collapse'] },
  },
  {
    row: 'A problem entered in error is not offered',
    problems: [{ problem: 'stroke', verification: 'entered-in-error' }],
    first: { saysNot: ['Stroke'] },
  },
  {
    row: 'A problem in words only: its words leave at the full level',
    problems: [{ problem: 'bereavement', coded: 'text' }],
    answers: usual({ condition: 'Bereavement, off work', share: 'Full' }),
    sent: { leaves: ['Bereavement, off work'] },
  },
  {
    row: 'A problem in Read codes only',
    problems: [{ problem: 'depression', coded: 'read', sinceDaysAgo: 40 }],
    answers: usual({ condition: 'Depression', share: 'Standard' }),
    sent: { stays: ['Depression'] },
  },
  {
    row: 'A closed referral of last year',
    earlierReferral: { status: 'completed', sentDaysAgo: 400 },
    first: { says: ['An earlier WorkWell referral is closed, sent 30 July 2025'], saysNot: ['is open already'] },
    answers: USUAL,
    sent: {},
  },
  {
    row: 'A referral closed within 28 days is asked about',
    earlierReferral: { status: 'completed', sentDaysAgo: 20 },
    first: { says: ['What has changed since?'] },
  },
  {
    row: 'Declined before, changed their mind: may be sent',
    before: { for: REFER, share: 'Does not agree to a referral' },
    first: { says: ['did not agree'] },
  },
]
