import type { Task } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { linkedTransaction, putOver } from '../../src/fhir/linked-entries.ts'
import { CS } from '../../src/fhir/systems.ts'
import { resourceIn, writtenReferral } from './written-referral.ts'

const stored = (parts: Partial<Task> = {}): Task & { readonly id: string } => ({
  ...resourceIn(writtenReferral().bundle, 'Task'),
  id: '15',
  ...parts,
})
const sent = (task: Task & { readonly id: string }): Task =>
  resourceIn(linkedTransaction('MoveMessage', [putOver('urn:uuid:1', task)]), 'Task')

describe('what goes back to a server that held it', () => {
  it('leaves out what the server itself keeps: tags, labels, where it came from; and a narrative of before', () => {
    const mark = [{ system: 'https://hub.example/tag', code: 'x' }]
    const profile = ['https://hub.example/StructureDefinition/x']
    const task = stored({
      meta: { profile, versionId: '3', source: '#abc', tag: mark, security: mark },
      text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">as it was</div>' },
    })
    expect(sent(task).meta).toEqual({ profile, versionId: '3' })
    expect(sent(task)).not.toHaveProperty('text')
    expect(sent(task).input).toEqual(task.input)
  })

  it('has the words of its business status, where somebody changed the code alone', () => {
    const coding = { system: CS.businessStatus, code: 'contacted', display: 'Contact attempted' }
    expect(sent(stored({ businessStatus: { coding: [coding] } })).businessStatus).toEqual({
      coding: [{ ...coding, display: 'Contacted' }],
    })
    const bare = { coding: [{ system: CS.businessStatus, code: 'contacted' }] }
    expect(sent(stored({ businessStatus: bare })).businessStatus).toEqual(bare)
  })

  it('says as a whole which rules it keeps', () => {
    expect(linkedTransaction('MoveMessage', []).meta?.profile).toEqual([
      'https://fhir.workwell-referral.example/StructureDefinition/WorkWell-MoveMessage',
    ])
  })
})
