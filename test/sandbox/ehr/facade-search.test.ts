import type { Bundle, FhirResource } from 'fhir/r4.js'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningEhr, runningEhr } from './running-ehr.ts'

let ehr: RunningEhr
let token: string
beforeAll(async () => {
  ehr = await runningEhr()
  token = await ehr.accessToken('launch patient/*.rs')
})
beforeEach(() => {
  ehr.upstream.seen.length = 0
})
afterEach(() => {
  ehr.upstream.searchAnswer = undefined
})
afterAll(() => ehr.close())

const upstreamQuery = (): string => decodeURIComponent(new URL(ehr.upstream.seen[0]?.url ?? '', ehr.url).search)

describe('a search on what belongs to a patient', () => {
  it.each([
    ['names nobody', '/Observation?code=x', '?code=x&patient=Patient/patient-anya'],
    ['names the patient by id', '/Observation?patient=patient-anya', '?patient=Patient/patient-anya'],
    ['names the patient as subject', '/Observation?subject=Patient/patient-anya', '?patient=Patient/patient-anya'],
    ['names the patient with a type', '/Task?subject:Patient=patient-anya', '?patient=Patient/patient-anya'],
    ['asks for some elements', '/Task?_elements=status', '?_elements=status,for&patient=Patient/patient-anya'],
    ['asks for a format', '/Task?_format=xml', '?patient=Patient/patient-anya'],
    ['asks for Patient', '/Patient?name=x', '?name=x&_id=patient-anya'],
    ['asks for Provenance of a target', '/Provenance?target=Task/of-anya', '?target=Task/of-anya'],
  ])('goes on with the launched patient when it %s', async (_name, path, query) => {
    expect((await ehr.fhir(path, token)).status).toBe(200)
    expect(upstreamQuery()).toBe(query)
  })

  it('takes the patient by the absolute address of this EHR', async () => {
    const query = new URLSearchParams({ patient: `${ehr.iss}/Patient/patient-anya` })
    expect((await ehr.fhir(`/Task?${query}`, token)).status).toBe(200)
    expect(upstreamQuery()).toBe('?patient=Patient/patient-anya')
  })

  it.each([
    '/Observation?patient=patient-ben',
    '/Observation?patient=Patient/patient-anya,Patient/patient-ben',
    '/Observation?patient=patient-anya&patient=patient-ben',
    '/Observation?subject=Patient/patient-ben',
    '/Observation?subject:Patient=patient-ben',
    '/Observation?patient=https://other.example/fhir/Patient/patient-anya',
    '/Patient?_id=patient-ben',
    '/Patient?_id=patient-anya,patient-ben',
  ])('is refused when it names another patient: %s', async path => {
    expect((await ehr.fhir(path, token)).status).toBe(403)
    expect(ehr.upstream.seen).toEqual([])
  })

  it.each([
    '/Observation?patient.name=x',
    '/Practitioner?_has:Observation:performer:patient=patient-ben',
    '/Observation?subject:identifier=x',
    '/Observation?_filter=patient+eq+patient-ben',
  ])('is refused when it asks by a detour: %s', async path => {
    expect((await ehr.fhir(path, token)).status).toBe(400)
    expect(ehr.upstream.seen).toEqual([])
  })

  it('is bound to the patient when it is a POST too', async () => {
    const search = (body: string) =>
      ehr.fhir('/Observation/_search', token, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
    expect((await search('code=x&code=y')).status).toBe(200)
    expect(ehr.upstream.seen[0]?.method).toBe('GET')
    expect(upstreamQuery()).toBe('?code=x&code=y&patient=Patient/patient-anya')
    expect((await search('patient=patient-ben')).status).toBe(403)
  })
})

describe('what a search gives back', () => {
  const answerWith = (...resources: FhirResource[]): void => {
    ehr.upstream.searchAnswer = {
      resourceType: 'Bundle',
      type: 'searchset',
      total: resources.length,
      entry: resources.map(resource => ({ resource, search: { mode: 'match' } })),
    } satisfies Bundle
  }
  const given = async (path: string, with_ = token): Promise<{ ids: string[]; total: number | undefined }> => {
    const bundle = (await (await ehr.fhir(path, with_)).json()) as Bundle
    return {
      ids: (bundle.entry ?? []).map(({ resource }) => `${resource?.resourceType}/${resource?.id}`),
      total: bundle.total,
    }
  }
  const stored = (key: string): FhirResource => {
    const found = ehr.upstream.resources.get(key)
    if (found === undefined) throw new Error(`no ${key} in the stub`)
    return found
  }

  it('leaves out what the FHIR server should not have found', async () => {
    answerWith(stored('Task/of-anya'), stored('Task/of-ben'), stored('Patient/patient-ben'))
    expect(await given('/Task?_include=Task:patient')).toEqual({ ids: ['Task/of-anya'], total: undefined })
  })

  it('leaves out included types that the scopes do not cover', async () => {
    answerWith(stored('Task/of-anya'), stored('Patient/patient-anya'), stored('Organization/practice-demo'))
    const narrow = await ehr.accessToken('launch patient/Task.rs patient/Patient.r')
    expect((await given('/Task?_include=*', narrow)).ids).toEqual(['Task/of-anya', 'Patient/patient-anya'])
    expect(await given('/Task?_include=*')).toMatchObject({ total: 3 })
  })

  it('names only addresses of this EHR, and its next page is checked like the first', async () => {
    const first = await (await ehr.fhir('/Task', token)).text()
    expect(first).toContain(`"fullUrl":"${ehr.iss}/Task/of-anya"`)
    expect(first).not.toContain(ehr.upstream.fhirBaseUrl)
    answerWith(stored('Task/of-anya'), stored('Task/of-ben'))
    expect((await given('?_getpages=abc&_getpagesoffset=20')).ids).toEqual(['Task/of-anya'])
    expect(ehr.upstream.seen.at(-1)?.url).toBe('/base?_getpages=abc&_getpagesoffset=20')
  })

  it('is nothing for a search over all types', async () => {
    expect((await ehr.fhir('?_type=Patient', token)).status).toBe(404)
    expect(ehr.upstream.seen).toEqual([])
  })

  it('is a 502 when the FHIR server answers with something else than a Bundle', async () => {
    ehr.upstream.garbage = '{"resourceType":"Patient"}'
    expect((await ehr.fhir('/Task', token)).status).toBe(502)
    ehr.upstream.garbage = undefined
  })
})

describe('a search without the scope', () => {
  it('is refused: reading one does not mean searching', async () => {
    const narrow = await ehr.accessToken('launch patient/Task.r')
    expect((await ehr.fhir('/Task', narrow)).status).toBe(403)
    expect((await ehr.fhir('/Observation', narrow)).status).toBe(403)
    expect((await ehr.fhir('/AuditEvent', token)).status).toBe(404)
  })

  it('is granted by the v1 wording too', async () => {
    const v1 = await ehr.accessToken('launch patient/Task.read')
    expect((await ehr.fhir('/Task', v1)).status).toBe(200)
  })
})
