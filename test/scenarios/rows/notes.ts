import { mayBeFit, NOTE_AND_REFER, notFit, type Scenario, USUAL, usual } from '../scenario.ts'

/** Notes of the record in all their shapes, and what a consultation without one leaves open. */
export const NOTE_ROWS: readonly Scenario[] = [
  {
    row: 'Today’s note in the record: its advice and dates are filled in',
    notes: [mayBeFit(0, 21)],
    first: { says: ['The note ends in 20 days.'] },
    answers: usual({ for: NOTE_AND_REFER }),
    after: { page: 'check', says: ['May be fit for work', '3 September 2026', '23 September 2026'] },
    sent: { leaves: ['751601000000107'] },
  },
  {
    row: 'A note that is only planned carries no code of an issued one',
    answers: usual({ for: NOTE_AND_REFER, advice: 'May be fit for work' }),
    sent: { leaves: ['may-be-fit', 'preliminary'], stays: ['751601000000107'] },
  },
  {
    row: 'Advice other than the record’s note: not said to have been issued',
    notes: [mayBeFit(0, 21)],
    answers: usual({ for: NOTE_AND_REFER, advice: 'Not fit for work' }),
    sent: { leaves: ['preliminary'], stays: ['751481000000104'] },
  },
  {
    row: 'A note by hand, with the day of issue only',
    notes: [{ shape: 'emed3', entry: 'by-hand-not-fit', says: 'issue-day', issuedDaysAgo: 5 }],
    first: { says: ['1 fit note without dates in the record; none with dates for today'] },
  },
  {
    row: 'A note that says nothing of its days',
    notes: [{ shape: 'emed3', entry: 'not-fit', says: 'nothing' }],
    first: { says: ['1 fit note without dates in the record'] },
  },
  {
    row: 'A scanned note without days',
    notes: [{ shape: 'document', issuedDaysAgo: 4 }],
    first: { says: ['1 fit note without dates in the record'] },
  },
  {
    row: 'A scanned note that somebody named in words, without a code',
    notes: [{ shape: 'document', issuedDaysAgo: 4, typedAs: 'Fit note' }],
    first: { says: ['1 fit note without dates in the record'], saysNot: ['None in the record'] },
  },
  {
    row: 'A note in CTV3, with how long it is for and not from when',
    notes: [
      {
        shape: 'ctv3',
        code: 'XaX1E',
        term: 'eMED3 (2010) new statement issued, not fit for work',
        recordedDaysAgo: 5,
        weeks: 4,
      },
    ],
    first: {
      says: [
        '1 fit note without dates in the record',
        'Not fit for work: for 4 weeks, first day not recorded; adds no days, recorded 29 August 2026',
      ],
    },
  },
  {
    row: 'A self-certificate is shown, and is no fit note',
    notes: [{ shape: 'ctv3', code: 'XaCF3', term: 'SC1 - self certificate', recordedDaysAgo: 3 }],
    first: {
      says: ['None in the record', 'Self-certificate: not a fit note, so not counted, recorded 31 August 2026'],
    },
  },
  {
    row: 'A note that ended yesterday',
    notes: [notFit(14, 14)],
    first: { says: ['The last note ended 1 day ago.', 'no evidence for sick pay or benefits from 3 September 2026'] },
  },
  {
    row: 'Between two notes: today is not covered, and that is said first',
    notes: [notFit(29, 28), notFit(-5, 27)],
    first: {
      says: [
        'No note in this record covers today, since 1 September 2026. The last note ended 2 days ago. The next begins on 8 September 2026.',
        'The first 7 days off work need none; notes of hospitals and on paper are not in this record.',
        '6 days between notes not covered',
      ],
    },
  },
  {
    row: 'A note that covers today says until when, first of all',
    notes: [notFit(10, 28)],
    first: { says: ['A note covers today (not fit for work). The note ends in 17 days.'] },
  },
  {
    row: 'A note that covers today, with another after a gap: until when is its own last day',
    notes: [notFit(10, 14), notFit(-8, 14)],
    first: { says: ['A note covers today (not fit for work), until 6 September 2026. The note ends in 3 days.'] },
  },
  {
    row: 'A note that ended 7 days ago still belongs to the spell',
    notes: [notFit(20, 14)],
    first: { says: ['The last note ended 7 days ago.'] },
  },
  {
    row: 'A note that ended 9 days ago does not',
    notes: [notFit(22, 14)],
    first: { says: ['None for today in the record'] },
  },
  {
    row: 'Overlapping notes count each day once',
    notes: [notFit(20, 14), notFit(10, 14)],
    first: { says: ['24 days certified'] },
  },
  { row: 'A note that starts tomorrow', notes: [notFit(-1, 14)], first: { saysNot: ['First note in'] } },
  {
    row: 'Day 7 of an absence without a note: nothing is missing',
    answers: usual({
      typed: { 'off-work-since-day': '28', 'off-work-since-month': '8', 'off-work-since-year': '2026' },
    }),
    after: { page: 'check', saysNot: ['no evidence for sick pay'] },
  },
  {
    row: 'Day 8 of an absence without a note: evidence ended yesterday',
    answers: usual({
      typed: { 'off-work-since-day': '27', 'off-work-since-month': '8', 'off-work-since-year': '2026' },
    }),
    after: { page: 'check', says: ['no evidence for sick pay or benefits from 3 September 2026'] },
    sent: {},
  },
  {
    row: 'No note past day 7, the patient understands: not said again',
    notes: [notFit(14, 14)],
    answers: usual({ evidence: 'The patient understands' }),
    after: { page: 'check', saysNot: ['the record shows no evidence'] },
    sent: {},
  },
  {
    row: 'No note past day 7, at work: not asked',
    notes: [notFit(14, 14)],
    answers: usual({ evidence: 'The patient is at work' }),
    sent: {},
  },
  {
    row: 'A note of today in the record while referring alone',
    notes: [notFit(0, 7)],
    first: { saysNot: ['no evidence for sick pay'] },
    answers: USUAL,
    sent: {},
  },
  {
    row: 'A year and a half of notes',
    notes: [notFit(540, 180), notFit(360, 180), notFit(180, 181)],
    first: { says: ['Third note', '541 days certified', 'The note ends today.'] },
  },
]
