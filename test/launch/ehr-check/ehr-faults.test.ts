import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EHR_FAULTS } from '../../../src/sandbox/ehr/faults/ehr-faults.ts'
import { type CheckSetting, checkSetting } from '../../support/check-setting.ts'

/** The check that finds each fault of the make-believe EHR. */
const FOUND_BY: Readonly<Record<string, string>> = {
  'launch-without-token': 'launch-begins',
  'authorize-refused': 'sign-in',
  'authorize-server-error': 'sign-in',
  'callback-other-issuer': 'callback-issuer',
  'discovery-down': 'discovery-reachable',
  'discovery-slow': 'discovery-time',
  'discovery-huge': 'discovery-size',
  'discovery-html': 'discovery-json',
  'discovery-redirect': 'discovery-reachable',
  'discovery-no-authorize': 'authorization-endpoint',
  'discovery-no-s256': 'pkce-s256',
  'discovery-offers-plain': 'pkce-not-plain',
  'discovery-token-elsewhere': 'endpoint-origins',
  'code-refused': 'token-answers',
  'client-refused': 'token-answers',
  'token-slow': 'token-time',
  'token-500': 'token-answers',
  'token-html': 'token-answers',
  'token-redirect': 'token-answers',
  'token-without-patient': 'context-patient',
  'token-bad-patient': 'context-patient',
  'token-other-patient': 'read-patient',
  'token-fewer-scopes': 'scopes-read',
  'token-no-patient-scope': 'scopes-patient',
  'token-without-scope': 'token-scope',
  'token-without-type': 'token-access-token',
  'token-expired-already': 'token-expires-in',
  'refresh-refused': 'refresh',
  'refresh-other-patient': 'refresh-same-patient',
  'id-token-wrong-aud': 'id-token-audience',
  'id-token-wrong-iss': 'id-token-issuer',
  'id-token-wrong-nonce': 'id-token-nonce',
  'id-token-without-nonce': 'id-token-nonce',
  'id-token-wrong-azp': 'id-token-audience',
  'id-token-two-audiences': 'id-token-audience',
  'id-token-expired': 'id-token-times',
  'id-token-not-yet-valid': 'id-token-times',
  'id-token-from-the-future': 'id-token-times',
  'id-token-without-exp': 'id-token-times',
  'id-token-without-sub': 'id-token-subject',
  'id-token-fhir-user-elsewhere': 'id-token-fhir-user',
  'id-token-fhir-user-patient': 'id-token-fhir-user',
  'id-token-without-fhir-user': 'id-token-fhir-user',
  'id-token-missing': 'id-token-present',
  'id-token-garbage': 'id-token-present',
  'id-token-alg-none': 'id-token-algorithm',
  'id-token-hs256': 'id-token-algorithm',
  'id-token-wrong-key': 'id-token-accepted',
  'id-token-unknown-kid': 'id-token-accepted',
  'jwks-down': 'jwks-reachable',
  'jwks-slow': 'jwks-reachable',
  'jwks-huge': 'jwks-reachable',
  'jwks-html': 'jwks-keys',
  'jwks-empty': 'jwks-keys',
  'fhir-401': 'read-patient',
  'fhir-401-until-refresh': 'read-patient',
  'fhir-404-patient': 'read-patient',
  'fhir-other-patient': 'read-patient',
  'fhir-down': 'read-patient',
  'fhir-no-staff': 'read-fhir-user',
  'fhir-writes-refused': 'write-referral',
  'fhir-403': 'search-conditions',
  'fhir-other-patient-in-search': 'search-conditions',
  'fhir-429': 'search-conditions',
  'fhir-500': 'search-conditions',
  'fhir-slow': 'search-conditions',
  'fhir-html': 'search-conditions',
  'fhir-broken-json': 'search-conditions',
  'fhir-huge': 'search-conditions',
  'fhir-next-elsewhere': 'paging',
  'fhir-endless': 'paging-ends',
  'fhir-redirect-elsewhere': 'search-conditions',
  'discovery-as-text': 'discovery-content-type',
  'token-context-other-patient': 'context-fhir-context',
  'token-empty': 'token-answers',
  'token-cut-off': 'token-answers',
  'token-cacheable': 'token-no-store',
  'refresh-slow': 'refresh',
  'revocation-refused': 'revocation',
  'id-token-crit': 'id-token-algorithm',
  'jwks-redirect': 'jwks-reachable',
  'jwks-private': 'jwks-public-only',
  'fhir-401-once': 'read-patient',
  'fhir-slow-patient': 'read-patient',
  'fhir-empty-patient': 'read-patient',
  'fhir-429-until-a-date': 'search-conditions',
  'fhir-half-body': 'search-conditions',
  'fhir-empty-body': 'search-conditions',
}

/** Odd, but within the standard: nothing may fail. */
const NO_FAULT = [
  'discovery-relative',
  'token-without-expiry',
  'token-with-dots',
  'token-more-fields',
  'keys-rotated',
  'fhir-as-text',
  'fhir-without-total',
  'fhir-with-remarks',
]

/** Before or beside the check: the app ends such a launch with a page for the clinician, and there is no report. */
const NO_REPORT = [
  'launch-with-patient',
  'launch-unknown-issuer',
  'callback-without-code',
  'callback-wrong-state',
  'callback-other-host',
]

/** A report has nothing to say of references that the app would not follow. */
const NOT_LOOKED_FOR = ['fhir-reference-elsewhere']

let ehr: CheckSetting
/** Does not wait half a minute for what is slow. */
let impatient: CheckSetting
beforeAll(async () => {
  ehr = await checkSetting()
  impatient = await checkSetting({ timeoutMs: 2500 })
})
afterAll(async () => {
  await ehr.close()
  await impatient.close()
})
const settingFor = (fault: string): CheckSetting => (fault.includes('slow') ? impatient : ehr)

describe('the check of an EHR', () => {
  it('finds nothing wrong with a strict SMART 2.2 EHR', async () => {
    const { checks, depth } = await ehr.reportOf('none')
    const wrong = checks.filter(({ status }) => status !== 'pass')
    // How long an answer took is not this test's matter.
    expect(wrong.filter(({ id, status }) => !(status === 'warn' && /time|search-/.test(id)))).toEqual([])
    expect(depth).toBe('full')
    expect(checks.length).toBeGreaterThan(80)
  })

  it.each(Object.entries(FOUND_BY))('finds %s by %s', async (fault, found) => {
    const { checks } = await settingFor(fault).reportOf(fault)
    expect(checks.find(({ id }) => id === found)).toMatchObject({ status: 'fail', todo: expect.stringMatching(/\w/) })
  })

  it.each(NO_FAULT)('calls nothing a failure that the standard allows: %s', async fault => {
    const { checks } = await ehr.reportOf(fault)
    expect(checks.filter(({ status }) => status === 'fail')).toEqual([])
  })

  it.each(NO_REPORT)('leaves to the launch itself what never comes to a check: %s', async fault => {
    const page = await ehr.launch(fault)
    expect(page.status).toBeGreaterThanOrEqual(403)
    expect(page.url).not.toContain('/report/')
  })

  it('knows every fault that the make-believe EHR has', () => {
    const known = [...Object.keys(FOUND_BY), ...NO_FAULT, ...NO_REPORT, ...NOT_LOOKED_FOR]
    expect(known.sort()).toEqual(EHR_FAULTS.map(({ name }) => name).sort())
  })
})
