import { z } from 'zod'
import { fail, ok, type Result } from '../../domain/result.ts'
import { fetchFhir } from './fetch-fhir.ts'
import {
  isHubCopy,
  type ListedPatient,
  listedPatient,
  type PatientResource,
  patientResource,
} from './listed-patient.ts'
import { safeId } from './ownership.ts'

export interface PatientList {
  readonly patients: readonly ListedPatient[]
  /** There are more on the server than are shown. */
  readonly more: boolean
}

const MOST_PAGES = 10

const searchset = z.object({
  resourceType: z.literal('Bundle'),
  entry: z.array(z.object({ resource: z.unknown() })).default([]),
  link: z.array(z.object({ relation: z.string(), url: z.string() })).default([]),
})

const encounters = z.object({
  entry: z.array(z.object({ resource: z.object({ resourceType: z.literal('Encounter'), id: safeId }) })).default([]),
})

/** The next page, only where it is on the same base: a server may not send us elsewhere. */
function nextPage({ link }: z.infer<typeof searchset>, fhirBaseUrl: string): string | undefined {
  const url = link.find(({ relation }) => relation === 'next')?.url
  return url?.startsWith(fhirBaseUrl) && /^[/?]/.test(url.slice(fhirBaseUrl.length)) ? url : undefined
}

/** All patients of the FHIR server in its own order, so that the built-in ones stand as they were loaded: typical ones first. */
export async function listPatients(fhirBaseUrl: string): Promise<Result<PatientList, 'UPSTREAM_UNUSABLE'>> {
  const found: PatientResource[] = []
  let url: string | undefined = `${fhirBaseUrl}/Patient?_count=100`
  for (let page = 0; url !== undefined && page < MOST_PAGES; page++) {
    const bundle: z.infer<typeof searchset> | undefined = await fetchFhir(url, searchset)
    if (bundle === undefined) return fail('UPSTREAM_UNUSABLE')
    for (const { resource } of bundle.entry) {
      const patient = patientResource.safeParse(resource)
      if (patient.success && !isHubCopy(patient.data)) found.push(patient.data)
    }
    url = nextPage(bundle, fhirBaseUrl)
  }
  return ok({ patients: found.map(listedPatient), more: url !== undefined })
}

export async function readPatient(fhirBaseUrl: string, id: string): Promise<ListedPatient | undefined> {
  const patient = await fetchFhir(`${fhirBaseUrl}/Patient/${id}`, patientResource)
  return patient === undefined ? undefined : listedPatient(patient)
}

/** The consultation that is going on, if the record has one: it becomes the launch's encounter. */
export async function currentEncounter(fhirBaseUrl: string, patientId: string): Promise<string | undefined> {
  const search = new URLSearchParams({
    patient: `Patient/${patientId}`,
    status: 'in-progress',
    _sort: '-date',
    _count: '1',
  })
  const bundle = await fetchFhir(`${fhirBaseUrl}/Encounter?${search}`, encounters)
  return bundle?.entry[0]?.resource.id
}
