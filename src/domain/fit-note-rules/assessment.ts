import type { NoteRule } from '../fit-note-draft.ts'

/** A statement rests on an assessment: in person, by telephone or video, or of a written report. */
export const assessmentMade: NoteRule = ({ assessment, assessedOn, reportBy }, { today }) => {
  const source =
    'Social Security (Medical Evidence) Regulations 1976, Sch 1 rule 1; GOV.UK guidance for healthcare professionals'
  if (!assessment || !assessedOn) {
    return {
      weight: 'warning',
      text: 'Say how and on which day you assessed the patient: a fit note rests on it.',
      source,
    }
  }
  if (assessment === 'none') {
    return {
      weight: 'soft-stop',
      text: 'You have not assessed the patient. A fit note must rest on your own assessment: in person, by telephone or video, or of a written report.',
      source: 'Social Security (Medical Evidence) Regulations 1976, Sch 1 rules 1 and 4',
    }
  }
  if (assessedOn > today) {
    return { weight: 'warning', text: 'The day of the assessment lies in the future.', source }
  }
  if (assessment === 'written-report' && !reportBy) {
    return {
      weight: 'warning',
      text: 'Name the author and the date of the written report that you considered.',
      source,
    }
  }
  return undefined
}
