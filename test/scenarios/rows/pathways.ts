import { NEITHER, NOTE_AND_REFER, NOTE_LATER, NOTE_ONLY, REFER, type Scenario, usual } from '../scenario.ts'

const LEVELS = {
  Basic: {
    leaves: ['A health condition (the patient shares no more)'],
    stays: ['Low back pain', 'M54', 'musculoskeletal'],
  },
  Standard: { leaves: ['musculoskeletal'], stays: ['Low back pain', 'M54'] },
  Full: { leaves: ['Low back pain', 'M54.5'], stays: [] },
}
const CONCERNS = ['Nothing known', 'Yes, phone me before contact', 'Not discussed'] as const
const problems = [{ problem: 'lowBackPain', sinceDaysAgo: 36 }] as const
const URGENT = 'Urgent or safeguarding concern today'

const sentRows = [REFER, NOTE_AND_REFER].flatMap(pathway =>
  Object.entries(LEVELS).flatMap(([share, sent]): Scenario[] => [
    ...CONCERNS.map(safe => ({
      row: `${pathway}; ${share}; ${safe}: sent`,
      problems,
      answers: usual({ for: pathway, condition: 'Low back pain', share, safe, ...noteOf(pathway) }),
      sent,
    })),
    {
      row: `${pathway}; ${share}; urgent: pauses, sent once it is managed`,
      problems,
      answers: usual({ for: pathway, condition: 'Low back pain', share, safe: URGENT, ...noteOf(pathway) }),
      after: { page: 'pause' },
      managed: true,
      sent,
    },
  ]),
)

function noteOf(pathway: string) {
  return pathway === NOTE_AND_REFER ? { advice: 'Not fit for work' } : {}
}

const declinedRows = [REFER, NOTE_AND_REFER].map(
  (pathway): Scenario => ({
    row: `${pathway}; does not agree: nothing sent, no other answer needed`,
    answers: { for: pathway, share: 'Does not agree to a referral' },
    after: { page: 'nothing sent' },
  }),
)

const quietRows = [NOTE_LATER, NOTE_ONLY, NEITHER].map(
  (pathway): Scenario => ({
    row: `${pathway}: nothing sent, no other answer needed`,
    answers: { for: pathway },
    after: { page: 'nothing sent', says: ['Nothing was sent to WorkWell'] },
  }),
)

const unanswered = (['for', 'condition', 'work', 'safe', 'share'] as const).map((left): Scenario => {
  const { [left]: _left, ...answers } = usual({})
  return { row: `Left open: ${left}`, answers, after: { page: 'asked again', says: ['There is a problem'] } }
})

/** Each pathway at each level with each concern; and each question left open. */
export const PATHWAY_ROWS: readonly Scenario[] = [...sentRows, ...declinedRows, ...quietRows, ...unanswered]
