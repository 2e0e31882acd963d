import fc from 'fast-check'
import type { QuestionnaireResponseItemAnswer } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { SHARING_LEVELS, type SharingLevel } from '../../src/domain/referral.ts'
import { mayLeave } from '../../src/fhir/answer-leaves.ts'
import { SHARING_MEANS, sharedAnswers } from '../../src/fhir/sharing.ts'
import { CS, EXT } from '../../src/fhir/systems.ts'
import { type Answers, itemsOf, option, QUESTIONS } from '../support/answers.ts'
import { NHS_NUMBER, workWellService } from '../support/ehr-record.ts'
import { BORN, GMC_NUMBER, HOME, mark, markedDay, markedRecord, pickedCondition } from './marked-record.ts'
import { objectsIn, resourceIn, writtenReferral } from './written-referral.ts'

/** An answer whose every value can be found again. */
interface Marked {
  readonly leaves: SharingLevel
  readonly answers: readonly QuestionnaireResponseItemAnswer[]
  readonly marks: readonly string[]
}
const words = (linkId: string, leaves: SharingLevel): Marked => {
  const text = mark(`answer ${linkId}`)
  return { leaves, answers: [{ valueString: text }], marks: [text] }
}
const day = (leaves: SharingLevel): Marked => {
  const valueDate = markedDay()
  return { leaves, answers: [{ valueDate }], marks: [valueDate] }
}
/** An option with a mark for its words; its code is a mark too, where no other word contains it. */
const choice = (linkId: string, code: string, leaves: SharingLevel): Marked => {
  const display = mark(`answer ${linkId}`)
  return {
    leaves,
    answers: [{ valueCoding: { ...option(linkId, code).valueCoding, display } }],
    marks: [display, code],
  }
}
const yes = (leaves: SharingLevel): Marked => ({ leaves, answers: [{ valueBoolean: true }], marks: [] })

/** The sharing table of the design, section 6, question by question: written here once more, on purpose. */
const TABLE = {
  // always: contact details, best and safe way to reach, language, access needs, work status, the concern, the agreement
  'contact-phone': words('contact-phone', 'basic'),
  'contact-email': words('contact-email', 'basic'),
  'contact-address': words('contact-address', 'basic'),
  'contact-best-way': choice('contact-best-way', 'letter', 'basic'),
  'contact-safety': words('contact-safety', 'basic'),
  'contact-message': yes('basic'),
  language: words('language', 'basic'),
  interpreter: yes('basic'),
  'told-by': choice('told-by', 'professional', 'basic'),
  'access-needs': words('access-needs', 'basic'),
  'work-status': choice('work-status', 'employed-off-sick', 'basic'),
  concern: choice('concern', 'urgent', 'basic'),
  'concern-managed': yes('basic'),
  profession: choice('profession', 'podiatrist', 'basic'),
  // standard adds: off work since, whether a note was planned or issued, its advice and dates, occupation, job at risk
  pathway: choice('pathway', 'note-and-refer', 'standard'),
  'note-advice': choice('note-advice', 'may-be-fit', 'standard'),
  'note-from': day('standard'),
  'note-to': day('standard'),
  'off-work-since': day('standard'),
  // The service's own rules, as its pack asks them: yes, no or not known.
  'ask-first': words('ask-first', 'standard'),
  occupation: words('occupation', 'standard'),
  'job-at-risk': choice('job-at-risk', 'not-sure', 'standard'),
  // full adds: functional effects, adjustments and comments, other conditions that were ticked, treatment awaited
  'note-adjustments': choice('note-adjustments', 'phased-return', 'full'),
  'functional-effects': choice('functional-effects', 'lifting', 'full'),
  'functional-comments': words('functional-comments', 'full'),
  'treatment-awaited': words('treatment-awaited', 'full'),
  'against-rules': words('against-rules', 'full'),
} satisfies Record<string, Marked>

/** Of these nothing leaves in the form: what a clinician states of themselves stands in the resources of referrer and practice. */
const STATED = ['referrer-name', 'practice-name', 'practice-ods-code', 'practice-phone']
/** Of this nothing leaves under its own name: once picked, it is the address (temporary-address.test.ts). */
const PICK = 'contact-address-temporary'
/** Asked with "phone me before contact" alone, which is held against the message in phone-first.test.ts: they leave at every level. */
const RING_FIRST = ['ring-phone', 'ring-when', 'ring-second']
/** Asked of a problem alone whose code does not say its kind: held against the message in condition-kind.test.ts. */
const KIND = 'condition-group'
const EXTRA_ANSWERS = [
  KIND,
  PICK,
  'evidence',
  'main-condition',
  'other-conditions',
  'sharing',
  ...STATED,
  ...RING_FIRST,
]
const OPTIONAL = [
  'contact-email',
  'contact-address',
  'contact-best-way',
  'contact-safety',
  'contact-message',
  'language',
  'interpreter',
  'told-by',
  'access-needs',
  'note-advice',
  'note-from',
  'note-to',
  'off-work-since',
  'occupation',
  'job-at-risk',
  'note-adjustments',
  'functional-effects',
  'functional-comments',
  'treatment-awaited',
] as const

const NOTE_ITEMS = ['note-advice', 'note-from', 'note-to', 'note-adjustments']

const human = (label: string) => ['prefix', 'given', 'family'].map(part => mark(`${label} ${part}`))
const place = (label: string) => ['name', 'ods', 'phone', 'email'].map(part => mark(`${label} ${part}`))

/** One referral of the marked record, with some optional questions left unanswered. */
const anyReferral = fc.record({
  level: fc.constantFrom(...SHARING_LEVELS),
  withNote: fc.boolean(),
  issuedToday: fc.boolean(),
  sendsNhsNumber: fc.boolean(),
  professionKnown: fc.boolean(),
  registeredElsewhere: fc.boolean(),
  mainCondition: fc.constantFrom('coded' as const, 'uncoded' as const, 'group' as const),
  ticked: fc.boolean(),
  addressAsInRecord: fc.boolean(),
  unanswered: fc.subarray([...OPTIONAL]),
})
type AnyReferral = typeof anyReferral extends fc.Arbitrary<infer T> ? T : never

function answersOf(given: AnyReferral): Record<string, Marked> {
  const asked = Object.entries(TABLE).filter(([linkId]) => !given.unanswered.some(each => each === linkId))
  const main: Marked =
    given.mainCondition === 'group'
      ? {
          leaves: 'standard',
          answers: [option('main-condition', 'musculoskeletal')],
          marks: ['musculoskeletal'],
        }
      : {
          leaves: 'full',
          answers: [pickedCondition('main condition', given.mainCondition === 'uncoded')],
          marks: [
            mark('main condition text'),
            ...(given.mainCondition === 'coded' ? [mark('main condition code'), mark('main condition display')] : []),
          ],
        }
  return {
    ...Object.fromEntries(asked),
    sharing: { leaves: 'basic', answers: [option('sharing', given.level)], marks: [] },
    'main-condition': main,
    ...(given.withNote
      ? {}
      : {
          pathway: { leaves: 'standard', answers: [option('pathway', 'refer')], marks: [] } satisfies Marked,
          evidence: choice('evidence', 'patient-understands', 'standard'),
        }),
    ...(given.ticked
      ? {
          'other-conditions': {
            leaves: 'full',
            answers: [pickedCondition('ticked condition')],
            marks: [mark('ticked condition text'), mark('ticked condition code')],
          } satisfies Marked,
        }
      : {}),
    ...(given.addressAsInRecord
      ? {
          'contact-address': {
            leaves: 'basic',
            answers: [{ valueString: HOME }],
            marks: HOME.split(', '),
          } satisfies Marked,
        }
      : {}),
  }
}

/** Whether a question is asked at all in this referral. */
function isAsked(linkId: string, given: AnyReferral): boolean {
  if (linkId === 'profession') return !given.professionKnown
  if (linkId === 'told-by') return !given.unanswered.includes('interpreter')
  if (linkId === 'note-adjustments') return given.withNote && !given.unanswered.includes('note-advice')
  return given.withNote || !NOTE_ITEMS.includes(linkId)
}

/** What the design lets leave of what is not an answer. */
const always = (given: AnyReferral): string[] => [
  ...human('name'),
  mark('name text'),
  BORN,
  ...human('clinician'),
  given.professionKnown ? GMC_NUMBER : mark('sds user id'),
  mark('role profile id'),
  ...place('practice'),
  ...(given.registeredElsewhere ? place('registered practice') : []),
  ...(given.sendsNhsNumber ? [NHS_NUMBER] : []),
]

function send(given: AnyReferral) {
  const marked = answersOf(given)
  const record = markedRecord(given)
  const answers: Answers = Object.fromEntries(Object.entries(marked).map(([linkId, { answers }]) => [linkId, answers]))
  const unanswered = Object.fromEntries(given.unanswered.filter(each => !answers[each]).map(each => [each, []]))
  const { bundle } = writtenReferral({
    record,
    answers: { ...unanswered, ...answers },
    issuedToday: given.issuedToday,
    service: workWellService(given.sendsNhsNumber ? {} : { nhsNumber: { send: 'never' } }),
  })
  return { marked, record, bundle }
}

const marksIn = (text: string, marks: Iterable<string>) => [...marks].filter(each => text.includes(each)).toSorted()

describe('what leaves at each level (hazard H09)', () => {
  it('every question of the Questionnaire has been decided on in this test', () => {
    const questions = itemsOf(QUESTIONS).filter(each => each.type !== 'group' && each.type !== 'display')
    expect([...Object.keys(TABLE), ...EXTRA_ANSWERS].toSorted()).toEqual(questions.map(each => each.linkId).toSorted())
  })

  it('is exactly what the design lists, whatever the record holds and whatever was answered', () => {
    fc.assert(
      fc.property(anyReferral, given => {
        const { marked, record, bundle } = send(given)
        const agreed = SHARING_LEVELS.indexOf(given.level)
        const leaving = Object.entries(marked).filter(
          ([linkId, { leaves }]) => isAsked(linkId, given) && SHARING_LEVELS.indexOf(leaves) <= agreed,
        )
        const everything = new Set([
          ...(JSON.stringify([record, marked]).match(/«[^»]+»|19\d\d-\d\d-\d\d/g) ?? []),
          ...Object.values(marked).flatMap(each => each.marks),
          ...always(given),
          NHS_NUMBER,
        ])
        const expected = new Set([...leaving.flatMap(([, { marks }]) => marks), ...always(given)])
        const attachments = objectsIn(bundle).flatMap(each => (typeof each.data === 'string' ? [each.data] : []))
        const sent = [JSON.stringify(bundle), ...attachments.map(each => Buffer.from(each, 'base64').toString('utf8'))]
        expect(marksIn(sent.join('\n'), everything)).toEqual([...expected].toSorted())
      }),
      { numRuns: 200 },
    )
  })

  it('is an answer only if its question may leave: booleans and kinds too', () => {
    fc.assert(
      fc.property(anyReferral, given => {
        const { marked, bundle } = send(given)
        const agreed = SHARING_LEVELS.indexOf(given.level)
        const answered = objectsIn(resourceIn(bundle, 'QuestionnaireResponse')).flatMap(each =>
          typeof each.linkId === 'string' && each.answer ? [each.linkId] : [],
        )
        const expected = Object.entries(marked).flatMap(([linkId, { leaves }]) => {
          const from = linkId === 'main-condition' ? 'standard' : leaves
          return isAsked(linkId, given) && SHARING_LEVELS.indexOf(from) <= agreed ? [linkId] : []
        })
        expect(answered.toSorted()).toEqual(expected.toSorted())
        const urls = resourceIn(bundle, 'Patient').extension?.map(each => each.url) ?? []
        expect(urls.toSorted()).toEqual(
          [
            ...(given.sendsNhsNumber ? [] : [EXT.nhsNumberUnavailable]),
            ...(answered.includes('interpreter') ? [EXT.interpreterRequired] : []),
          ].toSorted(),
        )
      }),
      { numRuns: 100 },
    )
  })

  it('says at the standard level which kind of condition it is, and at the basic level nothing', () => {
    const codeAt = (level: SharingLevel) => {
      const { bundle } = writtenReferral({ answers: { sharing: [option('sharing', level)] } })
      return JSON.stringify(bundle).includes('musculoskeletal')
    }
    expect(SHARING_LEVELS.map(codeAt)).toEqual([false, true, true])
  })
})

describe('the answers that are shared', () => {
  const { referral, response } = writtenReferral({ answers: { sharing: [option('sharing', 'standard')] } })
  const shared = (item: typeof response.item) => sharedAnswers({ ...response, item: item ?? [] }, referral)

  it.each(['employer', 'constructor', '__proto__', ''])(
    'nothing of a question that the table does not list: "%s"',
    linkId => {
      expect(shared([{ linkId, answer: [{ valueString: 'x' }] }])).toEqual([])
    },
  )

  it('a question below another one is judged by its own level', () => {
    const below = [
      { linkId: 'occupation', answer: [{ valueString: 'o' }] },
      { linkId: 'treatment-awaited', answer: [{ valueString: 't' }] },
    ]
    expect(shared([{ linkId: 'language', answer: [{ valueString: 'Urdu', item: below }] }])).toEqual([
      { linkId: 'language', answer: [{ valueString: 'Urdu', item: below.slice(0, 1) }] },
    ])
    expect(shared([{ linkId: 'language', answer: [{ item: below.slice(1) }] }])).toEqual([])
  })

  it('nothing that stands beside the answer in the form: no id, no extension', () => {
    const extension = [{ url: 'https://ehr.example/note', valueString: 'x' }]
    const beside = { id: 'x', extension }
    const item = { linkId: 'language', text: 'Language', answer: [{ valueString: 'Urdu', ...beside }], ...beside }
    expect(shared([item])).toEqual([{ linkId: 'language', text: 'Language', answer: [{ valueString: 'Urdu' }] }])
  })

  it('no group that has become empty', () => {
    expect(
      shared([{ linkId: 'more', item: [{ linkId: 'treatment-awaited', answer: [{ valueString: 't' }] }] }]),
    ).toEqual([])
  })

  it('a problem without a code by its words, not by its id in the record', () => {
    const { referral: full } = writtenReferral()
    const coding = { system: CS.recordCondition, code: 'Condition/9', display: 'Tiredness' }
    expect(
      sharedAnswers({ ...response, item: [{ linkId: 'other-conditions', answer: [{ valueCoding: coding }] }] }, full),
    ).toEqual([{ linkId: 'other-conditions', answer: [{ valueCoding: { display: 'Tiredness' } }] }])
  })
})

it('each level holds the levels before it', () => {
  for (const [at, agreed] of SHARING_LEVELS.entries())
    expect(SHARING_LEVELS.filter(from => mayLeave(from, agreed))).toEqual(SHARING_LEVELS.slice(0, at + 1))
})

it('each choice says what it means', () => {
  expect(new Set(Object.values(SHARING_MEANS)).size).toBe(4)
})
