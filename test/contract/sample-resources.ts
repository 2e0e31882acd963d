import type { Bundle, Observation, Patient, Task } from 'fhir/r4.js'
import { identifier } from './contract-client.ts'

export const patient = (value: string, more: Partial<Patient> = {}): Patient => ({
  resourceType: 'Patient',
  identifier: [identifier(value)],
  active: true,
  name: [{ use: 'official', family: 'CONTRACT', given: ['Anya'] }],
  gender: 'female',
  birthDate: '1984-03-11',
  ...more,
})

export const observation = (value: string, subject: string, more: Partial<Observation> = {}): Observation => ({
  resourceType: 'Observation',
  identifier: [identifier(value)],
  status: 'final',
  code: { text: 'Contract observation' },
  subject: { reference: subject },
  ...more,
})

export const task = (value: string, more: Partial<Task> = {}): Task => ({
  resourceType: 'Task',
  identifier: [identifier(value)],
  status: 'requested',
  intent: 'order',
  ...more,
})

export const transaction = (...entry: NonNullable<Bundle['entry']>): Bundle => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry,
})
