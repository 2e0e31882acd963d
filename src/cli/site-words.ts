import type { z } from 'zod'
import { letterReply, takesElectronicReferrals } from '../domain/channel.ts'
import { displayDate, type LocalDate } from '../domain/local-date.ts'
import { factOf, type WorkWellService } from '../domain/site.ts'

type Issue = z.core.$ZodIssue

/** By the last name on the path: what belongs there, with an example. */
const EXPECTED: Record<string, string> = {
  site: 'small letters, digits and hyphens, for example "north-yorkshire"',
  id: 'small letters, digits and hyphens, for example "north-yorkshire-workwell"',
  makeBelieve: 'true for the sandbox alone, else false',
  services: 'at least one service between [ and ]',
  practiceCodes: 'ODS codes of practices in capitals, for example "A12345"',
  pcns: 'networks with their practices, for example { "name": "North Network", "practiceCodes": ["A12345"] }',
  postcodes: 'letters, a district, a sector or a postcode, for example "LS", "LS1", "LS1 1" or "LS1 1AA"',
  counts: '"registered", "resident", "either" or "both"',
  covers: '"listed" or "everyone-else"',
  minimumAge: 'a whole number of years from 16 up, for example 18',
  maximumAge: 'a whole number of years from 16 up, for example 66',
  validFrom: 'a day as year-month-day, for example "2027-04-01"',
  validUntil: 'a day as year-month-day, not before validFrom, for example "2028-03-31"',
  asOf: 'a day as year-month-day, for example "2027-04-01"',
  date: 'a day as year-month-day, for example "2027-04-01"',
  reviewBy: 'a day as year-month-day, for example "2027-09-30"',
  source: 'the page or letter that says so, for example "https://www.example.nhs.uk/workwell"',
  accepts: 'work statuses, for example ["employed-at-work", "employed-off-sick"]',
  told: 'at least one sentence, for example ["WorkWell is voluntary."]',
  agreement: 'the reference of a signed agreement, for example "Data sharing agreement 2027-04"',
  baseUrl: 'the FHIR R4 address of the service, for example "https://hub.example.nhs.uk/fhir"',
  clientId: 'the id under which the hub knows this app',
  keyFileFrom: 'the environment variable that names the file with our key, for example "NORTH_HUB_KEY_FILE"',
  asks: '"service-code" or "date-of-birth"',
  codeFrom: 'the environment variable with the code that was agreed with the service, for example "NORTH_LETTER_CODE"',
  kind: '"none", "letter" or "fhir"',
  file: 'the name of a file beside the pack, for example "my-area-questions.json"',
  leavesFrom: '"basic", "standard" or "full"',
  pathway: '"refer", "note-and-refer", "note-refer-later", "note-only" or "neither"',
  contactBy: '"phone", "video" or "in-person"',
  receives: 'what the DWP receives, in the middle of a sentence, for example "counts of how many people were referred"',
  named: 'true where people are named in it, else false',
  benefits: 'only with facts.benefits, which says where it was found',
}

/** Each problem as one line: where in words, what was found, what belongs there. */
export const problemLines = (issues: readonly Issue[], content: unknown): string[] =>
  issues.flatMap(issue => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map(
        key =>
          `${placeOf(issue.path, content)}: nobody reads “${key}”. Is it spelt wrongly? Remove it, or see the README.`,
      )
    const name = issue.path.findLast(part => typeof part === 'string')
    const expected = (name !== undefined && EXPECTED[String(name)]) || undefined
    const found = at(content, issue.path)
    const is = found === undefined ? 'is missing' : `is ${JSON.stringify(found).slice(0, 80)}`
    const why = issue.code === 'custom' ? ` (${issue.message})` : ''
    return [`${placeOf(issue.path, content)} ${is}${why}. Expected: ${expected ?? issue.message.toLowerCase()}.`]
  })

/** `services.0.area.postcodes.1` as "Service 1 (WorkWell North), area, postcodes, entry 2". */
function placeOf(path: readonly PropertyKey[], content: unknown): string {
  if (path.length === 0) return 'The pack'
  const words = path.map((part, index) => {
    if (typeof part !== 'number')
      return part === 'services' && typeof path[index + 1] === 'number' ? undefined : String(part)
    if (path[index - 1] !== 'services') return `entry ${part + 1}`
    const name = at(content, ['services', part, 'name'])
    return `service ${part + 1}${typeof name === 'string' ? ` (${name})` : ''}`
  })
  const text = words.filter(word => word !== undefined).join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const at = (content: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
    content,
  )

/** What an editor should know of a pack that can be used all the same. */
export function cautionsOf(service: WorkWellService, today: LocalDate): string[] {
  const { area, facts, unknown = [] } = service
  const isEmpty = area.covers === 'listed' && area.practiceCodes.length + area.pcns.length + area.postcodes.length === 0
  return [
    ...(isEmpty ? ['Note: no practice, network or postcode is listed, so no patient will be matched.'] : []),
    ...(service.dwp
      ? []
      : ['Note: dwp is missing, so the patient is told that it is not known what the DWP receives.']),
    ...(takesElectronicReferrals(service)
      ? []
      : ['Note: nothing is ever sent to this service; there is a letter to print.']),
    ...(letterReply(service)?.asks === 'date-of-birth'
      ? [
          'Note: the date of birth stands on the letter, so whoever holds the letter can answer it. A service-code keeps them out.',
        ]
      : []),
    ...['area', 'minimumAge', 'workStatus', 'askFirst'].flatMap(field =>
      Object.hasOwn(service, field) && factOf(service, field) === undefined
        ? [`Note: ${field} has no source. Add facts.${field}, or facts.everything.`]
        : [],
    ),
    ...Object.entries(facts).flatMap(([field, { reviewBy }]) =>
      reviewBy < today ? [`Note: facts.${field} should have been checked again by ${displayDate(reviewBy)}.`] : [],
    ),
    ...unknown.map(each => `Not known: ${each}.`),
  ]
}
