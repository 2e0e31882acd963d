import type { NoteRule } from '../fit-note-draft.ts'

/** Pharmacists may certify by law; NHS policy leaves community pharmacies out. */
export const communityPharmacy: NoteRule = ({ setting }) =>
  setting === 'community-pharmacy'
    ? {
        weight: 'warning',
        text: 'Fit notes are not part of the NHS service of a community pharmacy. The patient’s practice or hospital team should issue this note.',
        source: 'GPhC on SI 2022/630; DWP evaluation of the 2022 fit note reforms',
      }
    : undefined
