import { ok, type Result } from '../../domain/result.ts'
import { type Problem, refuse } from './outcome.ts'
import type { Version } from './version.ts'

/** What HAPI calls the two: what is no number fails there without having been looked for. */
const TEXTS = {
  update: {
    other: ({ type, id }: Version, wanted: string) =>
      `HAPI-0550: HAPI-0989: Trying to update ${type}/${id}/_history/${wanted} but this is not the current version`,
    malformed: (text: string) => `HAPI-2223: For input string: "${text}"`,
  },
  patch: {
    other: (_version: Version, wanted: string) =>
      `HAPI-0550: HAPI-0974: Version ${wanted} is not the most recent version of this resource, unable to apply patch`,
    malformed: (text: string) => `HAPI-0389: Failed to call access method: For input string: "${text}"`,
  },
} as const

/**
 * Whether an update or a patch may go over what stands (a deletion included), as HAPI has it: 409 for another version where R4 has
 * 412, 500 for what is no version. Creates, deletes and conditional updates do not ask.
 */
export const checkIfMatch = (
  current: Version,
  ifMatch: string | undefined,
  by: keyof typeof TEXTS,
): Result<undefined, Problem> => {
  const text = versionIn(ifMatch ?? '')
  if (text === '') return ok(undefined)
  if (!/^[-+]?\d{1,18}$/.test(text)) return refuse(500, 'processing', TEXTS[by].malformed(text.slice(0, 100)))
  const wanted = Number(text)
  return current.version === wanted ? ok(undefined) : refuse(409, 'conflict', TEXTS[by].other(current, String(wanted)))
}

/** `3` in `W/"3"`, `"3"` and `3`: weak and strong are one. */
const versionIn = (header: string): string => {
  const text = header.trim()
  return /^(?:W\/)?"(.*)"$/s.exec(text)?.[1] ?? text
}
