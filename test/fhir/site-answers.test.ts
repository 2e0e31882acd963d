import type { QuestionnaireResponse } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { SHARING_LEVELS } from '../../src/domain/referral.ts'
import { mayLeave } from '../../src/fhir/answer-leaves.ts'
import { CS, ID } from '../../src/fhir/systems.ts'
import { option } from '../support/answers.ts'
import { ehrRecord, NHS_NUMBER, patientRecord, workWellService } from '../support/ehr-record.ts'
import { resourceIn, resourcesIn, writtenReferral } from './written-referral.ts'

const siteResponse = {
  resourceType: 'QuestionnaireResponse',
  id: 'kept-here',
  meta: { tag: [{ code: 'kept-here' }] },
  status: 'in-progress',
  questionnaire: 'https://north.example/Questionnaire/more|2',
  subject: { reference: 'Patient/in-the-record' },
  source: { reference: 'Patient/in-the-record' },
  item: [
    {
      linkId: 'group',
      item: [
        {
          linkId: 'problem',
          answer: [
            {
              valueCoding: { system: CS.recordCondition, code: 'record-id-7', display: 'Sore knee' },
              item: [
                {
                  linkId: 'doctor',
                  answer: [{ valueReference: { reference: 'Practitioner/in-the-record', display: 'Dr Lee' } }],
                },
                { linkId: 'since', answer: [{ valueString: 'May' }] },
              ],
            },
          ],
        },
      ],
    },
  ],
} satisfies QuestionnaireResponse

describe.each(SHARING_LEVELS)('answers to questions that leave from level %s on', leavesFrom => {
  const service = workWellService({ extraQuestions: { file: 'more.json', leavesFrom } })

  it.each(SHARING_LEVELS)(
    'leave at %s only if that is as much or more, whoever calls the writer (hazard H09)',
    sharing => {
      const { bundle } = writtenReferral({ service, siteResponse, answers: { sharing: [option('sharing', sharing)] } })
      const forms = resourcesIn(bundle, 'QuestionnaireResponse').filter(each => /more/.test(each.questionnaire ?? ''))
      expect(forms).toHaveLength(mayLeave(leavesFrom, sharing) ? 1 : 0)
      expect(JSON.stringify(bundle).includes('Sore knee')).toBe(mayLeave(leavesFrom, sharing))
    },
  )
})

it('an answer whose question asks for more leaves at that level, whatever its pack says (hazard H09)', () => {
  const service = workWellService({ extraQuestions: { file: 'more.json', leavesFrom: 'basic' } })
  const siteLeaves = new Map([
    ['group', 'basic'],
    ['problem', 'basic'],
    ['doctor', 'full'],
    ['since', 'never'],
  ] as const)
  const sentAt = (sharing: string) => {
    const answers = { sharing: [option('sharing', sharing)] }
    const text = JSON.stringify(writtenReferral({ service, siteResponse, siteLeaves, answers }).bundle)
    return ['Sore knee', 'Dr Lee', '"since"'].filter(each => text.includes(each))
  }
  expect(sentAt('standard')).toEqual(['Sore knee'])
  expect(sentAt('full')).toEqual(['Sore knee', 'Dr Lee'])
})

describe('what leaves with answers to a service’s own questions', () => {
  const { issuer } = ehrRecord()
  it.each([
    [
      'a file’s address',
      { valueAttachment: { url: `${issuer}/Binary/77`, title: 'Letter' } },
      { valueAttachment: { title: 'Letter' } },
    ],
    ['an address in the record', { valueUri: `${issuer}/Observation/9` }, undefined],
    [
      'a code of the record alone',
      { valueCoding: { system: `${issuer}/codes`, code: '7', display: 'Knee' } },
      { valueCoding: { display: 'Knee' } },
    ],
    [
      'an id and an extension',
      { id: 'a1', valueString: 'By bus', extension: [{ url: 'x', valueString: 'secret' }] },
      { valueString: 'By bus' },
    ],
    [
      'an extension of a coding',
      {
        valueCoding: {
          system: 'https://north.example/cs',
          code: 'a',
          extension: [{ url: 'x', valueString: 'secret' }],
        },
      },
      { valueCoding: { system: 'https://north.example/cs', code: 'a' } },
    ],
    [
      'nothing of an address elsewhere',
      { valueUri: 'https://north.example/map' },
      { valueUri: 'https://north.example/map' },
    ],
    ['nothing of a number', { valueInteger: 3 }, { valueInteger: 3 }],
  ])('is an answer without %s', (_what, answer, leaves) => {
    const item = [
      {
        linkId: 'q',
        definition: `${issuer}/x`,
        extension: [{ url: 'x', valueReference: { reference: 'Condition/77' } }],
        answer: [answer],
      },
    ]
    const form = { ...siteResponse, item } as QuestionnaireResponse
    const service = workWellService({ extraQuestions: { file: 'more.json', leavesFrom: 'basic' } })
    const { bundle } = writtenReferral({ service, siteResponse: form })
    const sent = resourcesIn(bundle, 'QuestionnaireResponse').find(each => /more/.test(each.questionnaire ?? ''))
    expect(sent?.item).toEqual([{ linkId: 'q', ...(leaves ? { answer: [leaves] } : {}) }])
  })

  const service = workWellService({ extraQuestions: { file: 'more.json', leavesFrom: 'basic' } })
  it('is the answers in the words of the record, and no id of it', () => {
    const text = JSON.stringify(writtenReferral({ service, siteResponse }).bundle)
    expect(text).toContain(
      '{"linkId":"problem","answer":[{"valueCoding":{"display":"Sore knee"},"item":[{"linkId":"doctor","answer":[{"valueReference":{"display":"Dr Lee"}}]},{"linkId":"since"',
    )
    expect(text).not.toMatch(/record-id-7|in-the-record|kept-here/)
  })

  it('is nothing where the service asks nothing of its own', () => {
    const { bundle } = writtenReferral({ service: workWellService(), siteResponse })
    expect(resourcesIn(bundle, 'QuestionnaireResponse')).toHaveLength(1)
  })
})

it('an NHS number that the record writes under an older system leaves under today’s', () => {
  const patient = patientRecord({ identifier: [{ system: 'http://fhir.nhs.net/Id/nhs-number', value: NHS_NUMBER }] })
  const service = workWellService({ nhsNumber: { send: 'yes', agreement: 'x' } })
  const { bundle } = writtenReferral({ record: { ...ehrRecord(), patient }, service })
  expect(resourceIn(bundle, 'Patient').identifier).toContainEqual(
    expect.objectContaining({ system: ID.nhsNumber, value: NHS_NUMBER }),
  )
  expect(JSON.stringify(bundle)).not.toContain('fhir.nhs.net')
})
