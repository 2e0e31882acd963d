import { describe, expect, it } from 'vitest'
import { isGranted } from '../../../launch/smart/granted-scopes.ts'

describe('granted scopes', () => {
  it.each([
    ['patient/Patient.r', 'Patient', 'r'],
    ['patient/Patient.rs', 'Patient', 's'],
    ['patient/Patient.cruds', 'Patient', 'd'],
    ['patient/*.rs', 'Patient', 'r'],
    ['user/*.*', 'Patient', 'r'],
    ['patient/Patient.read', 'Patient', 's'],
    ['patient/ServiceRequest.write', 'ServiceRequest', 'c'],
    ['patient/Observation.rs?category=x', 'Observation', 'r'],
  ] as const)('%s allows %s %s', (scope, type, interaction) => {
    expect(isGranted(['openid', scope], type, interaction)).toBe(true)
  })

  it.each([
    ['patient/Patient.s', 'Patient', 'r'],
    ['patient/Patient.r', 'Condition', 'r'],
    ['patient/Patient.r', 'Patient', 'c'],
    ['patient/Patient.write', 'Patient', 'r'],
    ['patient/Patient.sr', 'Patient', 'r'],
    ['patient/Patient.reader', 'Patient', 'r'],
    ['system/Patient.r', 'Patient', 'r'],
    ['xpatient/Patient.r', 'Patient', 'r'],
    ['launch/patient', 'Patient', 'r'],
    ['', 'Patient', 'r'],
  ] as const)('%s does not allow %s %s', (scope, type, interaction) => {
    expect(isGranted([scope], type, interaction)).toBe(false)
  })
})
