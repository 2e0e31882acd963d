import type { OpenJournal } from './journal.ts'
import { keptVersion } from './kept-version.ts'
import { createSearchIndex, type IndexPlace } from './search-index.ts'
import { isLive, type Version } from './version.ts'

/** What can be read: of the store, or of a unit of work that sees its own staged writes on top. */
export interface Records {
  /** The newest version, a deletion included. */
  current(type: string, id: string): Version | undefined
  /** Oldest first. */
  versions(type: string, id: string): readonly Version[]
  /** Those that are not deleted, in the order of their creation. */
  ofType(type: string): readonly Version[]
  /** Of these, those that stand at all of these places, and perhaps others: whoever asks looks at each. */
  standingAt(type: string, places: readonly IndexPlace[]): readonly Version[]
  all(): readonly Version[]
  /** Every version of everything, in the order of the commits. */
  log(): readonly Version[]
}

/** Writes are staged here and reach the store all together or, if the unit is dropped, not at all. */
export interface Unit extends Records {
  readonly at: string
  readonly staged: readonly Version[]
  stage(version: Version): void
  newId(): string
}

export interface Store extends Records {
  begin(at: Date): Unit
  commit(unit: Unit): void
  close(): void
}

const key = (type: string, id: string) => `${type}/${id}`

export const createStore = (openJournal?: OpenJournal): Store => {
  const histories = new Map<string, Map<string, Version[]>>()
  const places = new Map<string, number>()
  const log: Version[] = []
  let lastId = 0

  const keep = (given: Version): void => {
    const version = keptVersion(given)
    const ofType = histories.get(version.type) ?? new Map<string, Version[]>()
    histories.set(version.type, ofType)
    const versions = ofType.get(version.id)
    if (versions) versions.push(version)
    else ofType.set(version.id, [version])
    const place = key(version.type, version.id)
    if (!places.has(place)) places.set(place, places.size)
    log.push(version)
    if (/^\d+$/.test(version.id)) lastId = Math.max(lastId, Number(version.id))
  }
  const journal = openJournal?.(keep)

  const records: Records = {
    current: (type, id) => histories.get(type)?.get(id)?.at(-1),
    versions: (type, id) => histories.get(type)?.get(id) ?? [],
    ofType: type =>
      [...(histories.get(type)?.values() ?? [])].flatMap(versions => versions.at(-1) ?? []).filter(isLive),
    standingAt: (type, wanted) => {
      const [rarest] = wanted.map(place => index.find(type, place)).sort((one, other) => one.size - other.size)
      // To put many into their order takes longer than to go through all of them.
      if (!rarest || rarest.size > (histories.get(type)?.size ?? 0) / 4) return records.ofType(type)
      return [...rarest]
        .flatMap(id => records.current(type, id) ?? [])
        .filter(isLive)
        .map(version => ({ version, place: places.get(key(type, version.id)) ?? 0 }))
        .sort((one, other) => one.place - other.place)
        .map(({ version }) => version)
    },
    all: () => [...histories.keys()].flatMap(type => records.ofType(type)),
    log: () => log,
  }

  const index = createSearchIndex(records.ofType)

  return {
    ...records,
    begin: at => createUnit(records, at.toISOString(), () => String(++lastId)),
    // Durable before it is visible, and visible before it is answered.
    commit: unit => {
      if (unit.staged.length === 0) return
      journal?.append(unit.staged)
      for (const version of unit.staged) {
        keep(version)
        index.add(version)
      }
    },
    close: () => journal?.close(),
  }
}

const createUnit = (base: Records, at: string, newId: () => string): Unit => {
  const staged: Version[] = []
  const latest = new Map<string, Version>()
  const merged = (versions: readonly Version[], own: readonly Version[]): readonly Version[] => {
    const kept = versions.map(version => latest.get(key(version.type, version.id)) ?? version)
    const seen = new Set(kept.map(version => key(version.type, version.id)))
    return [...kept, ...own.filter(version => !seen.has(key(version.type, version.id)))].filter(isLive)
  }
  const ownOf = (type: string): Version[] => [...latest.values()].filter(version => version.type === type)
  return {
    at,
    staged,
    newId,
    stage: version => {
      staged.push(version)
      latest.set(key(version.type, version.id), version)
    },
    current: (type, id) => latest.get(key(type, id)) ?? base.current(type, id),
    versions: (type, id) => [
      ...base.versions(type, id),
      ...staged.filter(version => version.type === type && version.id === id),
    ],
    ofType: type => merged(base.ofType(type), ownOf(type)),
    standingAt: (type, wanted) => merged(base.standingAt(type, wanted), ownOf(type)),
    all: () => merged(base.all(), [...latest.values()]),
    log: () => [...base.log(), ...staged],
  }
}
