import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClinician, option, type Seen } from '../support/clinician.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const below = (page: Seen, path: string): string => new URL(path, page.url.replace(/(\/r\/[^/]+\/).*$/, '$1')).href

async function openDraft(patient: string, who = 'gp') {
  const clinician = createClinician(app)
  const first = await clinician.launchToRefer(patient, who)
  return { clinician, first, page: await clinician.get(below(first, 'fit-note')) }
}

const GOOD = {
  assessment: option('fit-note-assessment', 'face-to-face'),
  condition: 'other:',
  'condition-other': 'Stress',
  advice: option('fit-note-advice', 'not-fit'),
  reassess: option('fit-note-reassess', 'will'),
}

describe('a draft of a fit note (hazard H06)', () => {
  it('has nothing ticked, and says that it is no fit note', async () => {
    const { first, page } = await openDraft('patient-work-stress')
    expect(first.html).toContain('Draft a fit note')
    expect(page.html).toContain('It is not a fit note')
    expect(page.html).not.toMatch(/<input[^>]*(checked|selected)/)
  })

  it('understands "2w" and shows back what it understood', async () => {
    const { clinician, page } = await openDraft('patient-work-stress')
    const after = await clinician.submit(page, { ...GOOD, lasts: '2w' })
    expect(after.status).toBe(200)
    expect(after.html).toMatch(/“2w” was understood as .*: 14 days, both included/)
  })

  it('asks back what may mean two things, and keeps what was typed (hazard H15)', async () => {
    const { clinician, page } = await openDraft('patient-work-stress')
    const after = await clinician.submit(page, { ...GOOD, lasts: '3' })
    expect(after.status).toBe(400)
    expect(after.html).toContain('“3” days or weeks?')
    expect(after.html).toMatch(/name="lasts"[^>]*value="3"|value="3"[^>]*name="lasts"/)
  })

  it('warns against four months after ten weeks, with the rule’s source, and blocks nothing (hazard H05)', async () => {
    const { clinician, page } = await openDraft('patient-work-stress')
    const after = await clinician.submit(page, { ...GOOD, lasts: '4m' })
    expect(after.status).toBe(200)
    expect(after.html).toContain('three months at the most')
    expect(after.html).toContain('Sch 1 rule 12')
    const copy = await clinician.get(below(after, 'fit-note/copy'))
    expect(copy.html).toContain('DRAFT - not a fit note')
    expect(copy.html).toContain('I have issued this note in my record system')
  })

  it('turns limits into sentences that can be edited, and names WorkWell only if asked (hazard H08)', async () => {
    const { clinician, page } = await openDraft('patient-work-stress')
    const fields = {
      ...GOOD,
      advice: option('fit-note-advice', 'may-be-fit'),
      'prompt-function': option('work-function', 'lift'),
      'prompt-limit': 'nothing above 5 kg',
      'prompt-until': '14 October',
      do: 'add-prompts',
    }
    const after = await clinician.submit(page, fields)
    expect(after.html).toContain('Lifting and carrying: nothing above 5 kg, until 14 October.')
    expect(after.html).not.toContain('WorkWell, the local NHS work and health service')
    expect(after.html).toContain('Ask whether the job has driving')
    const named = await clinician.submit(page, { ...fields, 'employer-may-read': 'true' })
    expect(named.html).toContain('WorkWell, the local NHS work and health service')
    const vague = await clinician.submit(page, { ...fields, 'prompt-limit': '' })
    expect(vague.html).toContain('Say how far: an amount or a time')
  })

  it('checks dates and advice alone, with the whole draft folded away until somebody writes it', async () => {
    const { clinician, page } = await openDraft('patient-work-stress')
    const draftIn = ({ html }: Seen) =>
      /<details[^>]*>(?=<summary[^>]*><span[^>]*>Full draft of the note)/.exec(html)?.[0]
    expect(draftIn(page)).not.toMatch(/\sopen/)
    const short = { advice: option('fit-note-advice', 'not-fit'), lasts: '4m', do: 'check' }
    const checked = await clinician.submit(page, short)
    expect(checked.html).toContain('What the rules on dates and advice say')
    expect(checked.html).toContain('three months at the most')
    // What is not asked here is not missed here.
    expect(checked.html).not.toContain('The note names no condition')
    expect(draftIn(checked)).not.toMatch(/\sopen/)
    const whole = await clinician.submit(checked, { ...short, assessment: option('fit-note-assessment', 'telephone') })
    expect(whole.html).toContain('The note names no condition')
    expect(draftIn(whole)).toMatch(/\sopen/)
  })

  it('copies sentences, none of which names WorkWell without the patient’s wish (hazard H09)', async () => {
    const { clinician, page } = await openDraft('patient-work-stress')
    const copied = ({ html }: Seen): string => /<textarea[^>]*data-copy[^>]*>([^<]*)/.exec(html)?.[1] ?? ''
    const tick = (seen: Seen): string => /<input[^>]*name="employer-may-read"[^>]*>/.exec(seen.html)?.[0] ?? ''
    expect(tick(page)).not.toMatch(/\schecked/)
    const row = {
      'prompt-function': option('work-function', 'lift'),
      'prompt-limit': 'nothing above 5 kg',
      do: 'check',
    }
    const silent = await clinician.submit(page, row)
    expect(copied(silent).trim()).toBe('Lifting and carrying: nothing above 5 kg.')
    const typed = await clinician.submit(page, { ...row, 'prompt-limit': 'as WorkWell says' })
    expect(copied(typed)).toBe('')
    expect(typed.html).toContain('a sentence that names WorkWell is left out')
    const handout = async () => (await clinician.get(below(page, 'handout'))).html
    expect(await handout()).not.toContain('Your fit note names WorkWell')

    const wanted = await clinician.submit(page, { ...row, 'employer-may-read': 'true' })
    expect(copied(wanted)).toContain('WorkWell, the local NHS work and health service')
    // Remembered with the draft, and said to the patient.
    expect(tick(await clinician.get(below(page, 'fit-note')))).toMatch(/\schecked/)
    expect(await handout()).toContain('Your fit note names WorkWell')
    expect(await handout()).not.toContain('is the same for everybody')
  })

  it('takes the sentence back out of the comments when the wish is taken back', async () => {
    const { clinician, page } = await openDraft('patient-work-stress')
    const fields = { ...GOOD, comments: 'Avoid lifting.', 'employer-may-read': 'true', do: 'add-prompts' }
    const named = await clinician.submit(page, fields)
    expect((await clinician.get(below(page, 'fit-note/copy'))).html).toContain('WorkWell, the local NHS')
    const said = /<textarea[^>]*name="comments"[^>]*>([^<]*)/.exec(named.html)?.[1] ?? ''
    await clinician.submit(page, { ...GOOD, comments: said, do: 'check' })
    const copy = (await clinician.get(below(page, 'fit-note/copy'))).html
    expect(copy).toContain('Avoid lifting.')
    expect(copy).not.toContain('WorkWell, the local NHS')
    expect((await clinician.get(below(page, 'fit-note/fhir'))).html).not.toContain('WorkWell, the local NHS')
  })

  it('stays preliminary until the clinician says that the note was issued', async () => {
    const { clinician, page } = await openDraft('patient-work-stress')
    const after = await clinician.submit(page, { ...GOOD, lasts: '2w' })
    const fhir = async () => JSON.parse((await clinician.get(below(after, 'fit-note/fhir'))).html)
    const document = JSON.parse((await clinician.get(below(after, 'fit-note/fhir?as=document'))).html)
    expect(document).toMatchObject({
      type: 'document',
      entry: [{ resource: { title: 'DRAFT - not a fit note' } }, {}, {}, {}, {}],
    })
    const names = document.entry.map((each: { fullUrl: string }) => each.fullUrl)
    for (const [, reference] of JSON.stringify(document).matchAll(/"reference":"([^"]*)"/g))
      expect(names).toContain(reference)
    const before = await fhir()
    expect(before.entry[0].resource.status).toBe('in-progress')
    expect(before.entry[1].resource.status).toBe('preliminary')
    expect(JSON.stringify(before)).not.toContain('751481000000104')
    await clinician.submit(await clinician.get(below(after, 'fit-note/copy')), {}, below(after, 'fit-note/issued'))
    const issued = await fhir()
    expect(issued.entry[0].resource.status).toBe('completed')
    expect(issued.entry[1].resource.status).toBe('final')
    expect(JSON.stringify(issued)).toContain('751481000000104')
    const copy = await clinician.get(below(after, 'fit-note/copy'))
    expect(copy.html).toContain('DRAFT - not a fit note')
    expect(copy.html).not.toContain('I have issued this note in my record system')
  })

  it('is not typed again in "Fit note today and refer"', async () => {
    const { clinician, page } = await openDraft('patient-work-stress')
    const after = await clinician.submit(page, { ...GOOD, lasts: '2w' })
    const consultation = await clinician.get(below(after, ''))
    const inputs = [...consultation.html.matchAll(/<input[^>]*>/g)].map(([tag]) => tag)
    const advice = inputs.filter(tag => tag.includes('name="note-advice"') && /\schecked/.test(tag))
    expect(advice).toEqual([expect.stringContaining('|not-fit"')])
    const lastDay = inputs.find(tag => tag.includes('name="note-to-day"'))
    expect(lastDay).toMatch(/value="\d+"/)
  })

  it('is refused for another patient than the page showed (hazard H01)', async () => {
    const { clinician, page } = await openDraft('patient-work-stress')
    const after = await clinician.submit(page, { ...GOOD, patientId: 'patient-typical' })
    expect(after.status).toBe(409)
  })

  it('tells a podiatrist of the report instead (hazard H07)', async () => {
    const { first, page } = await openDraft('patient-work-stress', 'podiatrist')
    expect(first.html).not.toContain('Draft a fit note')
    expect(page.html).toContain('Your profession may not issue a fit note')
    expect(page.html).toContain('Write an AHP Health and Work Report')
  })
})

describe('an AHP Health and Work Report', () => {
  it('is written in two columns, printed, and given out as a FHIR document', async () => {
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer('patient-work-stress', 'podiatrist')
    const page = await clinician.get(below(first, 'health-and-work-report'))
    const copy = await clinician.submit(page, {
      advice: option('fit-note-advice', 'may-be-fit'),
      options: [option('adjustment', 'altered-hours'), option('adjustment', 'workplace-assessment')],
      difficulty: 'Cannot stand for <30> minutes',
      goal: 'Seated work, 4 hours a day',
      'row~1': 'here',
      'difficulty~1': 'Cannot climb stairs',
      'goal~1': 'Work on the ground floor',
    })
    expect(copy.html).toContain('This is not a fit note')
    expect(copy.html).toContain('Cannot stand for &lt;30&gt; minutes')
    expect(copy.html).toContain('Work on the ground floor')
    expect(copy.html).toContain('Podiatrist')
    const bundle = JSON.parse((await clinician.get(below(copy, 'health-and-work-report/fhir'))).html)
    expect(bundle).toMatchObject({ resourceType: 'Bundle', type: 'document' })
    const [composition, ...others] = bundle.entry.map((entry: { resource: { resourceType: string } }) => entry.resource)
    expect(composition).toMatchObject({ resourceType: 'Composition', status: 'preliminary' })
    expect(composition.section[1].text.div).toContain('<td>Cannot stand for &lt;30&gt; minutes</td>')
    expect(others.map((each: { resourceType: string }) => each.resourceType)).toEqual([
      'Patient',
      'Practitioner',
      'QuestionnaireResponse',
    ])
  })

  it('is open to a physiotherapist too, who may also issue a note', async () => {
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer('patient-typical', 'physiotherapist')
    expect(first.html).toContain('Draft a fit note')
    expect(first.html).toContain('Write an AHP Health and Work Report')
    expect((await clinician.get(below(first, 'health-and-work-report'))).html).toContain('Save and see the report')
  })
})
