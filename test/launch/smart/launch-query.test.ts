import { describe, expect, it } from 'vitest'
import { parseCallbackQuery, parseLaunchQuery } from '../../../launch/smart/launch-query.ts'

describe('the query of a launch', () => {
  it('is iss and launch', () => {
    const query = { iss: 'https://ehr.example/fhir', launch: 'abc' }
    expect(parseLaunchQuery(query)).toEqual({ ok: true, value: query })
  })

  it('takes a launch of 2048 characters and not one more', () => {
    expect(parseLaunchQuery({ iss: 'a', launch: 'x'.repeat(2048) }).ok).toBe(true)
    expect(parseLaunchQuery({ iss: 'a', launch: 'x'.repeat(2049) }).ok).toBe(false)
  })

  it.each(['\r\n', '\0', '\u007f', '\u0085', '\ud800'])('refuses the character %j', character => {
    expect(parseLaunchQuery({ iss: 'a', launch: `x${character}` }).ok).toBe(false)
  })

  it('says that it failed and quotes nothing', () => {
    expect(parseLaunchQuery({ iss: 'a', launch: 'b', patientId: 'secret' })).toEqual({
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
