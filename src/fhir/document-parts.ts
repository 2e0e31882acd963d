import type { CompositionSection, Patient, Practitioner } from 'fhir/r4.js'
import { type Clinician, PROFESSION_NAMES } from '../domain/clinician.ts'
import { asStated } from '../domain/stated-referrer.ts'
import { own } from './codes.ts'
import type { EhrRecord } from './ehr-record.ts'
import { currentName, displayName } from './elements.ts'
import { CS, ukCore } from './systems.ts'
import { practitionerIdentifier } from './write-referrer.ts'

// What every document of this app has in common: whom it is about, who wrote it, and how its words are marked up.

export const patientNameIn = (record: EhrRecord): string =>
  displayName(currentName(record.patient.name, new Date(record.readAt))) ?? 'Name not in the record'

export const documentPatient = (record: EhrRecord): Patient => ({
  resourceType: 'Patient',
  meta: { profile: [ukCore('Patient')] },
  name: [{ text: patientNameIn(record) }],
  ...(record.patient.birthDate ? { birthDate: record.patient.birthDate } : {}),
})

export const documentAuthor = (record: EhrRecord, { name, profession }: Clinician): Practitioner => ({
  resourceType: 'Practitioner',
  meta: { profile: [ukCore('Practitioner')] },
  identifier: [practitionerIdentifier(record)],
  name: [{ text: name === 'unknown' ? 'Name not in the record' : name }],
  ...(profession === 'unknown'
    ? {}
    : {
        qualification: [
          {
            code: {
              coding: [own(CS.profession, profession.is, PROFESSION_NAMES[profession.is])],
              text:
                profession.from === 'record'
                  ? PROFESSION_NAMES[profession.is]
                  : asStated(PROFESSION_NAMES[profession.is]),
            },
          },
        ],
      }),
})

export const section = (
  title: string,
  html: string,
  entry?: readonly { readonly reference: string }[],
): CompositionSection => ({
  title,
  text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${html}</div>` },
  ...(entry ? { entry: [...entry] } : {}),
})

export const paragraph = (text: string): string => `<p>${escaped(text)}</p>`

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
