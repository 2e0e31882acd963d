import { readFileSync } from 'node:fs'
import type { Extension, FhirResource, Observation, Parameters, Questionnaire } from 'fhir/r4.js'
import { EXT } from '../../src/fhir/systems.ts'
import { fhirPath } from '../questionnaire/expressions.ts'
import { GP, patientRecord } from '../support/ehr-record.ts'

const PATIENT: FhirResource = { ...(patientRecord() as FhirResource) }

const launchContext = (name: string, type: string): Extension => ({
  url: EXT.launchContext,
  extension: [
    { url: 'name', valueCoding: { system: 'http://hl7.org/fhir/uv/sdc/CodeSystem/launchContext', code: name } },
    { url: 'type', valueCode: type },
  ],
})

const measured = (id: string, value: number, unit: string): Observation => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { text: id },
  valueQuantity: { value, unit },
})

const answerTo = (linkId: string): string => `%resource.item.where(linkId = '${linkId}').answer.value`

/** Two values of the record and one that is worked out from them. */
const bodyMassIndex: Questionnaire = {
  resourceType: 'Questionnaire',
  id: 'bmi',
  status: 'active',
  extension: ['height', 'weight'].map(name => launchContext(name, 'Observation')),
  item: [
    { linkId: 'height', type: 'decimal', extension: [fhirPath(EXT.initialExpression, '%height.value.value')] },
    { linkId: 'weight', type: 'decimal', extension: [fhirPath(EXT.initialExpression, '%weight.value.value')] },
    {
      linkId: 'bmi',
      type: 'decimal',
      extension: [
        fhirPath(EXT.calculatedExpression, `(${answerTo('weight')} / (${answerTo('height')} / 100).power(2)).round(1)`),
      ],
    },
  ],
}

/** A long form: each of its questions is answered from the record, by an expression of its own. */
const answered = (questions: number): Questionnaire => ({
  resourceType: 'Questionnaire',
  id: 'long',
  status: 'active',
  extension: [launchContext('patient', 'Patient')],
  item: Array.from({ length: questions }, (_, at) => ({
    linkId: `${at}`,
    type: 'string',
    text: `Question ${at}`,
    extension: [
      fhirPath(
        EXT.initialExpression,
        `%patient.name.where(use = 'official' or ${at} >= 0).first().family & ' to question ' & '${at}'`,
      ),
    ],
  })),
})

const ours = (): Questionnaire =>
  JSON.parse(readFileSync(new URL('../../profiles/fhir/Questionnaire-workwell-referral.json', import.meta.url), 'utf8'))

function parameters(questionnaire: Questionnaire, contexts: Readonly<Record<string, FhirResource>>): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'questionnaire', resource: questionnaire },
      { name: 'subject', valueReference: { reference: `Patient/${PATIENT.id}` } },
      ...Object.entries(contexts).map(([name, resource]) => ({
        name: 'context',
        part: [
          { name: 'name', valueString: name },
          { name: 'content', resource },
        ],
      })),
    ],
  }
}

/** What is sent to `$populate`, ours and theirs, by what it is. */
export const formsToFill = (): Readonly<Record<string, string>> => ({
  'BMI form': JSON.stringify(
    parameters(bodyMassIndex, {
      patient: PATIENT,
      height: measured('height', 175, 'cm'),
      weight: measured('weight', 70, 'kg'),
    }),
  ),
  'our form': JSON.stringify(parameters(ours(), { patient: PATIENT, user: GP as FhirResource })),
  '116 answers': JSON.stringify(parameters(answered(116), { patient: PATIENT })),
})
