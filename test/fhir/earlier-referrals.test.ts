import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bundle, FhirResource } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { describeTransaction } from '../../src/fhir/describe-transaction.ts'
import { prepareQuestionnaire } from '../../src/fhir/prepare-questionnaire.ts'
import { readAnswers } from '../../src/fhir/read-answers.ts'
import { readContext } from '../../src/fhir/read-context.ts'
import { withoutDisabled } from '../../src/questionnaire/drop-disabled.ts'
import { validateAnswers } from '../../src/questionnaire/validate-answers.ts'
import { FIVE_TAPS, QUESTIONS, responseWith } from '../support/answers.ts'
import { ehrRecord } from '../support/ehr-record.ts'

const EARLIER = join(import.meta.dirname, '..', 'hapi', 'conformance', 'earlier')
const referrals = readdirSync(EARLIER).flatMap(version =>
  readdirSync(join(EARLIER, version))
    .filter(name => name.startsWith('patient-'))
    .map((name): [string, Bundle<FhirResource>] => [
      `${version} ${name}`,
      JSON.parse(readFileSync(join(EARLIER, version, name), 'utf8')),
    ]),
)

describe('a referral of a version before, queued or at a hub', () => {
  it.each(referrals)('%s is read as "Do not leave messages" (hazard H02)', (_name, bundle) => {
    expect(JSON.stringify(bundle)).not.toContain('contact-message')
    const said = describeTransaction(bundle).filter(({ label }) => label === 'Messages')
    expect(said.map(({ value }) => value)).toEqual(['Do not leave messages'])
  })
})

it('a draft of the version before has its answers and lacks nothing: the new questions are open', () => {
  const questions = prepareQuestionnaire(QUESTIONS, readContext(ehrRecord()))
  const response = { ...responseWith(FIVE_TAPS, questions), questionnaire: `${QUESTIONS.url}|1.0.0` }
  const kept = withoutDisabled(questions, response)
  expect(kept.item).toEqual(response.item)
  expect(validateAnswers(questions, kept)).toEqual([])
  const answers = readAnswers(kept, [])
  expect([answers.sharing, 'messages' in answers, 'toldBy' in answers]).toEqual(['standard', false, false])
})
