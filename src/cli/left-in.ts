import type { WorkWellService } from '../domain/site.ts'

/** The words of the template as they were before it marked its blanks with < and >. */
const TEMPLATE_WORDS: ReadonlySet<string> = new Set([
  'my-area',
  'NHS My Area Integrated Care Board',
  'my-area-workwell',
  'WorkWell My Area',
  'Name of the organisation that runs the service',
  'The area in words',
  'local-question',
  'A question that only the clinician can answer?',
  'Who contacts the patient, and within how many working days.',
  'How to refer oneself, in words for clinician and patient alike: Ring ..., or Ask the GP practice.',
  'How a patient gets there.',
  'my-area-1',
  'What the source says',
  'The page or letter that says so',
  'What nobody has found out yet',
])

/** What people write where something is still to come. */
const BLANKS =
  /<[^<>]+>|\[[^[\]]+\]|\.\.\.|…|\b(tbc|tba|tbd|todo|fixme|x{3,})\b|\blorem\b|\bto be (confirmed|decided|completed|added|agreed)\b|\bplaceholder\b|\btemplate\b|\b(example|sample|dummy) (wording|text|sentence|question)\b|\bexample\.(nhs\.uk|com|org)\b/i

/** Whatever the pack says is not known may be said so. */
const MAY_BE_BLANK = 'unknown'

/** Text of the template, or a blank, that was left in: a line for each. Patients and clinicians would read it. */
export function leftIn(content: unknown, path: readonly string[] = []): string[] {
  if (typeof content === 'string') {
    const isBlank = !path.includes(MAY_BE_BLANK) && BLANKS.test(content)
    return isBlank || TEMPLATE_WORDS.has(content)
      ? [
          `${path.join(', ')} still has the words of the template, or a blank: ${JSON.stringify(content).slice(0, 80)}. Write what holds for your area, or leave the field out.`,
        ]
      : []
  }
  if (typeof content !== 'object' || content === null) return []
  return Object.entries(content).flatMap(([name, value]) =>
    leftIn(value, [...path, Array.isArray(content) ? `entry ${Number(name) + 1}` : name]),
  )
}

const DWP = /\bDWP\b|\bDepartment for Work\b|\bjob ?cent(re|er)\b/i
const BENEFITS =
  /\bbenefits\b|\bon benefit\b|\buniversal credit\b|\bpersonal independence payment\b|\bemployment and support allowance\b|\b(PIP|ESA)\b/

/** Sentences about benefits or the DWP that have no source of their own: a line for each. `facts.everything` speaks of neither. */
export function withoutSource(service: WorkWellService): string[] {
  const { facts, dwp, name } = service
  const has = (field: string) => Object.hasOwn(facts, field)
  return sentencesOf(service).flatMap(([where, sentence]) => [
    ...(DWP.test(sentence) && dwp === undefined && !has('dwp')
      ? [`${name}, ${where}: a sentence about the DWP has no source of its own. Add dwp, or facts.dwp: “${sentence}”`]
      : []),
    ...(BENEFITS.test(sentence) && !has('benefits')
      ? [`${name}, ${where}: a sentence about benefits has no source of its own. Add facts.benefits: “${sentence}”`]
      : []),
  ])
}

/** Everything of a pack that clinician or patient reads as a sentence. */
const sentencesOf = (service: WorkWellService): [string, string][] =>
  [
    ...service.wording.told.map(each => ['wording, told', each]),
    ['benefits', service.benefits],
    ['firstContact', service.firstContact],
    ['selfReferral', service.selfReferral],
    ['capacity', service.capacity?.note],
    ...(service.askFirst ?? []).map(each => ['askFirst', each.question]),
    ...(service.pathways ?? []).flatMap(each => [
      ['pathways', each.label],
      ['pathways', each.hint],
    ]),
    ...(service.alternatives ?? []).flatMap(each => [
      ['alternatives', each.how],
      ['alternatives', each.for],
    ]),
  ].flatMap(([where, sentence]) => (where !== undefined && sentence !== undefined ? [[where, sentence]] : []))
