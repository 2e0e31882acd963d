import { readFileSync } from 'node:fs'
import type { ConceptMap } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { PHASES } from '../../src/domain/referral-moves.ts'
import { WORK_STATUS } from '../../src/domain/work-status.ts'
import { nhsNumberVerification } from '../../src/fhir/nhs-number-verification.ts'
import { readClinician } from '../../src/fhir/read-clinician.ts'
import { CS, EXT } from '../../src/fhir/systems.ts'
import { ehrRecord, GP, GP_ROLE } from '../support/ehr-record.ts'

const published = (id: string): ConceptMap =>
  JSON.parse(readFileSync(new URL(`../../profiles/fhir/ConceptMap-${id}.json`, import.meta.url), 'utf8'))

const elementsOf = (map: ConceptMap) => map.group?.flatMap(group => group.element) ?? []
const sourcesOf = (map: ConceptMap) => elementsOf(map).map(each => each.code)

describe('the published maps to other people’s lists', () => {
  it.each(['task-status-to-gravity', 'task-status-to-bars-encounter'])(
    '%s says of every status that a sent referral can have what it is there, or that there is none',
    id => {
      expect(sourcesOf(published(id)).toSorted()).toEqual(PHASES.filter(each => each !== 'draft').toSorted())
    },
  )

  it('work status: every one that the form asks for, and none is called unemployed who was not asked', () => {
    const map = published('work-status-to-nhs-employment-status')
    expect(sourcesOf(map).toSorted()).toEqual(Object.keys(WORK_STATUS).toSorted())
    const targets = elementsOf(map).flatMap(each => each.target ?? [])
    expect(targets.filter(each => each.code === '02')).toEqual([])
    expect(targets.filter(each => each.code === undefined && each.equivalence !== 'unmatched')).toEqual([])
  })

  it('the retired NHS number verification is read as the published map says', () => {
    const map = published('retired-nhs-number-verification')
    const read = elementsOf(map).map(({ code }) => {
      const coding = [{ system: map.group?.[0]?.source, code }]
      const claim = { url: EXT.nhsNumberVerification, valueCodeableConcept: { coding } }
      return nhsNumberVerification({ extension: [claim] })?.valueCodeableConcept?.coding?.[0]
    })
    expect(read.map(each => each?.code)).toEqual(elementsOf(map).map(each => each.target?.[0]?.code))
    expect(new Set(read.map(each => each?.system))).toEqual(new Set([CS.nhsNumberVerification]))
    expect(map.group?.[0]?.target).toBe(CS.nhsNumberVerification)
  })

  it('a job role says the same profession by the retired code as by the current one', () => {
    const map = published('retired-sds-job-role')
    const [group] = map.group ?? []
    expect([group?.source, group?.target]).toEqual([CS.retiredSdsJobRole, CS.sdsJobRole])
    const professionBy = (system: string | undefined, code: string | undefined) => {
      const practitionerRole = { ...GP_ROLE, code: [{ coding: [{ system, code }] }] }
      const practitioner = { ...GP, identifier: [] }
      return readClinician(ehrRecord({ practitioner, practitionerRole })).profession
    }
    for (const { code, target } of elementsOf(map)) {
      expect(professionBy(group?.source, code)).not.toBe('unknown')
      expect(professionBy(group?.source, code)).toEqual(professionBy(group?.target, target?.[0]?.code))
    }
  })

  it('an ethnic category is mapped only where both lists have the very letter', () => {
    const map = published('retired-ethnic-category')
    expect([map.group?.[0]?.source, map.group?.[0]?.target]).toEqual([CS.retiredEthnicCategory, CS.ethnicCategory])
    for (const { code, target } of elementsOf(map)) expect(target?.map(each => each.code)).toEqual([code])
  })
})
