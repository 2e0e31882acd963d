import { isLocalDate, type LocalDate, londonDay } from '../domain/local-date.ts'
import { meansSystem } from './systems.ts'

/** The parts of FHIR data types that are looked at here: met by parsed records and by FHIR's own types alike. */
interface CodingLike {
  readonly system?: string | undefined
  readonly code?: string | undefined
  readonly display?: string | undefined
}
interface ConceptLike {
  readonly coding?: readonly CodingLike[] | undefined
  readonly text?: string | undefined
}
interface PeriodLike {
  readonly start?: string | undefined
  readonly end?: string | undefined
}
interface NameLike {
  readonly use?: string | undefined
  readonly text?: string | undefined
  readonly family?: string | undefined
  readonly given?: readonly string[] | undefined
  readonly prefix?: readonly string[] | undefined
  readonly period?: PeriodLike | undefined
}

/** The code that a concept has in one code system, if it has one. */
export const codeIn = (concept: ConceptLike | undefined, system: string): string | undefined =>
  concept?.coding?.find(coding => coding.system === system)?.code

/** What a person would read for a concept: its text, else the first display, else the bare code. */
export function conceptText(concept: ConceptLike | undefined): string | undefined {
  const codings = concept?.coding ?? []
  return (
    concept?.text?.trim() ||
    codings.find(coding => coding.display)?.display ||
    codings.find(coding => coding.code)?.code
  )
}

/** What a table has for a code from outside: `constructor` and its like are in no table. */
export const inTable = <T>(table: Readonly<Record<string, T>>, code: string | undefined): T | undefined =>
  code !== undefined && Object.hasOwn(table, code) ? table[code] : undefined

/** The first entry of a table that one of a concept's codes of a system has: records often hold several codes. */
export const fromTable = <T>(
  table: Readonly<Record<string, T>>,
  concept: ConceptLike | undefined,
  system: string,
): T | undefined =>
  concept?.coding
    ?.filter(coding => coding.system === system)
    .map(coding => inTable(table, coding.code))
    .find(entry => entry !== undefined)

export const identifierIn = <T extends { readonly system?: string | undefined; readonly value?: string | undefined }>(
  identifiers: readonly T[] | undefined,
  system: string,
): T | undefined =>
  identifiers?.find(each => each.system === system && each.value) ??
  identifiers?.find(each => meansSystem(each.system, system) && each.value)

/** FHIR `date` or `dateTime` to a day in London; a partial date (`2024`, `2024-05`) is not a day and stays unknown. */
export function dayOf(text: string | undefined): LocalDate | 'unknown' {
  if (!text) return 'unknown'
  if (isLocalDate(text)) return text
  if (!/^\d{4}-\d{2}-\d{2}T/.test(text)) return 'unknown'
  const moment = new Date(text)
  return Number.isNaN(moment.getTime()) ? 'unknown' : londonDay(moment)
}

/** A name as it is said: prefix, given, family; or the text, if that is all the record has. */
export function displayName(name: NameLike | undefined): string | undefined {
  if (!name) return undefined
  const parts = [...(name.prefix ?? []), ...(name.given ?? []), name.family ?? ''].filter(Boolean)
  return parts.length > 0 ? parts.join(' ') : name.text
}

/** The name to use now: official before usual before any that is neither old nor ended; a nickname or a name that hides who it is comes last. */
export function currentName<T extends NameLike>(names: readonly T[] | undefined, now: Date): T | undefined {
  const current = (names ?? []).filter(
    name => name.use !== 'old' && name.use !== 'maiden' && isCurrent(name.period, now),
  )
  return (
    current.find(name => name.use === 'official') ??
    current.find(name => name.use === 'usual') ??
    current.find(name => name.use !== 'nickname' && name.use !== 'anonymous') ??
    current[0] ??
    undefined
  )
}

/** In use on this day: neither over nor still to come, such as the address after next month's move (hazard H02). */
export function isCurrent(period: PeriodLike | undefined, now: Date): boolean {
  const today = londonDay(now)
  const { start = '', end = '' } = period ?? {}
  // A partial date (`2026-09`) is compared as far as it goes: it ends with its month.
  const isOver = end !== '' && dayLike(end) < today.slice(0, dayLike(end).length)
  return !isOver && dayLike(start) <= today
}

/** A moment as its day in London, a partial date as it is. */
function dayLike(text: string): string {
  const day = dayOf(text)
  return day === 'unknown' ? text.slice(0, 10) : day
}
