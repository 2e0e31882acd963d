import type { DocumentReference, Reference } from 'fhir/r4.js'
import type { Instant } from '../domain/local-date.ts'
import { own } from './codes.ts'
import { escaped } from './document-parts.ts'
import { CS, ID, keeps } from './systems.ts'

export interface ClosingLetter {
  readonly referralId: string
  readonly patientId: string
  readonly service: string
  /** Whoever files it, and for which organisation, as the record itself has them. */
  readonly filedBy: { readonly who: Reference; readonly onBehalfOf?: Reference | undefined }
  readonly title: string
  /** What is read first. */
  readonly paragraphs: readonly string[]
  readonly lines: readonly (readonly [label: string, said: string])[]
  readonly at: Instant
}

/** The closing letter for the patient's own record: one HTML page that needs nothing else, and what it belongs to. */
export const writeClosingLetter = (letter: ClosingLetter): DocumentReference => ({
  resourceType: 'DocumentReference',
  meta: keeps('ClosingLetter', 'DocumentReference'),
  identifier: [{ system: ID.closingLetter, value: letter.referralId }],
  status: 'current',
  docStatus: 'final',
  type: { coding: [own(CS.document, 'closing-letter', 'Closing letter of a WorkWell referral')], text: letter.title },
  subject: { reference: `Patient/${letter.patientId}` },
  date: letter.at,
  author: [{ display: letter.service }],
  authenticator: letter.filedBy.who,
  ...(letter.filedBy.onBehalfOf && { custodian: letter.filedBy.onBehalfOf }),
  content: [
    {
      attachment: {
        contentType: 'text/html',
        language: 'en-GB',
        data: Buffer.from(pageOf(letter), 'utf8').toString('base64'),
        title: letter.title,
        creation: letter.at,
      },
    },
  ],
  context: { related: [{ identifier: { system: ID.referral, value: letter.referralId } }] },
})

const pageOf = ({ title, paragraphs, lines }: ClosingLetter): string =>
  `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>${escaped(title)}</title></head><body><h1>${escaped(title)}</h1>${paragraphs.map(each => `<p>${escaped(each)}</p>`).join('')}<dl>${lines
    .map(([label, said]) => `<dt>${escaped(label)}</dt><dd>${escaped(said)}</dd>`)
    .join('')}</dl></body></html>`
