import type { WorkWellService } from '../../src/domain/site.ts'
import { type Block, heading, list, type PaperDocument, paragraph } from './paper-document.ts'
import { mayStand, ownTerms } from './what-papers-hold.ts'

/**
 * Plain English for the patient. It is told of the service and of nothing else: no condition, no answer, nothing of the record can stand on it, and
 * whoever finds it on a bus, or looks over a shoulder, learns nothing of the patient (hazards H09, H10, H18), but for a note that names WorkWell,
 * where they want their employer to read it.
 */
export const handout = (service: WorkWellService | undefined, noteNamesWorkWell = false): PaperDocument => ({
  paper: 'handout',
  title: 'For the patient',
  heading: 'About WorkWell',
  blocks: [
    paragraph('WorkWell helps people whose health makes work hard.'),
    ...namedOnNote('handout', noteNamesWorkWell),
    ...whatHappens(service),
    heading('It is your choice'),
    list(
      'WorkWell is voluntary. You can say no.',
      'You can stop at any time.',
      'Saying no does not change your care or your fit note.',
      'You do not need to be on benefits.',
      ...(service?.benefits ? [service.benefits] : []),
    ),
    heading('How to get in touch'),
    service
      ? list(yourService(service), service.selfReferral, HELP_TO_TALK)
      : paragraph('Ask your GP practice if there is a WorkWell service near you.'),
    ...needFitNote(service),
    ...needHelpNow(service),
  ],
})

/** So that nobody is surprised by what their employer has read: only where the clinician has said that the patient wants it. */
export const namedOnNote = (paper: 'handout' | 'handout-after-referral', noteNamesWorkWell: boolean): Block[] =>
  noteNamesWorkWell && mayStand('note-names-workwell', ownTerms(paper)) ? [paragraph(NAMED_ON_NOTE)] : []
export const NAMED_ON_NOTE = 'Your fit note names WorkWell. Your employer can read this.'

export const whatHappens = (service: WorkWellService | undefined): Block[] => [
  heading('What happens'),
  list(
    'A work and health coach talks with you about your work and your health.',
    'Together you make a plan. It can help you stay in work, go back to work or find work.',
    'You need not be 100% fit to do some work. Some work can help you get better.',
    contactWords(service),
  ),
]

export const needFitNote = (service: WorkWellService | undefined): Block[] => [
  heading('If you need a fit note'),
  list(
    'You do not need a fit note for the first 7 days that you are off sick. Count every day, also weekends.',
    'If you are off sick for longer, ask for a fit note before your last one runs out.',
    'Ask your GP practice, or the hospital team that looks after you.',
    'Without a fit note your sick pay or your benefits could stop.',
    ...(service?.mayCertify === true ? ['The WorkWell service may also be able to give you a fit note.'] : []),
    'If you need a fit note later, you can still ask for one.',
    'You can go back to work before your fit note runs out, as soon as you feel able to.',
  ),
]

export const needHelpNow = (service: WorkWellService | undefined): Block[] => [
  heading('If you need help now'),
  list(
    'WorkWell is not for emergencies. If somebody’s life is in danger, call 999.',
    'For help with your health when it is urgent, call 111.',
    'If you feel you cannot go on, call 111 and choose the mental health option, at any time of day.',
    ...(service?.crisis ?? []).map(({ name, phone }) => `${name}: ${phone}`),
  ),
]

export const HELP_TO_TALK =
  'If you need an interpreter, or help with hearing, seeing or reading, say so when you get in touch.'

export const yourService = ({ name, phone }: WorkWellService): string =>
  `Your WorkWell service is ${name}${phone ? `. Phone: ${phone}.` : '.'}`

const WAYS = { phone: 'by phone', video: 'by video', 'in-person': 'in person' } as const

function contactWords(service: WorkWellService | undefined): string {
  const ways = (service?.contactBy ?? []).map(each => WAYS[each])
  if (ways.length === 0) return 'Ask if you can talk by phone, by video or in person.'
  const last = ways.at(-1)
  return `You can talk ${ways.length === 1 ? last : `${ways.slice(0, -1).join(', ')} or ${last}`}.`
}
