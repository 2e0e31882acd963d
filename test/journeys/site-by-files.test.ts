import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXT } from '../../src/fhir/systems.ts'
import { NOT_FILLED_IN } from '../../src/questionnaire/unfilled-form.ts'
import { doubled, fhirPath } from '../questionnaire/expressions.ts'
import { createClinician, FIVE_TAPS, option, resourcesAt } from '../support/clinician.ts'
import { workWellService } from '../support/ehr-record.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

const { site: _site, makeBelieve: _makeBelieve, ...base } = workWellService({ hub: { kind: 'sandbox' } })
const facts = { everything: { source: 'https://north.example/workwell', date: '2026-05-01', reviewBy: '2099-01-01' } }

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A new area: nothing but a pack and a Questionnaire in a folder. */
const PLAIN_QUESTIONS: object = {
  item: [
    { linkId: 'travel', text: 'How would the patient travel?', type: 'string', required: true },
    { linkId: 'occupation', text: 'Kind of work', type: 'string' },
  ],
}

function newSite(parts: object, questions = PLAIN_QUESTIONS): string {
  const folder = mkdtempSync(join(tmpdir(), 'workwell-site-'))
  folders.push(folder)
  const pack = { site: 'new', name: 'New area', makeBelieve: true, services: [{ ...base, id: 'new', facts, ...parts }] }
  writeFileSync(join(folder, 'new.json'), JSON.stringify(pack))
  writeFileSync(
    join(folder, 'new-questions.json'),
    JSON.stringify({
      resourceType: 'Questionnaire',
      url: 'https://north.example/Questionnaire/more',
      version: '2',
      status: 'active',
      ...questions,
    }),
  )
  return folder
}

const launchOfPatient = {
  url: EXT.launchContext,
  extension: [
    { url: 'name', valueCoding: { system: 'http://hl7.org/fhir/uv/sdc/CodeSystem/launchContext', code: 'patient' } },
    { url: 'type', valueCode: 'Patient' },
  ],
}

describe('a new site with questions of its own, by files alone', () => {
  let app: RunningApp
  beforeAll(async () => {
    const extraQuestions = { file: 'new-questions.json', leavesFrom: 'standard' }
    app = await startApp({ SITES_DIR: newSite({ extraQuestions }) })
  })
  afterAll(() => app?.close())
  const forms = () => resourcesAt(app.hubUrl, 'QuestionnaireResponse?_count=200')

  it('asks them after ours, insists on what it requires, and sends them as a second form', async () => {
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer('patient-typical')
    expect(first.html).toContain('More questions from WorkWell North')
    const again = await clinician.submit(first, FIVE_TAPS)
    expect(again.status).toBe(400)
    expect(again.html).toContain('Enter an answer for: How would the patient travel?')
    const check = await clinician.submit(first, { ...FIVE_TAPS, 'site.travel': 'By bus', 'site.occupation': 'Picker' })
    expect(check.html).toContain('By bus')
    expect((await clinician.submit(check)).html).toContain('Referral sent')
    const sent = await forms()
    expect(sent).toHaveLength(2)
    expect(sent).toContainEqual(
      expect.objectContaining({
        questionnaire: 'https://north.example/Questionnaire/more|2',
        status: 'completed',
        item: [
          expect.objectContaining({ linkId: 'travel', answer: [{ valueString: 'By bus' }] }),
          expect.objectContaining({ linkId: 'occupation', answer: [{ valueString: 'Picker' }] }),
        ],
      }),
    )
    const [request] = await resourcesAt(app.hubUrl, 'ServiceRequest?_count=1')
    const named = JSON.stringify(request?.supportingInfo)
    for (const form of sent) expect(named).toContain(`QuestionnaireResponse/${form.id}`)
  })

  it('neither asks nor sends them below the level that the pack names (hazard H09)', async () => {
    const before = (await forms()).length
    const clinician = createClinician(app)
    const basic = { ...FIVE_TAPS, sharing: option('sharing-level', 'basic'), 'site.occupation': 'Secret trade' }
    const check = await clinician.submit(await clinician.launchToRefer('patient-back-pain'), basic)
    expect(check.html).not.toContain('Secret trade')
    expect((await clinician.submit(check)).html).toContain('Referral sent')
    expect(await forms()).toHaveLength(before + 1)
    expect(JSON.stringify(await forms())).not.toContain('Secret trade')
  })
})

describe('a new site with a question that asks for more than its pack', () => {
  let app: RunningApp
  const fromFull = [
    {
      url: EXT.answerLeaves,
      extension: [
        { url: 'to', valueCode: 'service' },
        { url: 'from', valueCode: 'full' },
      ],
    },
  ]
  beforeAll(async () => {
    const extraQuestions = { file: 'new-questions.json', leavesFrom: 'basic' }
    const item = [
      { linkId: 'travel', text: 'How would the patient travel?', type: 'string', required: true },
      { linkId: 'pain', text: 'Where is the pain?', type: 'string', required: true, extension: fromFull },
    ]
    app = await startApp({ SITES_DIR: newSite({ extraQuestions }, { item }) })
  })
  afterAll(() => app?.close())

  it('says so beside it, and neither insists on it nor sends it below that level (hazard H09)', async () => {
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer('patient-typical')
    expect(first.html).toContain('This answer is sent only if the patient agrees to share Full.')
    const standard = { ...FIVE_TAPS, sharing: option('sharing-level', 'standard'), 'site.travel': 'By bus' }
    const missing = await clinician.submit(first, { ...standard, sharing: option('sharing-level', 'full') })
    expect(missing.html).toContain('Enter an answer for: Where is the pain?')
    const check = await clinician.submit(first, { ...standard, 'site.pain': 'Secret knee' })
    expect(check.html).toContain('By bus')
    expect(check.html).not.toContain('Secret knee')
    expect((await clinician.submit(check)).html).toContain('Referral sent')
    const sent = JSON.stringify(await resourcesAt(app.hubUrl, 'QuestionnaireResponse?_count=200'))
    expect(sent).toContain('By bus')
    expect(sent).not.toContain('Secret knee')
    const again = await clinician.launch('patient-back-pain')
    expect((await clinician.submit(await clinician.submit(again, standard))).html).toContain('Referral sent')
  })

  it('insists on it and sends it at that level', async () => {
    const clinician = createClinician(app)
    const full = {
      ...FIVE_TAPS,
      sharing: option('sharing-level', 'full'),
      'site.travel': 'By bus',
      'site.pain': 'Left knee',
    }
    const check = await clinician.submit(await clinician.launchToRefer('patient-work-stress'), full)
    expect(check.html).toContain('Left knee')
  })
})

describe('a new site whose questions lean on the record', () => {
  const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition'
  const fhirPath = (expression: string) => ({ language: 'text/fhirpath', expression })
  const when = (expression: string) => ({
    url: `${SDC}/sdc-questionnaire-enableWhenExpression`,
    valueExpression: fhirPath(expression),
  })
  const initial = (expression: string) => ({
    url: `${SDC}/sdc-questionnaire-initialExpression`,
    valueExpression: fhirPath(expression),
  })
  const variable = (name: string, language: string, expression: string) => ({
    url: 'http://hl7.org/fhir/StructureDefinition/variable',
    valueExpression: { name, language, expression },
  })
  let app: RunningApp
  beforeAll(async () => {
    const extraQuestions = { file: 'new-questions.json', leavesFrom: 'standard' }
    app = await startApp({
      SITES_DIR: newSite(
        { extraQuestions },
        {
          extension: [
            launchOfPatient,
            variable('problems', 'application/x-fhir-query', 'Condition?patient={{%patient.id}}'),
            variable('everybody', 'application/x-fhir-query', 'Condition?code=22298006'),
          ],
          item: [
            {
              linkId: 'count',
              text: 'Problems in the record',
              type: 'integer',
              extension: [initial('%problems.entry.count()')],
            },
            { linkId: 'all', text: 'Everybody', type: 'integer', extension: [initial('%everybody.entry.count()')] },
            { linkId: 'man', text: 'Asked of men', type: 'string', extension: [when("%patient.gender = 'male'")] },
            {
              linkId: 'woman',
              text: 'Asked of women',
              type: 'string',
              extension: [when("%patient.gender = 'female'")],
            },
            {
              linkId: 'has-problems',
              text: 'Asked of who has problems',
              type: 'string',
              extension: [when('%problems.entry.exists()')],
            },
            { linkId: 'drives', text: 'Does the patient drive?', type: 'boolean' },
            {
              linkId: 'licence',
              text: 'Which licence?',
              type: 'string',
              extension: [when("%resource.item.where(linkId = 'drives').answer.value = true")],
            },
          ],
        },
      ),
    })
  })
  afterAll(() => app?.close())

  it('asks the record itself about this patient and nobody else, and judges its conditions at every step', async () => {
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer('patient-typical')
    expect(first.html).toMatch(/name="site\.count"[^>]*value="[1-9]/)
    expect(first.html).toContain('Asked of men')
    expect(first.html).toContain('Asked of who has problems')
    expect(first.html).not.toContain('Asked of women')
    // A search that names no patient is not run, and its item says that it was not filled in.
    expect(first.html).toContain('This could not be read from the record. Please fill it in.')

    const more = await clinician.submit(first, { ...FIVE_TAPS, 'site.man': 'yes', 'site.drives': 'true' })
    expect(more.html).toContain('WorkWell North also asks now: Which licence?')
    const check = await clinician.submit(more, {
      ...FIVE_TAPS,
      'site.man': 'yes',
      'site.drives': 'true',
      'site.licence': 'HGV',
    })
    expect(check.html).toContain('HGV')
    expect(check.html).not.toContain('could not be worked out')
    expect((await clinician.submit(check)).html).toContain('Referral sent')
    const [form] = (await resourcesAt(app.hubUrl, 'QuestionnaireResponse?_count=200')).filter(each =>
      JSON.stringify(each).includes('/Questionnaire/more'),
    )
    expect(JSON.stringify(form)).toContain('"linkId":"man"')
    expect(JSON.stringify(form)).toContain('HGV')
  })

  it('does not hold up whoever does not drive', async () => {
    const clinician = createClinician(app)
    const check = await clinician.submit(await clinician.launchToRefer('patient-back-pain'), {
      ...FIVE_TAPS,
      'site.drives': 'false',
    })
    expect(check.html).toContain('Check before sending</h1>')
  })
})

describe('a site’s form that takes too much (hazard H23)', () => {
  const drives = { linkId: 'drives', text: 'Does the patient drive?', type: 'boolean' }
  it.each([
    ['whoever the patient is', doubled(27), NOT_FILLED_IN],
    [
      'with what is in this record',
      `iif(%patient.exists(), ${doubled(27)}, 'nobody')`,
      'What the record says here is too much to fill in. Please fill it in.',
    ],
  ])(
    '%s: its questions are asked unfilled, the page says so, and the referral is sent',
    async (_, expression, words) => {
      const questions = {
        extension: [launchOfPatient],
        item: [
          {
            linkId: 'long',
            text: 'A long answer',
            type: 'string',
            extension: [fhirPath(EXT.initialExpression, expression)],
          },
          drives,
        ],
      }
      const extraQuestions = { file: 'new-questions.json', leavesFrom: 'standard' }
      const app = await startApp({ SITES_DIR: newSite({ extraQuestions }, questions) })
      try {
        const clinician = createClinician(app)
        const first = await clinician.launchToRefer('patient-typical')
        expect(first.html).toContain('Does the patient drive?')
        expect(first.html).toContain(words)
        const check = await clinician.submit(first, { ...FIVE_TAPS, 'site.drives': 'true' })
        expect((await clinician.submit(check)).html).toContain('Referral sent')
      } finally {
        await app.close()
      }
    },
  )
})

describe('the rules of a service in its three states', () => {
  let app: RunningApp
  beforeAll(async () => {
    app = await startApp({
      SITES_DIR: newSite({
        minimumAge: 18,
        workStatus: { accepts: ['employed-off-sick'] },
        askFirst: [{ id: 'complex', question: 'Does the patient have complex needs?' }],
        alternatives: [{ name: 'Connect to Work', how: 'Ask the council.' }],
      }),
    })
  })
  afterAll(() => app?.close())

  it('asks first, with the source of each rule, and does not stand in the way', async () => {
    const clinician = createClinician(app)
    const page = await clinician.launchToRefer('patient-typical')
    expect(page.html).toContain('Ask this first')
    expect(page.html).toContain('Does the patient have complex needs?')
    expect(page.html).toContain('https://north.example/workwell, read on 1 May 2026')
    expect(page.html).not.toMatch(/suitable|eligible/i)
    const check = await clinician.submit(page, FIVE_TAPS)
    expect(check.html).toContain('Work status: employed and off sick.')
    expect((await clinician.submit(check)).html).toContain('Referral sent')
  })

  it('says "not here" from the record, with what else there is; the clinician may say why and refer', async () => {
    const clinician = createClinician(app)
    const page = await clinician.launchToRefer('patient-apprentice-17')
    expect(page.html).toContain('Not here, by this service’s rules')
    expect(page.html).toContain('Connect to Work')
    const answers = { ...FIVE_TAPS, sharing: option('sharing-level', 'full') }
    expect((await clinician.submit(page, answers)).status).toBe(400)
    const check = await clinician.submit(page, { ...answers, 'against-rules': 'Turns 18 next week' })
    expect(check.html).toContain('Turns 18 next week')
    expect((await clinician.submit(check)).html).toContain('Referral sent')
  })

  it('judges again with the answers, and keeps the reason here below the full level', async () => {
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer('patient-work-stress')
    const outOfWork = { ...FIVE_TAPS, 'work-status': option('work-status', 'out-of-work-6-months-or-more') }
    const again = await clinician.submit(first, outOfWork)
    expect(again.status).toBe(400)
    expect(again.html).toContain('The patient is out of work for 6 months or more.')
    const check = await clinician.submit(again, { ...outOfWork, 'against-rules': 'A job is waiting' })
    expect(check.html).not.toContain('A job is waiting')
    expect((await clinician.submit(check)).html).toContain('Referral sent')
    expect(JSON.stringify(await resourcesAt(app.hubUrl, 'QuestionnaireResponse?_count=200'))).not.toContain(
      'A job is waiting',
    )
  })
})

describe('a service without a way in', () => {
  let app: RunningApp
  beforeAll(async () => {
    const crisis = [{ name: 'North crisis line', phone: '01632 960911' }]
    app = await startApp({ SITES_DIR: newSite({ hub: { kind: 'none' }, crisis }) })
  })
  afterAll(() => app?.close())

  it('gets nothing sent: there is a letter, and the way of self-referral (decision 6)', async () => {
    const clinician = createClinician(app)
    const letter = await clinician.submit(await clinician.launchToRefer('patient-typical'), FIVE_TAPS)
    expect(letter.url).toMatch(/\/letter$/)
    expect(letter.html).toContain('Nothing was sent.')
    expect(letter.html).toContain('The patient can ring 01632 960100.')
    expect(letter.html).not.toContain('Send referral')
    const forged = await clinician.submit(
      { ...letter, url: letter.url.replace(/letter$/, 'check') },
      {
        patientId: 'patient-typical',
        revision: '1',
      },
    )
    expect(forged.html).toContain('Nothing was sent.')
    expect(await resourcesAt(app.hubUrl, 'ServiceRequest?_count=1')).toEqual([])
  })

  it('gives its local crisis numbers where a concern is urgent (hazard H04)', async () => {
    const clinician = createClinician(app)
    const urgent = { ...FIVE_TAPS, concern: option('concern', 'urgent') }
    const pause = await clinician.submit(await clinician.launchToRefer('patient-typical'), urgent)
    expect(pause.html).toContain('North crisis line: 01632 960911')
  })
})

describe('without a fit note (hazard H05)', () => {
  let app: RunningApp
  beforeAll(async () => {
    app = await startApp()
  })
  afterAll(() => app?.close())

  it('says from when there is no evidence, where the last note has run out, and stands in nobody’s way', async () => {
    const clinician = createClinician(app)
    const page = await clinician.launchToRefer('patient-not-safe')
    expect(page.html).toMatch(/No fit note today: no evidence for sick pay or benefits from \d+ \w+ \d{4}/)
    const check = await clinician.submit(page, FIVE_TAPS)
    expect(check.html).toContain('the record shows no evidence for sick pay or benefits from')
    const understood = { ...FIVE_TAPS, evidence: option('evidence', 'patient-understands') }
    expect((await clinician.submit(page, understood)).html).not.toContain('the record shows no evidence')
  })

  it('asks nothing more where a note of the record covers today', async () => {
    const page = await createClinician(app).launchToRefer('patient-typical')
    expect(page.html).not.toContain('no evidence for sick pay')
  })

  it('and later with WorkWell: the handout names no condition, and nothing is sent (hazards H09, H10)', async () => {
    const clinician = createClinician(app)
    const later = { pathway: option('pathway', 'note-refer-later') }
    const page = await clinician.submit(await clinician.launchToRefer('patient-typical'), later)
    expect(page.html).toContain('Handout for the patient')
    const handout = await clinician.get(page.url.replace(/nothing-sent$/, 'handout'))
    const sheet = handout.html.slice(handout.html.indexOf('ww-handout'))
    expect(sheet).toContain('You need not be 100% fit')
    expect(sheet).toContain('01632 960100')
    expect(sheet).not.toMatch(/back pain|Gareth|Ashworth|999 910|your benefits (are|do)/i)
    expect(await resourcesAt(app.hubUrl, 'ServiceRequest?_count=1')).toEqual([])
  })
})
