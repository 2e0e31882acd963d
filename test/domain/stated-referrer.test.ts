import { describe, expect, it } from 'vitest'
import { candidatesFor } from '../../src/domain/site-area.ts'
import { withStated } from '../../src/domain/stated-referrer.ts'
import { readContext } from '../../src/fhir/read-context.ts'
import { ehrRecord, GP, workWellService } from '../support/ehr-record.ts'

const practice = { name: 'Elm Surgery', odsCode: 'Y99901', phone: '01632 960555' }
const stated = { name: 'Jo Field', practice }
const listed = workWellService({
  area: { covers: 'listed', counts: 'either', pcns: [], practiceCodes: ['Y99901'], postcodes: [] },
})
const silent = readContext(
  ehrRecord({ practitioner: { ...GP, name: [] }, organization: undefined, registeredPractice: undefined }),
)

describe('what a clinician states of themselves (decision 13)', () => {
  it('says itself that it is only stated, wherever it is shown', () => {
    const { clinician, practice: place } = withStated(silent, stated)
    expect(clinician).toMatchObject({ name: 'Jo Field (as stated by the clinician)', nameFrom: 'self-declared' })
    expect(place).toEqual({
      name: 'Elm Surgery, ODS code Y99901 (as stated by the clinician)',
      odsCode: 'Y99901',
      phone: '01632 960555',
      from: 'self-declared',
    })
  })

  it('counts for nothing where the record has its own word', () => {
    const known = readContext(ehrRecord())
    expect(withStated(known, stated)).toEqual(known)
  })

  it('marks nothing twice', () => {
    const once = withStated(silent, stated)
    expect(withStated(once, stated)).toEqual(once)
  })

  it('chooses no service: it is no practice of the patient (hazard H12)', () => {
    const { patient } = withStated(silent, stated)
    expect(patient).toEqual(silent.patient)
    expect(candidatesFor(patient, [listed])).toEqual([])
  })
})
