import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Answer, Answered } from './answer.ts'
import { problemOutcome } from './outcome.ts'
import type { JsonObject } from './resource.ts'
import { etagOf, locationOf } from './version.ts'

/** Answers stand in the order of the requests. What was written comes back only when asked for, as on HAPI. */
export const responseBundle = (type: string, answers: readonly Answered[], prefer: string | undefined): JsonObject => ({
  resourceType: 'Bundle',
  id: randomUUID(),
  type,
  entry: answers.map(answered => {
    if (answered.ok) return responseEntry(answered.value, prefer === 'representation')
    const { failure } = answered
    return { response: { status: statusLine(failure.status), outcome: problemOutcome(failure) } }
  }),
})

const responseEntry = ({ status, body, version, written }: Answer, showWritten: boolean): JsonObject => ({
  ...(body && (showWritten || !written) ? { resource: body } : {}),
  response: {
    status: statusLine(status),
    ...(version && written ? { location: locationOf(version) } : {}),
    ...(version ? { etag: etagOf(version), lastModified: version.at } : {}),
  },
})

const statusLine = (status: number): string => `${status} ${STATUS_CODES[status] ?? ''}`.trim()
