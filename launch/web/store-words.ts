import type { StoreFault } from '../../src/domain/store-failure.ts'
import type { ErrorPageProps } from './error-page.tsx'

type Words = Pick<ErrorPageProps, 'title' | 'what' | 'next'>

const NOT_SURE =
  'Unless a page has told you so, do not take it that what you did last was saved, or that a referral was sent.'
const MEANWHILE =
  'If the patient cannot wait, ring the WorkWell service. Notes and fit notes in your record system are not affected.'
const TELL = `Tell the people who run this app, with the reference below. Once it is mended, open WorkWell again from the patient’s record: it shows whether a referral was sent. ${MEANWHILE}`

/** What holds and what a person does while the store fails. It is neither their fault nor the patient's (hazards H03, H15). */
export const STORE_WORDS: Readonly<Record<StoreFault, Words>> = {
  full: {
    title: 'WorkWell cannot save anything just now',
    what: `The disk on which this app keeps its work is full. What was saved before is safe, and what waits to be sent still is. ${NOT_SURE}`,
    next: TELL,
  },
  'read-only': {
    title: 'WorkWell cannot save anything just now',
    what: `This app may not write to the place where it keeps its work. What was saved before is safe. ${NOT_SURE}`,
    next: TELL,
  },
  damaged: {
    title: 'WorkWell’s store is damaged',
    what: `The place where this app keeps its work cannot be read any more. A referral that a page has called sent is with its service. ${NOT_SURE}`,
    next: TELL,
  },
  silent: {
    title: 'WorkWell cannot reach its store',
    what: `The place where this app keeps its work does not answer. What was saved before is safe. ${NOT_SURE}`,
    next: `Wait a minute and load this page again. If it stays so, tell the people who run this app, with the reference below. ${MEANWHILE}`,
  },
}
