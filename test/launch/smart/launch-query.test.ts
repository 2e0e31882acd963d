import { describe, expect, it } from 'vitest'
import { ehrRegistrySchema } from '../../../launch/smart/ehr-registry.ts'
import { parseCallbackQuery, parseLaunchQuery } from '../../../launch/smart/launch-query.ts'

const iss = 'https://ehr.example/fhir'
const registry = ehrRegistrySchema.parse([{ name: 'A', issuer: iss, clientId: 'c', auth: 'public' }])
const parsed = (query: unknown) => parseLaunchQuery(query, registry)

describe('the query of a launch', () => {
  it('is iss and launch, and names a registered EHR', () => {
    expect(parsed({ iss, launch: 'abc' })).toEqual({ ok: true, value: { ehr: registry[0], launch: 'abc' } })
    expect(parsed({ iss: `${iss}/`, launch: 'abc' })).toMatchObject({ failure: { code: 'UNKNOWN_ISSUER' } })
  })

  it('takes a launch of 2048 characters and not one more', () => {
    expect(parsed({ iss, launch: 'x'.repeat(2048) }).ok).toBe(true)
    expect(parsed({ iss, launch: 'x'.repeat(2049) }).ok).toBe(false)
  })

  it.each(['\r\n', '\0', '\u007f', '\u0085', '\ud800'])('refuses the character %j', character => {
    expect(parsed({ iss, launch: `x${character}` }).ok).toBe(false)
  })

  it('says that it failed and quotes nothing', () => {
    expect(parsed({ iss, launch: 'b', patientId: 'secret' })).toEqual({
      ok: false,
      failure: { code: 'BAD_LAUNCH_REQUEST', detail: 'query parameters missing, repeated or not expected' },
    })
  })
})

describe('the query of a callback', () => {
  it('is a code or an error, never both, always with a state', () => {
    expect(parseCallbackQuery({ code: 'c', state: 's' })).toEqual({ ok: true, value: { code: 'c', state: 's' } })
    expect(parseCallbackQuery({ error: 'access_denied', state: 's' }).ok).toBe(true)
    expect(parseCallbackQuery({ error: 'e', code: 'c', state: 's' }).ok).toBe(false)
    expect(parseCallbackQuery({ state: 's' }).ok).toBe(false)
    expect(parseCallbackQuery({ code: 'c' }).ok).toBe(false)
  })

  it('drops what we do not know', () => {
    expect(parseCallbackQuery({ code: 'c', state: 's', patientId: 'p' })).toEqual({
      ok: true,
      value: { code: 'c', state: 's' },
    })
  })
})
