import type { Journal } from './journal.ts'
import type { Version } from './version.ts'

/** What can be read: of the store, or of a unit of work that sees its own staged writes on top. */
export interface Records {
  /** The newest version, a deletion included. */
  current(type: string, id: string): Version | undefined
  /** Oldest first. */
  versions(type: string, id: string): readonly Version[]
  /** Those that are not deleted, in the order of their creation. */
  ofType(type: string): readonly Version[]
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
const live = (version: Version | undefined): version is Version => version?.resource !== undefined

export const createStore = (journal?: Journal): Store => {
  const histories = new Map<string, Map<string, Version[]>>()
  const log: Version[] = []
  let lastId = 0

  const add = (version: Version): void => {
    const ofType = histories.get(version.type) ?? new Map<string, Version[]>()
    histories.set(version.type, ofType)
    ofType.set(version.id, [...(ofType.get(version.id) ?? []), version])
    log.push(version)
    if (/^\d+$/.test(version.id)) lastId = Math.max(lastId, Number(version.id))
  }
  for (const version of journal?.recorded ?? []) add(version)

  const records: Records = {
    current: (type, id) => histories.get(type)?.get(id)?.at(-1),
    versions: (type, id) => histories.get(type)?.get(id) ?? [],
    ofType: type => [...(histories.get(type)?.values() ?? [])].map(versions => versions.at(-1)).filter(live),
    all: () => [...histories.keys()].flatMap(type => records.ofType(type)),
    log: () => log,
  }

  return {
    ...records,
    begin: at => createUnit(records, at.toISOString(), () => String(++lastId)),
    // Durable before it is visible, and visible before it is answered.
    commit: unit => {
      if (unit.staged.length === 0) return
      journal?.append(unit.staged)
      for (const version of unit.staged) add(version)
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
    return [...kept, ...own.filter(version => !seen.has(key(version.type, version.id)))].filter(live)
  }
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
    ofType: type =>
      merged(
        base.ofType(type),
        [...latest.values()].filter(version => version.type === type),
      ),
    all: () => merged(base.all(), [...latest.values()]),
    log: () => [...base.log(), ...staged],
  }
}
