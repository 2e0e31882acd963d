import type { Condition, FhirResource, HumanName, Patient } from 'fhir/r4.js'
import { CS, EXT, ID } from '../../src/fhir/systems.ts'
import { mark } from '../fhir/marked-record.ts'

/** A record that can be kept by a FHIR server, with a mark in every field that could be printed by mistake. */
export const markedId = (area: string): string => `patient-marked-${area.toLowerCase()}`
export const NHS_NUMBER = '9990548609'
export const BORN = { day: '7', month: '2', year: '1961' }
export const NAME = mark('family name')
/** The record's words for the problem that is picked; its code is one of muscles, bones or joints. */
export const PICKED = { words: mark('picked problem'), code: 'M54.5' }

const human = (label: string, use: HumanName['use']): HumanName => ({
  ...(use && { use }),
  family: mark(label),
  given: [mark(`${label} given`)],
})
const concept = (label: string) => ({
  text: mark(label),
  coding: [{ system: CS.icd10, display: mark(`${label} display`) }],
})

const patient = (area: string): Patient => ({
  resourceType: 'Patient',
  id: markedId(area),
  text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${mark('narrative')}</div>` },
  extension: [{ url: EXT.ethnicCategory, valueCodeableConcept: concept('ethnicity') }],
  identifier: [
    { system: ID.nhsNumber, value: NHS_NUMBER },
    { system: 'https://ehr.example/mrn', value: mark('hospital number') },
    { system: 'https://ehr.example/ni', value: mark('national insurance number') },
  ],
  name: [
    { use: 'official', family: NAME, given: ['Robin'] },
    human('maiden name', 'maiden'),
    human('usual name', 'nickname'),
  ],
  telecom: [
    { system: 'phone', use: 'mobile', value: mark('phone in the record') },
    { system: 'phone', use: 'work', value: mark('phone at work') },
    { system: 'email', value: mark('e-mail in the record') },
  ],
  gender: 'other',
  birthDate: '1961-02-07',
  address: [
    { use: 'home', line: [mark('line in the record')], city: mark('city in the record'), postalCode: `${area} 3VZ` },
    { use: 'temp', line: [mark('second line')], city: mark('second city') },
  ],
  maritalStatus: concept('marital status'),
  contact: [{ name: human('next of kin', 'official'), telecom: [{ value: mark('phone of next of kin') }] }],
  generalPractitioner: [{ display: mark('named gp') }],
})

const problem = (area: string, id: string, words: string, code: string): Condition => ({
  resourceType: 'Condition',
  id: `${markedId(area)}-${id}`,
  clinicalStatus: { coding: [{ system: CS.conditionClinical, code: 'active' }] },
  verificationStatus: { coding: [{ system: CS.conditionVerification, code: 'confirmed' }] },
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'problem-list-item' }] },
  ],
  code: { text: words, coding: [{ system: CS.icd10, code, display: words }] },
  subject: { reference: `Patient/${markedId(area)}` },
  onsetDateTime: '2026-06-01',
  note: [{ text: mark(`note at ${id}`) }],
})

/** The patient as they live in this postcode area, which decides who their service is. */
export const markedResources = (area: string): FhirResource[] => [
  patient(area),
  {
    resourceType: 'Encounter',
    id: `${markedId(area)}-encounter`,
    status: 'in-progress',
    class: { system: CS.actCode, code: 'AMB', display: 'ambulatory' },
    subject: { reference: `Patient/${markedId(area)}` },
    reasonCode: [{ text: mark('reason of the consultation') }],
  },
  problem(area, 'picked', PICKED.words, PICKED.code),
  problem(area, 'other', mark('other problem'), 'J45'),
]

/** In no paper's lines, and so never to be printed: whatever the record holds besides what the papers are about. */
export const NEVER = [
  ...['narrative', 'ethnicity', 'ethnicity display', 'hospital number', 'national insurance number', 'maiden name'],
  ...['usual name', 'phone in the record', 'phone at work', 'e-mail in the record', 'line in the record'],
  ...['city in the record', 'second line', 'second city', 'marital status', 'next of kin', 'phone of next of kin'],
  ...['named gp', 'note at picked', 'note at other', 'reason of the consultation', 'other problem'],
].map(mark)
