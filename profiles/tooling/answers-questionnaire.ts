import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Extension } from 'fhir/r4.js'
import { EXT } from '../../src/fhir/systems.ts'

const FORM = join(import.meta.dirname, '..', 'fhir', 'Questionnaire-workwell-referral.json')

interface Item {
  readonly linkId: string
  readonly type: string
  readonly item?: readonly Item[]
  readonly extension?: readonly Extension[]
  readonly [element: string]: unknown
}

/** The form offers the record's own problems here: no list of options holds for every patient. */
const OFFERS_THE_RECORDS_PROBLEMS = ['main-condition', 'other-conditions']

/**
 * The Questionnaire that the answers keep once they are taken: the form's own questions without its logic. What leaves is cut to
 * the sharing level, and a question that the record answered was never asked: neither can be a whole response to the form.
 */
export function answersQuestionnaire(): [name: string, text: string] {
  const form: { item: Item[]; url: string; version: string; title: string; [element: string]: unknown } = JSON.parse(
    readFileSync(FORM, 'utf8'),
  )
  const answers = {
    resourceType: 'Questionnaire',
    id: 'workwell-referral-answers',
    url: `${form.url}-answers`,
    version: form.version,
    name: 'WorkWellReferralAnswers',
    title: `${form.title}: the answers`,
    status: form.status,
    experimental: form.experimental,
    subjectType: form.subjectType,
    date: form.date,
    publisher: form.publisher,
    description:
      'The questions of the referral form without its logic, for the answers that are kept in the record or sent: nothing is required, since what is sent is cut to what the patient agreed to share.',
    item: form.item.map(question),
  }
  return ['Questionnaire-workwell-referral-answers.json', `${JSON.stringify(answers, null, 2)}\n`]
}

function question({ item, ...rest }: Item): Item {
  const { extension = [], enableWhen: _when, enableBehavior: _how, required: _must, initial: _first, ...kept } = rest
  const { answerOption: _someOptions, ...open } = kept
  // To whom the answer goes is true of it wherever it is kept.
  const leaves = extension.filter(({ url }) => url === EXT.answerLeaves)
  return {
    ...(leaves.length > 0 ? { extension: leaves } : {}),
    ...(OFFERS_THE_RECORDS_PROBLEMS.includes(rest.linkId) ? open : kept),
    linkId: rest.linkId,
    type: rest.type,
    ...(item ? { item: item.map(question) } : {}),
  }
}
