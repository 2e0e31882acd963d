import { describe, expect, it } from 'vitest'
import { grantedScopes, mayDo, SCOPES_SUPPORTED } from '../../../src/sandbox/ehr/scopes.ts'

describe('granted scopes', () => {
  it.each([
    ['launch openid fhirUser profile', ['launch', 'openid', 'fhirUser', 'profile']],
    ['patient/Patient.rs', ['patient/Patient.rs']],
    ['patient/Patient.cruds', ['patient/Patient.rs']],
    ['patient/Task.cruds', ['patient/Task.crus']],
    ['patient/Patient.read patient/Patient.write', ['patient/Patient.read']],
    ['patient/Patient.*', ['patient/Patient.read']],
    ['patient/ServiceRequest.*', ['patient/ServiceRequest.*']],
    ['patient/*.* user/*.rs', ['patient/*.*', 'user/*.rs']],
    ['patient/Task.rs patient/Task.rs', ['patient/Task.rs']],
    ['patient/Task.d', []],
    ['patient/Task.sr', []],
    ['patient/Task.', []],
    ['patient/Observation.rs?category=laboratory', []],
    ['patient/Invoice.rs system/*.rs launch/encounter', []],
  ])('of "%s" are %j', (requested, granted) => {
    expect(grantedScopes(requested)).toEqual(granted)
  })

  it('include all that discovery announces', () => {
    expect(grantedScopes(SCOPES_SUPPORTED.join(' '))).toEqual(SCOPES_SUPPORTED)
  })
})

describe('what scopes allow', () => {
  it.each([
    ['patient/Task.r', 'Task', 'r', true],
    ['patient/Task.r', 'Task', 's', false],
    ['patient/Task.r', 'Observation', 'r', false],
    ['user/Practitioner.read', 'Practitioner', 's', true],
    ['patient/*.read', 'Task', 'c', false],
    ['patient/*.write', 'Task', 'c', true],
    ['patient/*.write', 'Task', 'r', false],
    ['patient/*.crus', 'Patient', 'u', false],
    ['patient/*.crus', 'Task', 'u', true],
    ['openid', 'Task', 'r', false],
  ] as const)('%s on %s: %s is %s', (scope, type, interaction, allowed) => {
    expect(mayDo([scope], type, interaction)).toBe(allowed)
  })
})
