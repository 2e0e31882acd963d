import type { Bundle, FhirResource } from 'fhir/r4.js'
import { displayDate, type LocalDate } from '../../src/domain/local-date.ts'
import type { WorkWellService } from '../../src/domain/site.ts'
import { agreedSharing } from '../../src/fhir/agreed-sharing.ts'
import { HELP_TO_TALK, namedOnNote, needFitNote, needHelpNow, whatHappens, yourService } from './handout.ts'
import { letterLines } from './letter-lines.ts'
import { heading, list, type PaperDocument, paragraph } from './paper-document.ts'
import type { PaperLine } from './paper-line.ts'
import { sharedKinds } from './shared-kinds.ts'
import { mayStand, ownTerms, type PaperElement } from './what-papers-hold.ts'

const TERMS = ownTerms('handout-after-referral')
/** The words, as far as the table of papers lets them stand. */
const standing = (element: PaperElement, ...words: (string | undefined)[]): string[] =>
  mayStand(element, TERMS) ? words.flatMap(each => each ?? []) : []

/**
 * After a referral that its service has: by whom, to whom, what comes next, and which kinds of things were shared. Whoever finds it learns no name and no
 * answer (hazards H09, H10, H18).
 */
export function referredHandout(props: {
  service: WorkWellService
  /** What was sent. */
  bundle: Bundle<FhirResource>
  sentOn: LocalDate
  today: LocalDate
  noteNamesWorkWell?: boolean
}): PaperDocument {
  const { service, bundle, sentOn, today, noteNamesWorkWell = false } = props
  const lines = letterLines(bundle)
  const sharing = agreedSharing(bundle) ?? 'basic'
  const day = sentOn === today ? `today, ${displayDate(sentOn)},` : `on ${displayDate(sentOn)}`
  return {
    paper: 'handout-after-referral',
    title: 'For the patient',
    heading: 'You have been referred to WorkWell',
    blocks: [
      ...standing('initial', ...initialIn(bundle)).map(each => paragraph(`For ${each}.`)),
      paragraph(`You were referred ${day}${referrerIn(lines)}, to ${service.name} (${service.provider.name}).`),
      ...standing('first-contact', firstContactWords(service)).map(paragraph),
      ...namedOnNote('handout-after-referral', noteNamesWorkWell),
      heading('What was shared'),
      paragraph('You agreed that WorkWell is told these kinds of things, and nothing else:'),
      list(...standing('shared-kinds', ...sharedKinds(lines, sharing))),
      ...whatHappens(service),
      heading('How to reach WorkWell, and how to stop'),
      list(
        ...standing('service-contact', yourService(service)),
        HELP_TO_TALK,
        'WorkWell does not contact your employer unless you agree.',
        'You can stop at any time. Tell WorkWell or your GP practice. It does not change your care or your fit note.',
        ...(service.benefits ? [service.benefits] : []),
      ),
      ...needFitNote(service),
      ...needHelpNow(service),
    ],
  }
}

/** Of the given name that the record has. */
function initialIn(bundle: Bundle<FhirResource>): string[] {
  const patient = bundle.entry?.map(each => each.resource).find(each => each?.resourceType === 'Patient')
  const given = patient?.resourceType === 'Patient' ? patient.name?.[0]?.given?.[0]?.trim() : undefined
  const first = given && new Intl.Segmenter('en-GB').segment(given)[Symbol.iterator]().next().value?.segment
  return first ? [first.toUpperCase()] : []
}

/** By whom and from where, as the referral itself says. */
function referrerIn(lines: readonly PaperLine[]): string {
  const said = (element: PaperElement) => lines.find(each => each.element === element)?.said
  const known = [...standing('referrer', said('referrer')), ...standing('practice', said('practice'))]
  const words = known.filter(each => each !== 'Not recorded').join(', ')
  return words && ` by ${words}`
}

/** The pack says it to the clinician; where it cannot be turned to the patient, no more is said than is sure. */
export function firstContactWords({ firstContact }: WorkWellService): string {
  const told = firstContact.replace(/\bthe patient’s\b/g, 'your').replace(/\bthe patient\b/g, 'you')
  return /patient|clinician|referrer/i.test(told) ? 'A work and health coach gets in touch with you.' : told
}
