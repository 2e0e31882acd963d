import type { Bundle, FhirResource, Identifier } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { PROFESSIONS } from '../../src/domain/clinician.ts'
import type { FitNote } from '../../src/domain/fit-note.ts'
import { SHARING_LEVELS } from '../../src/domain/referral.ts'
import type { WorkWellService } from '../../src/domain/site.ts'
import { describeTransaction } from '../../src/fhir/describe-transaction.ts'
import type { PatientRecord } from '../../src/fhir/ehr-record.ts'
import { CS, EXT, ID, ukCore, W } from '../../src/fhir/systems.ts'
import { resourceFrom } from '../../src/sandbox/fhir-server/resource.ts'
import { validate } from '../../src/sandbox/fhir-server/validate.ts'
import { type Answers, option } from '../support/answers.ts'
import {
  type ehrRecord,
  GP,
  GP_ROLE,
  ISSUER,
  NHS_NUMBER,
  OTHER_NHS_NUMBER,
  PRACTICE,
  patientRecord,
  problem,
  workWellService,
} from '../support/ehr-record.ts'
import { objectsIn, REFERRAL_ID, resourceIn, resourcesIn, writtenReferral } from './written-referral.ts'

const sharing = (level: string): Answers => ({ sharing: [option('sharing', level)] })
const pathway = (way: string): Answers => ({ pathway: [option('pathway', way)] })
const unknownProfession = { practitioner: { ...GP, identifier: [] }, practitionerRole: { ...GP_ROLE, code: [] } }
const resourceAt = (bundle: Bundle<FhirResource>, url: string | undefined) =>
  bundle.entry?.find(entry => entry.fullUrl === url)?.resource

describe.each(SHARING_LEVELS)('the transaction at level %s', level => {
  describe.each(['refer', 'note-and-refer'])('on the way %s', way => {
    const { bundle } = writtenReferral({ answers: { ...sharing(level), ...pathway(way) }, issuedToday: true })
    const entries = bundle.entry ?? []

    it('links only within itself: every reference is the fullUrl of one entry', () => {
      const urls = entries.map(entry => entry.fullUrl)
      expect(new Set(urls).size).toBe(urls.length)
      const references = objectsIn(bundle).flatMap(each => (typeof each.reference === 'string' ? [each.reference] : []))
      expect(references.length).toBeGreaterThan(20)
      for (const reference of references) expect(urls).toContain(reference)
    })

    it('is written once however often it is sent: each POST on an identifier that its resource carries', () => {
      const conditions = entries.map(({ resource, request }) => {
        if (resource?.resourceType === 'Provenance') {
          expect(request).toEqual({ method: 'PUT', url: `Provenance/${resource.id}` })
          expect(resource.id).toBe(`provenance-${REFERRAL_ID}`)
          return 'PUT'
        }
        expect(request).toMatchObject({ method: 'POST', url: resource?.resourceType })
        const query = new URLSearchParams(request?.ifNoneExist)
        expect([...query.keys()]).toEqual(['identifier'])
        const carried: Identifier[] = [resource && 'identifier' in resource ? (resource.identifier ?? []) : []].flat()
        expect(carried.map(each => `${each.system}|${each.value}`)).toContain(query.get('identifier'))
        return `${resource?.resourceType} ${query.get('identifier')}`
      })
      expect(new Set(conditions).size).toBe(conditions.length)
    })

    it('holds what R4 demands of each resource, and claims our rules for it and the UK Core profile of its type', () => {
      for (const { resource } of entries) {
        if (!resource) throw new Error('an entry without a resource')
        const parsed = resourceFrom(resource)
        expect(parsed.ok && validate(parsed.value)).toEqual({ ok: true, value: undefined })
        const own = expect.stringMatching(`^${W}/StructureDefinition/WorkWell-[A-Za-z]+$`)
        expect(resource.meta).toEqual({ profile: [own, ukCore(resource.resourceType)] })
      }
    })

    it('holds no empty string, list or object, which FHIR forbids', () => {
      const empty = JSON.stringify(bundle).match(/"[^"]+":(""|\[\]|\{\}|null)/g)
      expect(empty).toBeNull()
    })

    it('has one of each part, and nothing else', () => {
      const types = entries.map(entry => entry.resource?.resourceType).filter(type => type !== 'Observation')
      expect(types.toSorted()).toEqual([
        'Condition',
        'Consent',
        'HealthcareService',
        'Organization',
        'Organization',
        'Patient',
        'Practitioner',
        'PractitionerRole',
        'Provenance',
        'QuestionnaireResponse',
        'ServiceRequest',
        'Task',
      ])
    })

    it('says nothing of treatment as its purpose (design section 6)', () => {
      expect(JSON.stringify(bundle)).not.toContain('TREAT')
      expect(resourceIn(bundle, 'Consent').provision).not.toHaveProperty('purpose')
    })

    it('is the same for the same input', () => {
      const again = writtenReferral({ answers: { ...sharing(level), ...pathway(way) }, issuedToday: true })
      expect(again.bundle).toEqual(bundle)
    })
  })
})

describe('the patient', () => {
  it('is one snapshot for this referral, with today’s contact details', () => {
    const { bundle } = writtenReferral()
    expect(resourceIn(bundle, 'Patient')).toEqual({
      resourceType: 'Patient',
      meta: { profile: [`${W}/StructureDefinition/WorkWell-Patient`, ukCore('Patient')] },
      extension: [{ url: EXT.interpreterRequired, valueBoolean: true }],
      identifier: [
        { system: ID.referralPatient, value: REFERRAL_ID },
        { system: ID.nhsNumber, value: NHS_NUMBER },
      ],
      active: true,
      name: [{ use: 'official', family: "O'Neill", given: ['Zoë', 'May'], prefix: ['Ms'] }],
      telecom: [
        { system: 'phone', value: '07700 900123', rank: 1 },
        { system: 'email', value: 'zoe@example.org' },
      ],
      birthDate: '1984-03-11',
      address: [
        {
          use: 'home',
          text: '1 Larch Lane, Anytown, LS1 1AA',
          line: ['1 Larch Lane'],
          city: 'Anytown',
          postalCode: 'LS1 1AA',
        },
      ],
      generalPractitioner: [{ reference: expect.stringMatching(/^urn:uuid:/) }],
    })
  })

  it('is found by the referral, never by the NHS number: an older copy must not hide today’s phone', () => {
    const { bundle } = writtenReferral()
    const entry = bundle.entry?.find(each => each.resource?.resourceType === 'Patient')
    expect(entry?.request?.ifNoneExist).toBe(`identifier=${encodeURIComponent(`${ID.referralPatient}|${REFERRAL_ID}`)}`)
  })

  it('has the address as it was typed, where the clinician changed it', () => {
    const { bundle } = writtenReferral({ answers: { 'contact-address': [{ valueString: '9 Elm Street, Leeds' }] } })
    expect(resourceIn(bundle, 'Patient').address).toEqual([{ use: 'home', text: '9 Elm Street, Leeds' }])
  })

  it('has no contact details that the clinician took out', () => {
    const { bundle } = writtenReferral({ answers: { 'contact-email': [], 'contact-address': [] } })
    expect(resourceIn(bundle, 'Patient').telecom).toEqual([{ system: 'phone', value: '07700 900123', rank: 1 }])
    expect(resourceIn(bundle, 'Patient')).not.toHaveProperty('address')
  })

  it('keeps a temporary address as one', () => {
    const address = [{ use: 'temp', line: ['Hostel'], postalCode: 'LS1 1AA' }]
    const { bundle } = writtenReferral({
      record: { patient: patientRecord({ address }) },
      answers: { 'contact-address': [{ valueString: 'Hostel, LS1 1AA' }] },
    })
    expect(resourceIn(bundle, 'Patient').address?.[0]?.use).toBe('temp')
  })

  it('has the language where UK Core has a code that every server takes; the form has it in words in any case', () => {
    const speaks = (language: string) =>
      resourceIn(writtenReferral({ answers: { language: [{ valueString: language }] } }).bundle, 'Patient')
        .communication
    const coding = [{ system: CS.language, code: 'pl' }]
    expect(speaks('Polish')).toEqual([{ language: { coding, text: 'Polish' }, preferred: true }])
    expect(speaks('Urdu')).toBeUndefined()
  })

  it('without a name in use says that it is missing', () => {
    const { bundle } = writtenReferral({ record: { patient: patientRecord({ name: [{ use: 'old', family: 'A' }] }) } })
    expect(resourceIn(bundle, 'Patient').name).toEqual([{ use: 'official', text: 'Name missing from the record' }])
  })

  describe('with the NHS number', () => {
    const numbersOf = (identifier: PatientRecord['identifier'], service = workWellService()) =>
      resourceIn(
        writtenReferral({ record: { patient: patientRecord({ identifier }) }, service }).bundle,
        'Patient',
      ).identifier?.slice(1)
    const number = { system: ID.nhsNumber, value: NHS_NUMBER }

    it('only under an agreement of the service', () => {
      expect(numbersOf([number])).toEqual([number])
      expect(numbersOf([number], workWellService({ nhsNumber: { send: 'never' } }))).toEqual([])
    })

    it('not with a wrong check digit, and without its spaces', () => {
      expect(numbersOf([{ ...number, value: '9990548608' }])).toEqual([])
      expect(numbersOf([{ ...number, value: '999 054 8609' }])).toEqual([number])
    })

    it('not one that was replaced', () => {
      expect(numbersOf([{ ...number, value: OTHER_NHS_NUMBER, use: 'old' }, number])).toEqual([number])
    })

    it.each<[string, PatientRecord['identifier'], WorkWellService]>([
      ['Not sent to this service', [number], workWellService({ nhsNumber: { send: 'never' } })],
      ['Not in the record', [], workWellService()],
      ['The number in the record fails its check', [{ ...number, value: '9990548608' }], workWellService()],
    ])('else it is said why there is none: %s', (text, identifier, service) => {
      const { bundle } = writtenReferral({ record: { patient: patientRecord({ identifier }) }, service })
      const reason = { url: EXT.nhsNumberUnavailable, valueCodeableConcept: expect.objectContaining({ text }) }
      expect(resourceIn(bundle, 'Patient').extension).toContainEqual(reason)
    })

    it('with the EHR’s word on it, in the current codes', () => {
      const said = (system: string, code: string, display?: string) => ({
        url: EXT.nhsNumberVerification,
        valueCodeableConcept: { coding: [{ system, code, ...(display && { display }) }] },
      })
      const retired = said(CS.retiredNhsNumberVerification, 'number-present-and-verified')
      expect(numbersOf([{ ...number, extension: [retired] }])).toEqual([
        { ...number, extension: [said(CS.nhsNumberVerification, '01', 'Number present and verified')] },
      ])
    })
  })

  describe('is registered', () => {
    const elsewhere = {
      ...PRACTICE,
      id: 'practice-2',
      name: 'Elm Street Surgery',
      identifier: [{ system: ID.odsOrganisation, value: 'Y99902' }],
    }
    const registeredIn = (record: Parameters<typeof ehrRecord>[0]) => {
      const { bundle } = writtenReferral({ record })
      const reference = resourceIn(bundle, 'Patient').generalPractitioner?.[0]
      return { reference, practice: resourceAt(bundle, reference?.reference), bundle }
    }

    it('at the clinician’s practice: one Organization says both', () => {
      const { practice, bundle } = registeredIn({})
      expect(practice).toMatchObject({ name: 'Larch Lane Surgery', identifier: PRACTICE.identifier })
      expect(resourcesIn(bundle, 'Organization')).toHaveLength(2)
    })

    it('at another practice, which is not the one that replies', () => {
      const { practice, bundle } = registeredIn({ registeredPractice: elsewhere })
      expect(practice).toMatchObject({ name: 'Elm Street Surgery', identifier: elsewhere.identifier })
      const role = resourceIn(bundle, 'PractitionerRole')
      expect(resourceAt(bundle, role.organization?.reference)).toMatchObject({ name: 'Larch Lane Surgery' })
    })

    it('at a practice that could not be read: by its code', () => {
      const generalPractitioner = [{ identifier: { system: ID.odsOrganisation, value: 'Y99902' } }]
      const { reference } = registeredIn({
        registeredPractice: undefined,
        patient: patientRecord({ generalPractitioner }),
      })
      expect(reference).toEqual({
        type: 'Organization',
        identifier: { system: ID.odsOrganisation, value: 'Y99902' },
      })
    })

    it('nowhere that the record says: not with the clinician’s practice', () => {
      expect(registeredIn({ registeredPractice: undefined }).reference).toBeUndefined()
    })
  })
})

describe('the people and places', () => {
  it.each([
    [
      [
        { system: ID.sdsUserId, value: '5' },
        { system: ID.gmc, value: '9999001' },
      ],
      { system: ID.gmc, value: '9999001' },
    ],
    [[{ system: ID.sdsUserId, value: '5' }], { system: ID.sdsUserId, value: '5' }],
    [
      [{ system: 'https://ehr.example/staff', value: '7' }],
      { system: ID.clinician, value: `${ISSUER}/Practitioner/gp-1` },
    ],
  ])('a practitioner goes by a registration, else by the EHR’s own address', (identifier, expected) => {
    const { bundle } = writtenReferral({
      record: { practitioner: { ...GP, identifier } },
      answers: { profession: [option('profession', 'doctor')] },
    })
    expect(resourceIn(bundle, 'Practitioner').identifier).toEqual([expected])
  })

  it('a role goes by its role profile, else by the EHR’s own address and the profession', () => {
    expect(resourceIn(writtenReferral().bundle, 'PractitionerRole').identifier).toEqual(GP_ROLE.identifier)
    const { bundle } = writtenReferral({ record: { practitionerRole: { ...GP_ROLE, identifier: [] } } })
    expect(resourceIn(bundle, 'PractitionerRole').identifier).toEqual([
      { system: ID.clinician, value: `${ISSUER}/PractitionerRole/role-1/doctor` },
    ])
    const { bundle: without } = writtenReferral({ record: { practitionerRole: undefined } })
    expect(resourceIn(without, 'PractitionerRole').identifier).toEqual([
      { system: ID.clinician, value: `${ISSUER}/Practitioner/gp-1/doctor` },
    ])
  })

  it('a practice without an ODS code goes by the EHR’s own address', () => {
    const { bundle } = writtenReferral({
      record: { organization: { ...PRACTICE, identifier: [] }, registeredPractice: undefined },
    })
    expect(resourcesIn(bundle, 'Organization')[0]?.identifier).toEqual([
      { system: ID.practice, value: `${ISSUER}/practice-1` },
    ])
  })

  it('a practice that runs the service itself is one Organization: two creates of one thing would fail', () => {
    const service = workWellService({ provider: { name: 'Larch Lane Surgery', odsCode: 'Y99901' } })
    const { bundle } = writtenReferral({ service })
    const [practice, ...others] = resourcesIn(bundle, 'Organization')
    expect(others).toEqual([])
    expect(resourceAt(bundle, resourceIn(bundle, 'HealthcareService').providedBy?.reference)).toBe(practice)
  })

  it('a provider without an ODS code goes by the site pack', () => {
    const { bundle } = writtenReferral({ service: workWellService({ provider: { name: 'North Support CIC' } }) })
    expect(resourcesIn(bundle, 'Organization')[1]).toMatchObject({
      identifier: [{ system: ID.site, value: 'north/north-workwell' }],
      name: 'North Support CIC',
    })
  })

  it.each(PROFESSIONS)(
    'a %s who names the profession is marked so, and gets no coded role (decision 13)',
    profession => {
      const { bundle } = writtenReferral({
        record: unknownProfession,
        answers: { profession: [option('profession', profession)] },
      })
      const [code] = resourceIn(bundle, 'PractitionerRole').code ?? []
      expect(code?.text).toMatch(/ \(as stated by the clinician\)$/)
      expect(code?.coding?.map(each => [each.system, each.code])).toEqual([[CS.profession, profession]])
    },
  )

  it('a profession that the record says is coded', () => {
    const [code] = resourceIn(writtenReferral().bundle, 'PractitionerRole').code ?? []
    expect(code?.text).toBe('Doctor')
    expect(code?.coding?.map(each => each.system)).toEqual([CS.profession, CS.snomed])
  })
})

describe('the agreement', () => {
  it('says to what, to whom, and by which wording the patient was told (hazard H11)', () => {
    const { bundle } = writtenReferral({ answers: sharing('standard') })
    const consent = resourceIn(bundle, 'Consent')
    expect(consent).toMatchObject({
      status: 'active',
      scope: { coding: [{ code: 'patient-privacy' }] },
      category: [{ coding: [{ code: 'IDSCL' }] }],
      dateTime: '2026-09-03T09:12:00.000Z',
      policyRule: { coding: [{ code: 'OPTIN' }] },
      provision: {
        type: 'permit',
        actor: [{ role: { coding: [{ code: 'IRCP' }] } }],
        code: [{ coding: [{ system: CS.sharingLevel, code: 'standard' }] }],
        data: [{ meaning: 'dependents' }],
      },
    })
    expect(consent.sourceAttachment?.title).toMatch(/^What the patient was told, version north-3/)
    expect(Buffer.from(consent.sourceAttachment?.data ?? '', 'base64').toString('utf8')).toBe(
      [
        'It is voluntary, and they can stop at any time.',
        'Saying no changes neither care nor fit note.',
        'The DWP funds and monitors it; what it receives about them is not known.',
        'A coach phones within two working days.',
      ].join('\n'),
    )
    const recipient = consent.provision?.actor?.[0]?.reference.reference
    expect(resourceAt(bundle, recipient)).toMatchObject({ name: 'North Support CIC' })
    expect(resourceAt(bundle, consent.provision?.data?.[0]?.reference.reference)?.resourceType).toBe('ServiceRequest')
    expect(resourceAt(bundle, consent.patient?.reference)?.resourceType).toBe('Patient')
  })
})

describe('how the patient was told, in the agreement (hazard H11)', () => {
  const titleWith = (answers: Answers) =>
    resourceIn(writtenReferral({ answers }).bundle, 'Consent').sourceAttachment?.title
  const VERSION = 'What the patient was told, version north-3'

  it.each([
    ['professional', `${VERSION}, through a professional interpreter`],
    ['family', `${VERSION}, interpreted by family or a friend`],
  ])('%s', (code, title) => {
    expect(titleWith({ 'told-by': [option('told-by', code)] })).toBe(title)
  })

  it('is not said where nobody said it, nor of a patient who needs no interpreter', () => {
    expect(titleWith({ 'told-by': [] })).toBe(VERSION)
    const answered = { 'told-by': [option('told-by', 'family')] }
    expect(titleWith({ ...answered, interpreter: [{ valueBoolean: false }] })).toBe(VERSION)
    expect(titleWith({ ...answered, interpreter: [] })).toBe(VERSION)
  })
})

describe('the request and its task', () => {
  const { bundle } = writtenReferral({ answers: sharing('full') })
  const request = resourceIn(bundle, 'ServiceRequest')
  const task = resourceIn(bundle, 'Task')
  const typeAt = (reference: { reference?: string } | undefined) =>
    resourceAt(bundle, reference?.reference)?.resourceType

  it('ask the patient’s service for WorkWell', () => {
    expect(request).toMatchObject({
      identifier: [{ use: 'official', system: ID.referral, value: REFERRAL_ID }],
      status: 'active',
      intent: 'order',
      priority: 'routine',
      authoredOn: '2026-09-03T09:12:00.000Z',
      occurrencePeriod: { start: '2026-09-03' },
    })
    expect(request.category?.map(each => each.coding?.[0]?.code)).toEqual(['3457005', 'workwell-referral'])
    expect(request.code?.coding?.[0]?.code).toBe('1098041000000101')
    expect(typeAt(request.subject)).toBe('Patient')
    expect(typeAt(request.requester)).toBe('PractitionerRole')
    expect(request.performer?.map(typeAt)).toEqual(['HealthcareService'])
    expect(request.reasonReference?.map(typeAt)).toEqual(['Condition'])
  })

  it('rest on the answers and on every Observation', () => {
    expect(request.supportingInfo?.map(typeAt)).toEqual([
      'QuestionnaireResponse',
      'Observation',
      'Observation',
      'Observation',
      'Observation',
    ])
    expect(resourcesIn(bundle, 'Observation')).toHaveLength(4)
  })

  it('are sent, and nothing more, until the service says otherwise', () => {
    expect(task).toMatchObject({
      identifier: [{ system: ID.referralTask, value: REFERRAL_ID }],
      status: 'requested',
      businessStatus: { coding: [{ system: CS.businessStatus, code: 'sent' }] },
      intent: 'order',
      code: { coding: [{ code: 'fulfill' }] },
    })
    expect(task.basedOn?.map(typeAt)).toEqual(['ServiceRequest'])
    expect([task.focus, task.for, task.owner].map(typeAt)).toEqual(['ServiceRequest', 'Patient', 'HealthcareService'])
    expect(typeAt(task.input?.[0]?.valueReference)).toBe('QuestionnaireResponse')
  })

  it('have an author, on behalf of a practice', () => {
    const provenance = resourceIn(bundle, 'Provenance')
    expect(provenance.target.map(typeAt)).toEqual(['ServiceRequest', 'Task', 'QuestionnaireResponse', 'Consent'])
    expect(typeAt(provenance.agent[0]?.who)).toBe('PractitionerRole')
    expect(typeAt(provenance.agent[0]?.onBehalfOf)).toBe('Organization')
  })

  it('begin on the day in London', () => {
    const late = writtenReferral({ authoredOn: '2026-09-03T23:30:00.000Z' }).bundle
    expect(resourceIn(late, 'ServiceRequest').occurrencePeriod).toEqual({ start: '2026-09-04' })
  })
})

describe('today’s note', () => {
  const observations = (answers: Answers, issuedToday: boolean) =>
    resourcesIn(writtenReferral({ answers, issuedToday }).bundle, 'Observation')
  const codesOf = (each: ReturnType<typeof observations>[number] | undefined) =>
    each?.valueCodeableConcept?.coding?.map(coding => coding.code)

  it('that the record holds is a final finding with its dates', () => {
    const [, advice] = observations(sharing('standard'), true)
    expect(advice).toMatchObject({
      status: 'final',
      effectivePeriod: { start: '2026-09-03', end: '2026-09-16' },
      identifier: [{ system: ID.extract, value: `${REFERRAL_ID}.note-advice` }],
    })
    expect(codesOf(advice)).toEqual(['751601000000107', 'may-be-fit'])
  })

  it('that is only planned is preliminary, and no code says that a statement was issued (hazard H06)', () => {
    const all = observations(sharing('full'), false)
    expect(all.slice(1).map(each => each.status)).toEqual(['preliminary', 'preliminary', 'preliminary'])
    expect(codesOf(all[1])).toEqual(['may-be-fit'])
  })

  it('has its adjustments only at the full level', () => {
    expect(observations(sharing('full'), true).slice(2).map(codesOf)).toEqual([
      ['775281000000100', 'phased-return'],
      ['775321000000108', 'amended-duties'],
    ])
    expect(observations(sharing('standard'), true)).toHaveLength(2)
  })

  it('does not leave at the basic level, nor on a way without a note', () => {
    expect(observations(sharing('basic'), true)).toHaveLength(1)
    expect(observations(pathway('refer'), true)).toHaveLength(1)
  })

  const inRecord: FitNote = {
    source: 'Observation/today',
    recordedOn: '2026-09-03',
    advice: 'may-be-fit',
    period: { from: '2026-09-03', to: '2026-09-20' },
    adjustments: ['phased-return'],
    issue: 'issued',
  }

  it.each([
    ['basic', []],
    [
      'standard',
      ['Fit note issued on the day of the referral: May be fit for work, 3 September 2026 to 20 September 2026'],
    ],
    [
      'full',
      [
        'Fit note issued on the day of the referral: May be fit for work, 3 September 2026 to 20 September 2026',
        'Adjustment on that fit note: Phased return to work',
      ],
    ],
  ] as const)('of the record goes along where none is written today, and is on the check page: %s', (level, lines) => {
    const answers = { ...pathway('refer'), ...sharing(level) }
    const { bundle } = writtenReferral({ answers, issuedToday: inRecord })
    const said = describeTransaction(bundle).map(({ label, value }) => `${label}: ${value}`)
    expect(said.filter(each => /\bfit note\b/i.test(each) && !each.includes('issued already'))).toEqual(lines)
    const advice = resourcesIn(bundle, 'Observation')[1]
    if (level !== 'basic') expect(advice).toMatchObject({ status: 'final', effectivePeriod: { end: '2026-09-20' } })
  })

  it('states only the dates that it has', () => {
    expect(observations({ 'note-to': [] }, true)[1]?.effectivePeriod).toEqual({ start: '2026-09-03' })
    expect(observations({ 'note-from': [], 'note-to': [] }, true)[1]).not.toHaveProperty('effectivePeriod')
  })

  it('that says "not fit" has no adjustments left over from an earlier answer', () => {
    expect(observations({ 'note-advice': [option('note-advice', 'not-fit')] }, true)).toHaveLength(2)
  })
})

describe('the work status', () => {
  it.each([
    ['employed-at-work', '224363007'],
    ['employed-off-sick', '224363007'],
    ['self-employed-working', '160906004'],
    ['self-employed-off-sick', '160906004'],
    ['out-of-work-under-6-months', undefined],
    ['out-of-work-6-months-or-more', undefined],
    ['other', undefined],
  ])('%s', (code, snomed) => {
    const { bundle } = writtenReferral({ answers: { 'work-status': [option('work-status', code)] } })
    const codes = resourcesIn(bundle, 'Observation')[0]?.valueCodeableConcept?.coding?.map(each => each.code)
    expect(codes).toEqual(snomed ? [code, snomed] : [code])
  })
})

describe('the condition', () => {
  const recorded = { conditions: [problem('c1')] }
  const backPain = {
    'main-condition': [{ valueCoding: { system: CS.icd10, code: 'M54.5', display: 'Low back pain' } }],
  }
  const conditionAt = (level: string, answers: Answers = backPain, record = recorded) =>
    resourceIn(writtenReferral({ record, answers: { ...answers, ...sharing(level) } }).bundle, 'Condition').code
  const group = { system: CS.conditionGroup, code: 'musculoskeletal', display: 'Muscles, bones or joints' }

  it('basic: that there is one', () => {
    expect(conditionAt('basic')).toEqual({ text: 'A health condition (the patient shares no more)' })
  })

  it('standard: its kind, also where the record’s own words were picked', () => {
    expect(conditionAt('standard')).toEqual({ coding: [group], text: 'Muscles, bones or joints' })
  })

  it('full: its name', () => {
    expect(conditionAt('full')).toEqual({
      coding: [{ system: CS.icd10, code: 'M54.5', display: 'Low back pain' }, group],
      text: 'Low back pain',
    })
  })

  it('full, without a code in the record: its words and its kind', () => {
    const sore = { conditions: [problem('c1', { code: { text: 'Sore back' } })] }
    const picked = { 'main-condition': [{ valueCoding: { system: CS.recordCondition, code: 'Condition/c1' } }] }
    expect(conditionAt('full', picked, sore)).toMatchObject({
      coding: [{ system: CS.conditionGroup, code: 'not-categorised' }],
      text: 'Sore back',
    })
  })

  it('full, where a kind was picked: that kind', () => {
    expect(conditionAt('full', {})).toEqual({ coding: [group], text: 'Muscles, bones or joints' })
  })
})

it('our own code systems and identifiers all stand under one base', () => {
  const { bundle } = writtenReferral({ issuedToday: true })
  const systems = new Set(objectsIn(bundle).flatMap(each => (typeof each.system === 'string' ? [each.system] : [])))
  const others = [...systems].filter(system => !system.startsWith(`${W}/`))
  expect(others.toSorted()).toEqual(
    [
      'email',
      'phone',
      ID.gmc,
      ID.nhsNumber,
      ID.odsOrganisation,
      ID.sdsRoleProfileId,
      CS.snomed,
      CS.actCode,
      CS.conditionCategory,
      CS.conditionClinical,
      CS.consentScope,
      CS.dataOperation,
      CS.observationCategory,
      CS.participation,
      CS.provenanceAgent,
      CS.sdcTemp,
      CS.taskCode,
    ].toSorted(),
  )
})
