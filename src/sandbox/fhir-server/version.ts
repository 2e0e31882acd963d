import type { FhirResource } from './resource.ts'

/** One version of one resource, as stored and as journalled. A deletion has no resource. */
export interface Version {
  readonly type: string
  readonly id: string
  readonly version: number
  readonly at: string
  readonly method: 'POST' | 'PUT' | 'DELETE'
  readonly resource?: FhirResource | undefined
}

/** Told without reading the resource. */
export const isLive = ({ method }: Version): boolean => method !== 'DELETE'

export const etagOf = (version: Version): string => `W/"${version.version}"`

export const locationOf = (version: Version): string => `${version.type}/${version.id}/_history/${version.version}`
