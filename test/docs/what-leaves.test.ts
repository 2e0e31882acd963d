import { join } from 'node:path'
import type { Bundle, FhirResource, QuestionnaireItem } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { type AnswerLeaves, RECIPIENTS } from '../../src/fhir/answer-leaves.ts'
import type { EhrRecord } from '../../src/fhir/ehr-record.ts'
import { FORM_LEAVES } from '../../src/fhir/form-leaves.ts'
import { prepareQuestionnaire } from '../../src/fhir/prepare-questionnaire.ts'
import { readContext } from '../../src/fhir/read-context.ts'
import { CS } from '../../src/fhir/systems.ts'
import { loadQuestionnaire } from '../../src/profiles.ts'
import { writtenReferral } from '../fhir/written-referral.ts'
import { type Answers, itemsOf, option, QUESTIONS } from '../support/answers.ts'
import { ehrRecord, problem } from '../support/ehr-record.ts'

const FILE = join(import.meta.dirname, '..', '..', 'docs', 'what-leaves.md')
const LEVELS = ['basic', 'standard', 'full'] as const
type Level = (typeof LEVELS)[number]

const HEAD = `# What leaves, and to whom

Written and held by a test (\`test/docs/what-leaves.test.ts\`); whoever changes what leaves changes this list, in the same commit, for somebody to read.

## Question by question

To whom the answer goes, and the sharing level that the patient has to agree to. An empty cell: it does not go there. \`x\`: it goes there by another way than the referral
(the practice’s own record, or a paper that the patient hands on), whatever was agreed about the referral. Each question says this of itself, in the forms in \`profiles/fhir\`.

`

const ELEMENTS = `
## Element by element

Every element of a referral in which every question was answered, by the level that the patient agreed to. An empty cell: it does not leave at that level.

| Element | basic | standard | full |
|---|---|---|---|
`

const FORMS = ['referral', 'fit-note', 'health-and-work-report'] as const
const questionsOf = (form: (typeof FORMS)[number]) =>
  itemsOf(loadQuestionnaire(form === 'referral' ? 'workwell-referral' : form)).filter(
    each => each.type !== 'group' && each.type !== 'display',
  )

function levelWords(says: AnswerLeaves | undefined): string {
  if (!says) return ''
  return `${says.from ?? 'x'}${says.exactFrom ? `; as it was given: ${says.exactFrom}` : ''}`
}

const questionTable = FORMS.map(form => {
  const rows = questionsOf(form).map(({ linkId }) => {
    const says = FORM_LEAVES[form].get(linkId) ?? []
    return `| \`${linkId}\` | ${RECIPIENTS.map(to => levelWords(says.find(each => each.to === to))).join(' | ')} |\n`
  })
  return `| Form \`${form}\` | ${RECIPIENTS.join(' | ')} |\n|---|${RECIPIENTS.map(() => '---|').join('')}\n${rows.join('')}`
}).join('\n')

/** Which of several resources of one type: by the question that it was taken from. */
const nameOf = (resource: FhirResource): string => {
  const value = 'identifier' in resource ? [resource.identifier].flat()[0] : undefined
  const part = typeof value === 'object' && 'value' in value ? /\.([a-z-]+)$/.exec(String(value.value))?.[1] : undefined
  return part ? `${resource.resourceType} (${part})` : resource.resourceType
}

/** Elements that hold something, without positions; an answer goes by the name of its question, an extension by its own. */
function elementsIn(value: unknown, at: string): string[] {
  if (Array.isArray(value)) return value.flatMap(each => elementsIn(each, at))
  if (typeof value !== 'object' || value === null) return [at]
  const { linkId, url } = value as { linkId?: string; url?: string }
  const name = linkId ?? (at.endsWith('.extension') ? url?.split('/').at(-1) : undefined)
  const here = name ? `${at}[${name}]` : at
  return Object.entries(value).flatMap(([key, inner]) =>
    (key === 'linkId' || key === 'url') && name ? [] : elementsIn(inner, `${here}.${key}`),
  )
}

const elementsOf = (bundle: Bundle<FhirResource>): Set<string> =>
  new Set(
    (bundle.entry ?? []).flatMap(({ resource }) => {
      if (!resource) return []
      const { resourceType: _type, meta: _claims, ...rest } = resource
      return elementsIn(rest, nameOf(resource))
    }),
  )

/** Something that a question takes, by its type; of options the first. */
const anAnswer = ({ linkId, type, answerOption = [] }: QuestionnaireItem): Answers[string] => {
  const [first] = answerOption
  if (first?.valueCoding) return [{ valueCoding: first.valueCoding }]
  if (type === 'boolean') return [{ valueBoolean: true }]
  if (type === 'date') return [{ valueDate: '2026-09-03' }]
  if (type === 'string' || type === 'text') return [{ valueString: `Answer to ${linkId}` }]
  throw new Error(`${linkId}: no answer of type ${type} is known to this test`)
}

/** Two problems, so that another one can be ticked; and once a record that is silent about who refers, so that it is asked. */
const KNOWN = {
  conditions: [
    problem('one'),
    problem('uncoded', { code: { text: 'Long Covid' } }),
    problem('two', { code: { coding: [{ system: CS.icd10, code: 'F32.9', display: 'Depressive episode' }] } }),
  ],
}
const SILENT = {
  ...KNOWN,
  practitioner: undefined,
  practitionerRole: undefined,
  organization: undefined,
  registeredPractice: undefined,
}
const everyAnswer = (record: Partial<EhrRecord>): Answers =>
  Object.fromEntries(
    itemsOf(prepareQuestionnaire(QUESTIONS, readContext(ehrRecord(record))))
      .filter(each => each.type !== 'group' && each.type !== 'display')
      .map(each => [each.linkId, anAnswer(each)]),
  )

/** Ways through the form on which every question is asked at least once; all that a way asks is answered. */
const WAYS: readonly Answers[] = [
  {
    'main-condition': [
      { valueCoding: { system: CS.recordCondition, code: 'Condition/uncoded', display: 'Long Covid' } },
    ],
  },
  { pathway: [option('pathway', 'note-and-refer')], concern: [option('concern', 'urgent')] },
  {
    pathway: [option('pathway', 'refer')],
    concern: [option('concern', 'phone-first')],
    'work-status': [option('work-status', 'employed-off-sick')],
  },
  {
    pathway: [option('pathway', 'note-and-refer')],
    'main-condition': [option('main-condition', 'musculoskeletal')],
    'note-advice': [option('note-advice', 'may-be-fit')],
    'note-adjustments': [option('note-adjustments', 'phased-return'), option('note-adjustments', 'amended-duties')],
  },
]

const leaving = new Map<Level, Set<string>>(
  LEVELS.map(level => [
    level,
    new Set(
      [KNOWN, SILENT].flatMap(record =>
        WAYS.flatMap(way => {
          const answers = { ...everyAnswer(record), ...way, sharing: [option('sharing', level)] }
          return [...elementsOf(writtenReferral({ record, answers }).bundle)]
        }),
      ),
    ),
  ]),
)
const leaves = (level: Level, element: string): boolean => leaving.get(level)?.has(element) ?? false
const all = [...new Set(LEVELS.flatMap(level => [...(leaving.get(level) ?? [])]))].toSorted()

describe('docs/what-leaves.md', () => {
  it('lists every element that leaves, and at which level', async () => {
    const rows = all.map(
      element => `| ${[`\`${element}\``, ...LEVELS.map(level => (leaves(level, element) ? 'x' : ''))].join(' | ')} |\n`,
    )
    const text = HEAD + questionTable + ELEMENTS + rows.join('')
    // After a change that is meant: npm run generate
    await expect(text).toMatchFileSnapshot(FILE)
  })

  it('has every question of the referral: from the level on that it names, and not one below it', () => {
    const answeredAt = (linkId: string) =>
      LEVELS.filter(level => all.some(each => each.includes(`[${linkId}].answer.`) && leaves(level, each)))
    for (const { linkId } of questionsOf('referral')) {
      const from = FORM_LEAVES.referral.get(linkId)?.find(each => each.to === 'service')?.from
      expect([linkId, answeredAt(linkId)]).toEqual([linkId, from ? LEVELS.slice(LEVELS.indexOf(from)) : []])
    }
  })

  it('a higher level takes nothing away', () => {
    expect(all.filter(element => leaves('basic', element) && !leaves('standard', element))).toEqual([])
    expect(all.filter(element => leaves('standard', element) && !leaves('full', element))).toEqual([])
  })

  it('nothing of the condition, the note or the job leaves at the basic level (hazard H09)', () => {
    const basic = all.filter(element => leaves('basic', element))
    expect(
      basic.filter(each =>
        /note|adjustment|functional|occupation|main-condition\]|Condition \(main-condition\)\.code\.coding/.test(each),
      ),
    ).toEqual([])
  })
})
