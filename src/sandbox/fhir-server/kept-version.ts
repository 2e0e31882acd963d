import type { FhirResource } from './resource.ts'
import type { Version } from './version.ts'

/** A version as the store keeps it: its resource as bytes, read when somebody asks. As an object it takes several times the room. */
class KeptVersion implements Version {
  readonly type: string
  readonly id: string
  readonly version: number
  readonly at: string
  readonly method: Version['method']
  readonly #bytes: Buffer | undefined

  constructor({ type, id, version, at, method, resource }: Version) {
    this.type = type
    this.id = id
    this.version = version
    this.at = at
    this.method = method
    this.#bytes = resource && Buffer.from(JSON.stringify(resource))
  }

  get resource(): FhirResource | undefined {
    return this.#bytes && JSON.parse(this.#bytes.toString('utf8'))
  }
}

export const keptVersion = (version: Version): Version => new KeptVersion(version)
