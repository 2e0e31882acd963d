import nock from 'nock'
import { beforeEach, describe, expect, it } from 'vitest'
import type { RECORD_PARTS } from '../../src/domain/clinical-context.ts'
import { ehrRecordSchema } from '../../src/fhir/ehr-record.ts'
import { readContext } from '../../src/fhir/read-context.ts'
import { readEhrRecord } from '../../src/gateways/ehr.ts'
import { createFhirClient } from '../../src/gateways/fhir-client.ts'
import { codedNote, ISSUER, med3Document, NOT_FIT, patientRecord, READ_AT } from '../support/ehr-record.ts'

type Asked = 'snomed' | 'read' | 'category' | 'all'
type AskedDocuments = 'code' | 'text' | 'all'
type Reply = readonly object[] | number

const bundle = (resources: readonly object[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map(resource => ({ resource })),
})
const reply = (answer: Reply): [number, object] =>
  typeof answer === 'number' ? [answer, { resourceType: 'OperationOutcome', issue: [] }] : [200, bundle(answer)]

let asked: string[]
beforeEach(() => {
  asked = []
  nock.cleanAll()
})

function observationsAskedFor(uri: string): Asked {
  const query = new URL(uri, ISSUER).searchParams
  if (query.has('category')) return 'category'
  if (!query.has('code')) return 'all'
  return query.get('code')?.includes('read.info') ? 'read' : 'snomed'
}
const documentsAskedFor = (uri: string): AskedDocuments =>
  uri.includes('type%3Atext') || uri.includes('type:text') ? 'text' : uri.includes('type=') ? 'code' : 'all'

/** A record system of which only the fit notes matter; what is not named answers with nothing. */
async function recordOf(
  observations: Partial<Record<Asked, Reply>>,
  documents: Partial<Record<AskedDocuments, Reply>> = {},
) {
  const server = nock('https://ehr.example').persist()
  server.get('/fhir/Patient/patient-1').reply(200, patientRecord())
  server.get(/\/fhir\/Observation/).reply(uri => {
    const what = observationsAskedFor(uri)
    asked.push(what)
    return reply(observations[what] ?? [])
  })
  server.get(/\/fhir\/DocumentReference/).reply(uri => {
    const what = documentsAskedFor(uri)
    asked.push(`documents by ${what}`)
    return reply(documents[what] ?? [])
  })
  server.get(/.*/).reply(200, bundle([]))
  const result = await readEhrRecord(
    createFhirClient({ baseUrl: ISSUER, timeoutMs: 20_000 }),
    { issuer: ISSUER, patientId: 'patient-1', fhirUser: 'Practitioner/gp-1', mayDo: () => true },
    () => new Date(READ_AT),
  )
  if (!result.ok) throw new Error(result.failure.code)
  expect(ehrRecordSchema.parse(JSON.parse(JSON.stringify(result.value)))).toEqual(result.value)
  return result.value
}
const said = (record: Awaited<ReturnType<typeof recordOf>>) =>
  readContext(record).gaps.filter(gap => gap.part === ('fit-notes' satisfies keyof typeof RECORD_PARTS))

const NOTE = codedNote('n1', NOT_FIT)
const CTV3_NOTE = codedNote('n2', NOT_FIT, { code: { coding: [{ system: 'http://read.info/ctv3', code: 'XaX1E' }] } })
const BLOOD_PRESSURE = codedNote('bp', '75367002')
const IN_WORDS = med3Document('d2', { type: { text: 'Fit note' } })
const LETTER = med3Document('d3', { type: { text: 'Letter' } })

describe('fit notes as observations', () => {
  it('are asked for in all code systems at once, and found once each', async () => {
    const record = await recordOf({ snomed: [NOTE], read: [NOTE, CTV3_NOTE] })
    expect(record.observations.map(each => each.id)).toEqual(['n1', 'n2'])
    expect(asked.toSorted()).toEqual(['documents by code', 'documents by text', 'read', 'snomed'])
    expect(said(record)).toEqual([])
  })

  it.each([400, 422, 501])(
    'a server that answers %i to a code system is asked by category, and that is said',
    async status => {
      const record = await recordOf({ snomed: [NOTE], read: status, category: [CTV3_NOTE, BLOOD_PRESSURE] })
      expect(record.observations.map(each => each.id)).toEqual(['n1', 'n2'])
      expect(said(record)).toEqual([{ part: 'fit-notes', why: 'NOTES_OUTSIDE_CATEGORIES' }])
    },
  )

  it('a server that cannot do that either is asked for all, of which only notes are kept: nothing is left to say', async () => {
    const record = await recordOf({ snomed: 400, read: 400, category: 400, all: [BLOOD_PRESSURE, NOTE, CTV3_NOTE] })
    expect(record.observations.map(each => each.id)).toEqual(['n1', 'n2'])
    expect(said(record)).toEqual([])
  })

  it('a server that refuses every question leaves a gap', async () => {
    const record = await recordOf({ snomed: 400, read: 400, category: 400, all: 400 })
    expect(said(record)).toEqual([{ part: 'fit-notes', why: 'REFUSED' }])
  })

  it.each([
    [403, 'FORBIDDEN'],
    [500, 'SERVER_ERROR'],
  ])('%i is a failure, and no reason to ask more widely', async (status, why) => {
    const record = await recordOf({ snomed: status, read: [CTV3_NOTE] })
    expect(record.observations.map(each => each.id)).toEqual(['n2'])
    expect(said(record)).toEqual([{ part: 'fit-notes', why }])
    expect(asked).not.toContain('category')
  })
})

describe('fit notes as documents', () => {
  it('are asked for by code and by words', async () => {
    const record = await recordOf({}, { code: [med3Document('d1')], text: [IN_WORDS] })
    expect(record.documents.map(each => each.id)).toEqual(['d1', 'd2'])
    expect(said(record)).toEqual([])
  })

  it('a server that cannot look for words is asked for all documents, of which only notes are kept', async () => {
    const record = await recordOf(
      {},
      { code: [med3Document('d1')], text: 400, all: [med3Document('d1'), IN_WORDS, LETTER] },
    )
    expect(record.documents.map(each => each.id)).toEqual(['d1', 'd2'])
    expect(said(record)).toEqual([])
  })

  it('what could be searched by code alone is said', async () => {
    const record = await recordOf({}, { code: [med3Document('d1')], text: 400, all: 400 })
    expect(record.documents.map(each => each.id)).toEqual(['d1'])
    expect(said(record)).toEqual([{ part: 'fit-notes', why: 'DOCUMENTS_WITHOUT_CODE' }])
  })

  it('a server that refuses every question leaves a gap', async () => {
    expect(said(await recordOf({}, { code: 400, text: 400, all: 400 }))).toEqual([
      { part: 'fit-notes', why: 'REFUSED' },
    ])
  })

  it('a server that overlooks the question brings letters, which are not kept', async () => {
    expect((await recordOf({}, { text: [LETTER] })).documents).toEqual([])
  })
})
