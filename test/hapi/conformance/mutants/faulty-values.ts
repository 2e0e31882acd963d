import type { Json } from './json-paths.ts'

/** What nobody agreed to share. */
export const FREE_TEXT = 'Drinks two bottles of wine a day'
const SOMEBODY = 'Somebody else, 1 Other Street'

/** A value for an element that a message leaves out, by its type; undefined where there is none to be made. */
export function valueFor(type: string): Json | undefined {
  return VALUES[type]
}

const VALUES: Readonly<Record<string, Json>> = {
  string: FREE_TEXT,
  markdown: FREE_TEXT,
  code: 'x',
  boolean: true,
  integer: 7,
  positiveInt: 7,
  unsignedInt: 7,
  decimal: 7.5,
  date: '2026-09-03',
  dateTime: '2026-09-03T09:12:00.000Z',
  instant: '2026-09-03T09:12:00.000Z',
  time: '10:30:00',
  uri: 'https://other.example/x',
  url: 'https://other.example/x',
  canonical: 'https://other.example/x',
  base64Binary: 'RHJpbmtz',
  CodeableConcept: { text: FREE_TEXT },
  Coding: { system: 'http://snomed.info/sct', display: FREE_TEXT },
  Reference: { display: SOMEBODY },
  Identifier: { system: 'https://other.example/Id/x', value: '12' },
  Period: { start: '2026-09-03' },
  Annotation: { text: FREE_TEXT },
  Quantity: { value: 7, unit: FREE_TEXT },
  Age: { value: 7, unit: FREE_TEXT },
  Range: { low: { value: 7, unit: FREE_TEXT } },
  Timing: { code: { text: FREE_TEXT } },
  Attachment: { title: FREE_TEXT },
  HumanName: { text: SOMEBODY },
  Address: { text: SOMEBODY },
  ContactPoint: { system: 'phone', value: '07700 900999' },
  Narrative: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${FREE_TEXT}</div>` },
}

/** Elements that a data type has, for those that a resource's profile does not list one by one. */
export const PARTS: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  meta: {
    tag: [{ system: 'https://other.example/tag', code: 'x', display: FREE_TEXT }],
    security: [
      { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R', display: 'restricted' },
    ],
    source: 'https://record.other.example/Patient/1',
  },
  Reference: {
    display: SOMEBODY,
    type: 'Device',
    identifier: { system: 'https://other.example/Id/x', value: '12' },
  },
  Identifier: {
    use: 'secondary',
    type: { text: FREE_TEXT },
    period: { start: '1850-01-01' },
    assigner: { display: FREE_TEXT },
  },
  Coding: { version: FREE_TEXT, userSelected: true, display: FREE_TEXT },
  CodeableConcept: { text: FREE_TEXT },
  HumanName: { suffix: [FREE_TEXT], period: { start: '1850-01-01' }, text: FREE_TEXT },
  ContactPoint: { period: { start: '1850-01-01' }, use: 'old' },
  Address: { district: FREE_TEXT, state: FREE_TEXT, country: FREE_TEXT, period: { start: '1850-01-01' }, type: 'both' },
  Attachment: { url: 'https://other.example/x', size: 7, hash: 'RHJpbmtz', creation: '1850-01-01' },
  Annotation: { authorString: FREE_TEXT, time: '1850-01-01T00:00:00Z' },
}

/** Which data type an object is, by what stands in it. */
export function dataTypeOf(name: string, value: Readonly<Record<string, Json>>): string | undefined {
  const has = (...names: string[]) => names.every(each => each in value)
  if (name === 'meta') return 'meta'
  if (typeof value.reference === 'string') return 'Reference'
  if (Array.isArray(value.coding) || (has('text') && TEXT_ALONE.has(name))) return 'CodeableConcept'
  if (name === 'coding' || name === 'valueCoding') return 'Coding'
  if (name === 'identifier') return 'Identifier'
  if (name === 'name' && (has('family') || has('given') || has('text'))) return 'HumanName'
  if (name === 'telecom') return 'ContactPoint'
  if (name === 'address') return 'Address'
  if (has('contentType')) return 'Attachment'
  if (name === 'note' && has('text')) return 'Annotation'
  return undefined
}

/** CodeableConcepts of the messages that may have words alone. */
const TEXT_ALONE = new Set(['code', 'statusReason', 'valueCodeableConcept', 'type'])
