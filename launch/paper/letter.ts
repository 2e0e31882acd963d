import type { Bundle, FhirResource } from 'fhir/r4.js'
import type { LetterReply } from '../../src/domain/channel.ts'
import { displayDate, displayInstant, type Instant, type LocalDate } from '../../src/domain/local-date.ts'
import { shortReference } from '../../src/domain/short-reference.ts'
import type { WorkWellService } from '../../src/domain/site.ts'
import { agreedSharing } from '../../src/fhir/agreed-sharing.ts'
import { identifierIn } from '../../src/fhir/elements.ts'
import { isHeldBack } from '../../src/fhir/held-back.ts'
import { ID } from '../../src/fhir/systems.ts'
import { concernText } from '../../src/fhir/task-talk.ts'
import { letterLines } from './letter-lines.ts'
import { type Block, heading, type PaperDocument, paragraph } from './paper-document.ts'
import { standingLines } from './paper-line.ts'
import { letterTerms, mayStand, type PaperTerms } from './what-papers-hold.ts'

/** Where the service answers a letter, and what it is asked there. */
export interface AnsweringLink {
  readonly publicUrl: string
  readonly code: string
  readonly until: Instant
  readonly asks: LetterReply['asks']
}

/** What the letter says: the lines are read back from the Bundle that would be sent (hazard H09). */
export function letter(props: {
  service: WorkWellService
  bundle: Bundle<FhirResource>
  day: LocalDate
  /** Only once the letter is made. */
  answering?: AnsweringLink | undefined
}): PaperDocument {
  const { service, bundle, day, answering } = props
  const paper = answering ? 'letter-with-link' : 'letter'
  const terms = letterTerms(paper, service, agreedSharing(bundle))
  return {
    paper,
    title: 'Referral letter',
    heading: 'Referral letter',
    blocks: [
      paragraph(`To ${service.name} (${service.provider.name}). ${displayDate(day)}.${referenceIn(bundle, terms)}`),
      ...ringNotice(bundle, terms),
      paragraph('The patient has agreed to this referral, and to sharing the details below and nothing else.'),
      { kind: 'rows', rows: standingLines(letterLines(bundle), terms) },
      ...(answering && mayStand('reply-link', terms) ? howToAnswer(answering) : []),
    ],
  }
}

/** What both sides call it on the phone; a letter of before says it too, because it comes of the referral's own number. */
function referenceIn(bundle: Bundle<FhirResource>, terms: PaperTerms): string {
  const request = bundle.entry?.map(each => each.resource).find(each => each?.resourceType === 'ServiceRequest')
  const number =
    request?.resourceType === 'ServiceRequest' ? identifierIn(request.identifier, ID.referral)?.value : undefined
  return number !== undefined && mayStand('reference', terms) ? ` Reference ${shortReference(number)}.` : ''
}

/** Before anything else: whom to phone first. */
function ringNotice(bundle: Bundle<FhirResource>, terms: PaperTerms): Block[] {
  const ring = ringIn(bundle)
  if (ring === undefined || !mayStand('ring-first', terms)) return []
  const then =
    terms.paper === 'letter-with-link'
      ? 'After you have spoken, record it on the page that the link below opens: the details are shown there.'
      : 'The referrer will give you the details when you speak.'
  return [
    {
      kind: 'notice',
      paragraphs: [
        [{ text: `Before any contact with the patient: ${ring}`, strong: true }],
        `How to reach the patient is not on this letter. ${then}`,
      ],
    },
  ]
}

/** Whom to phone first, as the referral itself says it; a letter of before holds its contact details and says nothing of this. */
function ringIn(bundle: Bundle<FhirResource>): string | undefined {
  const resources = bundle.entry?.flatMap(each => each.resource ?? []) ?? []
  if (!resources.some(isHeldBack)) return undefined
  return resources.flatMap(each => (each.resourceType === 'Task' ? (concernText(each) ?? []) : []))[0]
}

const ASKED: Record<LetterReply['asks'], string> = {
  'service-code': 'You are asked for the code that the practice agreed with your service.',
  'date-of-birth': 'You are asked for the patient’s date of birth.',
}

function howToAnswer({ publicUrl, code, until, asks }: AnsweringLink): Block[] {
  const link = `${publicUrl}/reply/${code}/`
  return [
    heading('To the service: please confirm that you have this letter'),
    paragraph([
      'Open ',
      { text: `${publicUrl}/reply/`, href: link },
      ' and enter the code ',
      { text: code, strong: true },
      `, or scan the QR code. ${ASKED[asks]} You do not need an account. The link works until ${displayInstant(until)}.`,
    ]),
    { kind: 'square', link, says: 'The same link as a QR code' },
  ]
}
