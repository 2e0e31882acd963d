import type {
  Questionnaire,
  QuestionnaireItem,
  QuestionnaireResponse,
  QuestionnaireResponseItem,
  ValueSet,
} from 'fhir/r4.js'
import { EXT } from '../../src/fhir/systems.ts'

export const COLOURS = 'https://example.org/colours'
export const control = (code: string) => ({
  url: EXT.itemControl,
  valueCodeableConcept: { coding: [{ system: 'http://hl7.org/fhir/questionnaire-item-control', code }] },
})
export const coding = (code: string, display: string) => ({ valueCoding: { system: COLOURS, code, display } })

const sizes: ValueSet = {
  resourceType: 'ValueSet',
  id: 'sizes',
  status: 'active',
  compose: {
    include: [
      {
        system: 'https://example.org/sizes',
        concept: [
          { code: 's', display: 'Small' },
          { code: 'l', display: 'Large' },
        ],
      },
    ],
  },
}

/** One item of every R4 type, in groups, with repeats, value sets and options of every kind. */
export const everyItemType = {
  resourceType: 'Questionnaire',
  url: 'https://example.org/Questionnaire/every-item-type',
  version: '2',
  status: 'active',
  contained: [sizes],
  item: [
    { linkId: 'intro', type: 'display', text: 'Please read this first' },
    { linkId: 'yes-no', type: 'boolean', text: 'Is it so?' },
    { linkId: 'tick', type: 'boolean', text: 'I have told the patient', extension: [control('check-box')] },
    { linkId: 'decimal', type: 'decimal', text: 'A decimal' },
    { linkId: 'integer', type: 'integer', text: 'An integer' },
    { linkId: 'date', type: 'date', text: 'A date' },
    { linkId: 'moment', type: 'dateTime', text: 'A moment' },
    { linkId: 'time', type: 'time', text: 'A time' },
    { linkId: '1.1', type: 'string', text: 'A line', maxLength: 40 },
    { linkId: 'lines', type: 'string', text: 'Several lines', repeats: true },
    { linkId: 'days', type: 'date', text: 'Several days', repeats: true },
    { linkId: 'text', type: 'text', text: 'A text' },
    { linkId: 'url', type: 'url', text: 'A web address' },
    {
      linkId: 'colour',
      type: 'choice',
      text: 'Which colour?',
      answerOption: [coding('r', 'Red'), coding('b', 'Blue'), { valueString: 'No colour' }],
    },
    {
      linkId: 'colours',
      type: 'choice',
      text: 'Which colours?',
      repeats: true,
      answerOption: [
        coding('r', 'Red'),
        coding('b', 'Blue'),
        { ...coding('none', 'None of these'), extension: [{ url: EXT.optionExclusive, valueBoolean: true }] },
      ],
    },
    {
      linkId: 'size',
      type: 'choice',
      text: 'Which size?',
      answerValueSet: '#sizes',
      extension: [control('drop-down')],
    },
    {
      linkId: 'number',
      type: 'choice',
      text: 'Which number?',
      answerOption: [{ valueInteger: 1 }, { valueInteger: 2 }],
    },
    { linkId: 'open', type: 'open-choice', text: 'Which fruit?', answerOption: [{ valueString: 'Apple' }] },
    {
      linkId: 'open-many',
      type: 'open-choice',
      text: 'Which fruits?',
      repeats: true,
      answerOption: [{ valueString: 'Apple' }],
    },
    {
      linkId: 'weight',
      type: 'quantity',
      text: 'Weight',
      extension: [{ url: EXT.unit, valueCoding: { system: 'http://unitsofmeasure.org', code: 'kg', display: 'kg' } }],
    },
    { linkId: 'dose', type: 'quantity', text: 'Dose' },
    { linkId: 'file', type: 'attachment', text: 'A file' },
    { linkId: 'link', type: 'reference', text: 'A link' },
    {
      linkId: 'outer',
      type: 'group',
      text: 'Outer group',
      item: [
        {
          linkId: 'inner',
          type: 'group',
          text: 'Inner group',
          item: [{ linkId: 'deep', type: 'string', text: 'Deep' }],
        },
      ],
    },
    {
      linkId: 'job',
      type: 'group',
      text: 'Job',
      repeats: true,
      item: [
        { linkId: 'title', type: 'string', text: 'Job title' },
        {
          linkId: 'since',
          type: 'date',
          text: 'Since',
          enableWhen: [{ question: 'title', operator: 'exists', answerBoolean: true }],
        },
      ],
    },
    {
      linkId: 'parent',
      type: 'string',
      text: 'Parent question',
      item: [{ linkId: 'child', type: 'string', text: 'Child question' }],
    },
  ],
} satisfies Questionnaire

export const base = { subject: { reference: 'Patient/1' }, authored: '2026-09-01T09:00:00+01:00' }

export const questionnaireOf = (...item: QuestionnaireItem[]): Questionnaire => ({
  resourceType: 'Questionnaire',
  status: 'active',
  item,
})

export const responseOf = (...item: QuestionnaireResponseItem[]): QuestionnaireResponse => ({
  resourceType: 'QuestionnaireResponse',
  status: 'in-progress',
  ...(item.length === 0 ? {} : { item }),
})
