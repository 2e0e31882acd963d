import type { HumanName } from 'fhir/r4.js'
import type { HumanNameRecord } from './ehr-record.ts'

/** A name's parts, and nothing else that the record holds with it. */
export const writeName = (name: HumanNameRecord, use: 'official' | 'usual'): HumanName => ({
  use,
  ...(name.text ? { text: name.text } : {}),
  ...(name.family ? { family: name.family } : {}),
  ...(name.given?.length ? { given: name.given } : {}),
  ...(name.prefix?.length ? { prefix: name.prefix } : {}),
})
