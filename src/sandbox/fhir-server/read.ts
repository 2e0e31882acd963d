import { ok } from '../../domain/result.ts'
import type { Answered } from './answer.ts'
import { refuse } from './outcome.ts'
import type { Records } from './store.ts'
import type { Version } from './version.ts'
import { etagOf } from './version.ts'

export const read = (records: Records, type: string, id: string, ifNoneMatch: string | undefined): Answered =>
  answerVersion(records.current(type, id), `${type}/${id}`, ifNoneMatch)

export const readVersion = (records: Records, type: string, id: string, version: string): Answered =>
  answerVersion(
    records.versions(type, id).find(known => String(known.version) === version),
    `${type}/${id}/_history/${version}`,
    undefined,
  )

const answerVersion = (version: Version | undefined, name: string, ifNoneMatch: string | undefined): Answered => {
  if (!version) return refuse(404, 'not-found', `HAPI-2001: Resource ${name} is not known`)
  if (!version.resource) return refuse(410, 'deleted', `HAPI-2002: Resource was deleted at ${version.at}`)
  if (ifNoneMatch === etagOf(version)) return ok({ status: 304, version })
  return ok({ status: 200, body: version.resource, version })
}
