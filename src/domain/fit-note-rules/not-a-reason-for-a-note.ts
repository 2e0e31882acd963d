import type { NoteRule, Purpose } from '../fit-note-draft.ts'

const WORDS: Record<Purpose, { text: string; source: string }> = {
  'fit-to-return': {
    text: 'No note says that somebody is fit to return: the patient can go back before a note runs out, with the employer’s agreement.',
    source: 'Form Med3 04/22, text for the patient',
  },
  'hospital-team': {
    text: 'The hospital team that treats the patient issues the note for the whole expected time. You may issue it from the discharge letter (a written report) if they have not.',
    source: 'CMO letter on the fit note; GOV.UK quick reference guide for healthcare professionals',
  },
  'school-or-exam': {
    text: 'A fit note is for work only, not for school, college or an exam.',
    source: 'LMC guidance on certificates and reports',
  },
  isolation: {
    text: 'Isolation without illness is no reason for a fit note.',
    source: 'GOV.UK guidance for healthcare professionals',
  },
  'not-medical': {
    text: 'A dispute, childcare or another reason that is not the patient’s health is no reason for a fit note.',
    source: 'LMC guidance on fit notes',
  },
  'cannot-adapt': {
    text: 'If the employer cannot give the support of a “may be fit” note, that note counts as “not fit”. No new note is needed.',
    source: 'Form Med3 04/22, text for the patient',
  },
  'late-pregnancy': {
    text: 'Pregnancy-related absence in the last four weeks before the due date starts maternity leave. Advise the patient to speak with the employer first.',
    source: 'Maternity and Parental Leave etc. Regulations 1999, reg 6 (to be verified before use)',
  },
  'lost-note': {
    text: 'A lost note is issued again as a duplicate, with the dates of the first. No new note is needed.',
    source: 'Social Security (Medical Evidence) Regulations 1976, Sch 1 rule 9',
  },
}

/** What is asked for is no fit note: said with what helps instead. Several reasons are said together. */
export const notAReasonForANote: NoteRule = ({ purposes }) =>
  purposes.length === 0
    ? undefined
    : {
        weight: 'warning',
        text: purposes.map(purpose => WORDS[purpose].text).join(' '),
        source: [...new Set(purposes.map(purpose => WORDS[purpose].source))].join('; '),
      }
