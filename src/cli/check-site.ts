import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Questionnaire } from 'fhir/r4.js'
import { londonDay } from '../domain/local-date.ts'
import { servicesOf, sitePackSchema } from '../domain/site.ts'
import { loadSyntheticRecords } from '../load-sandbox.ts'
import { loadSiteQuestionnaires } from '../profiles.ts'
import { namesByLinkId } from '../questionnaire/question-name.ts'
import { questionnaireNotes, wordlessQuestions } from '../questionnaire/questionnaire-notes.ts'
import { SITE_PREFIX } from '../questionnaire/renamed-items.ts'
import { tryForm } from '../questionnaire/try-form.ts'
import { leftIn, withoutSource } from './left-in.ts'
import { playLines } from './site-play.ts'
import { questionLines } from './site-question-levels.ts'
import { cautionsOf, problemLines } from './site-words.ts'

type Say = (line: string) => void

/** 0 the pack can be used; 1 something in it is wrong. */
async function check(file: string, content: unknown, say: Say): Promise<0 | 1> {
  const parsed = sitePackSchema.safeParse(content)
  if (!parsed.success) {
    const lines = problemLines(parsed.error.issues, content)
    say(
      `${basename(file)} cannot be used yet. ${lines.length === 1 ? 'One thing is' : `${lines.length} things are`} wrong:`,
    )
    for (const line of lines) say(`- ${line}`)
    return 1
  }
  const services = servicesOf([parsed.data])
  const lacks = [...leftIn(content), ...services.flatMap(withoutSource)]
  if (lacks.length > 0) {
    say(
      `${basename(file)} is not ready for patients. ${lacks.length === 1 ? 'One thing has' : `${lacks.length} things have`} to be put right:`,
    )
    for (const line of lacks) say(`- ${line}`)
    return 1
  }
  let forms: ReadonlyMap<string, Questionnaire>
  try {
    forms = loadSiteQuestionnaires(dirname(file), services)
    for (const form of forms.values()) {
      const problem = await tryForm(form)
      if (problem === undefined) continue
      say(`The questions of the service would be asked, but nothing would be filled in. ${inTheFile(problem.text)}`)
      return 1
    }
  } catch (error) {
    say(
      `The questions of the service cannot be used: ${error instanceof Error ? error.message : 'they cannot be read'}`,
    )
    return 1
  }
  const today = londonDay(new Date())
  say(
    `${basename(file)} can be used: ${parsed.data.name}, ${services.length === 1 ? '1 service' : `${services.length} services`}.`,
  )
  const loaded = await loadSyntheticRecords()
  const records = loaded.ok ? loaded.value.syntheticRecords(today) : undefined
  for (const service of services) {
    say('')
    say(`## ${service.name}`)
    const form = forms.get(service.id)
    for (const line of [
      ...cautionsOf(service, today),
      ...(form ? noteLines(form) : []),
      ...(form ? questionLines(form, service) : []),
      ...(records ? playLines(service, today, records) : []),
    ])
      say(line)
  }
  if (!loaded.ok) {
    say('')
    say(`Its rules were not tried on the synthetic patients: ${loaded.failure}.`)
  }
  return 0
}

/** What the form does not do although its author may expect it. */
function noteLines(form: Questionnaire): string[] {
  const names = namesByLinkId(form.item)
  return [...questionnaireNotes(form), ...wordlessQuestions(form)].map(
    ({ linkId, text }) => `Note: ${inTheFile(names.get(linkId) ?? 'The form')}: ${text}`,
  )
}

/** The author knows the linkIds of the file, not ours. */
const inTheFile = (text: string): string => text.replaceAll(`linkId "${SITE_PREFIX}`, 'linkId "')

/** What `npm run site` says for these arguments, and the exit code: 2 when there is nothing to check. */
export async function checkSite([command, file]: readonly string[], say: Say): Promise<0 | 1 | 2> {
  if (command !== 'check' || file === undefined) {
    say('Say which file to check: npm run site -- check profiles/sites/your-area.json')
    return 2
  }
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    say(`There is no file ${file} that can be read.`)
    return 2
  }
  try {
    return await check(file, JSON.parse(text), say)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    say(`${file} is no JSON: ${error.message}. Look for a missing comma, quote or bracket there.`)
    return 2
  }
}
