import { closingLetter } from '../../../launch/paper/closing-letter.ts'
import { fitNoteDraft } from '../../../launch/paper/fit-note-draft.ts'
import { handout } from '../../../launch/paper/handout.ts'
import { healthAndWorkReport } from '../../../launch/paper/health-and-work-report.ts'
import { letter } from '../../../launch/paper/letter.ts'
import type { PaperDocument } from '../../../launch/paper/paper-document.ts'
import { referredHandout } from '../../../launch/paper/referred-handout.ts'
import { SHARING_LEVELS, type SharingLevel } from '../../../src/domain/referral.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import { readContext } from '../../../src/fhir/read-context.ts'
import { writtenReferral } from '../../fhir/written-referral.ts'
import { type Answers, option } from '../../support/answers.ts'
import { ehrRecord, workWellService } from '../../support/ehr-record.ts'

/** Everything that a pack can say to a patient. */
export const FULL_SERVICE: WorkWellService = workWellService({
  contactBy: ['phone', 'video', 'in-person'],
  benefits: 'Taking part does not change your benefits.',
  mayCertify: true,
  crisis: [{ name: 'North crisis line', phone: '0808 157 0100' }],
})
const DAY = '2026-09-03'
const LINK = { publicUrl: 'https://refer.example', code: 'ABCD-EFGH-JKLM', until: '2026-10-01T09:00:00Z' } as const

export const bundleAt = (sharing: SharingLevel, answers: Answers = {}, service = FULL_SERVICE) =>
  writtenReferral({ service, answers: { ...answers, sharing: [option('sharing', sharing)] } }).bundle

export const PHONE_FIRST: Answers = {
  concern: [option('concern', 'phone-first')],
  'concern-managed': [],
  'ring-phone': [{ valueString: '01632 960555' }],
}

export const letterAt = (sharing: SharingLevel, answers: Answers = {}, service = FULL_SERVICE): PaperDocument =>
  letter({ service, bundle: bundleAt(sharing, answers, service), day: DAY })

export const handoutAt = (sharing: SharingLevel, service = FULL_SERVICE): PaperDocument =>
  referredHandout({ service, bundle: bundleAt(sharing, {}, service), sentOn: DAY, today: DAY })

/** What nobody means to write, and somebody will. */
const LONG = 'One thing after another, and none of them short. '.repeat(300)

const about = { context: readContext(ehrRecord()), today: DAY }
const report = (goal: string): PaperDocument =>
  healthAndWorkReport(about.context, {
    clinician: about.context.clinician,
    report: { advice: 'may-be-fit', options: ['Altered hours'], rows: [{ difficulty: 'Sitting', goal, by: DAY }] },
  })
const draft = (comments: string): PaperDocument =>
  fitNoteDraft(about, {
    note: {
      adjustments: ['altered-hours'],
      indefinite: false,
      comments,
      wantsLessPrecise: false,
      safetyCritical: [],
      purposes: [],
    },
    profession: about.context.clinician.profession,
    state: 'draft',
  })
const closing = (said: string): PaperDocument =>
  closingLetter('Nothing to do. The patient did not want it.', [
    { element: 'name', label: 'Patient', said: 'Zoë Łukaszewicz-Ελένη Қазақ Nguyễn' },
    { element: 'course', label: 'Message to the practice', said },
  ])

/** Every paper, short and long, at every level. */
export const VARIANTS: readonly (readonly [name: string, document: PaperDocument])[] = [
  ['handout', handout(FULL_SERVICE)],
  ['handout without a service', handout(undefined)],
  ...SHARING_LEVELS.flatMap(
    level =>
      [
        [`handout after a referral, ${level}`, handoutAt(level)],
        [`letter, ${level}`, letterAt(level)],
        [`letter, ${level}, phone first`, letterAt(level, PHONE_FIRST)],
      ] as const,
  ),
  [
    'letter with a link',
    letter({
      service: FULL_SERVICE,
      bundle: bundleAt('full', PHONE_FIRST),
      day: DAY,
      answering: { ...LINK, asks: 'date-of-birth' },
    }),
  ],
  ['closing letter', closing('See you again.')],
  ['closing letter, long', closing(LONG)],
  ['report', report('Stand up every hour')],
  ['report, long', report(LONG)],
  ['draft of a fit note', draft('Half days at first')],
  ['draft of a fit note, long', draft(LONG)],
]
