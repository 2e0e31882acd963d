import { expect, test } from 'vitest'
import { z } from 'zod'
import type { ContractClient } from './contract-client.ts'

const capabilitySchema = z.object({
  resourceType: z.literal('CapabilityStatement'),
  fhirVersion: z.string(),
  kind: z.string(),
  format: z.array(z.string()),
  rest: z.array(
    z.object({
      mode: z.string(),
      interaction: z.array(z.object({ code: z.string() })).default([]),
      resource: z.array(
        z.object({
          type: z.string(),
          interaction: z.array(z.object({ code: z.string() })).default([]),
          searchParam: z.array(z.object({ name: z.string(), type: z.string() })).default([]),
        }),
      ),
    }),
  ),
})

export const capabilityContract = (client: ContractClient): void => {
  const capability = async () => capabilitySchema.parse(JSON.parse((await client.get('metadata')).text))

  test('metadata is a CapabilityStatement for R4 with JSON', async () => {
    const { fhirVersion, kind, format } = await capability()
    expect(fhirVersion).toBe('4.0.1')
    expect(kind).toBe('instance')
    expect(format.some(name => name.includes('json'))).toBe(true)
  })

  test('it offers transactions', async () => {
    const { rest } = await capability()
    expect(rest[0]?.interaction.map(({ code }) => code)).toContain('transaction')
  })

  test.each([
    [
      'Task',
      [
        'identifier',
        'status',
        'business-status',
        'owner',
        'requester',
        'focus',
        'based-on',
        'patient',
        'group-identifier',
        'authored-on',
        'modified',
        '_lastUpdated',
      ],
    ],
    [
      'ServiceRequest',
      ['identifier', 'requisition', 'patient', 'status', 'category', 'code', 'performer', 'requester', 'authored'],
    ],
    ['QuestionnaireResponse', ['identifier', 'questionnaire', 'patient', 'based-on', 'status']],
    ['Consent', ['identifier', 'patient', 'status', 'actor', 'data']],
    ['Observation', ['patient', 'code', 'category', 'date', 'derived-from']],
    ['DocumentReference', ['identifier', 'patient', 'type', 'period']],
    ['Provenance', ['target']],
  ])('%s can be written, read and searched as the product does', async (type, names) => {
    const { rest } = await capability()
    const resource = rest[0]?.resource.find(known => known.type === type)
    const interactions = resource?.interaction.map(({ code }) => code) ?? []
    for (const code of ['read', 'vread', 'create', 'update', 'search-type']) expect(interactions).toContain(code)
    const offered = resource?.searchParam.map(({ name }) => name) ?? []
    expect(names.filter(name => !offered.includes(name))).toEqual([])
  })
}
