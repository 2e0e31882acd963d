import { fail, ok, type Result } from '../../../src/domain/result.ts'
import type { Problems } from '../../../src/questionnaire/questionnaire-schema.ts'

/** Names that no linkId is likely to have: the form's own fields stand beside them. */
export const FIELD = { text: 'form:questionnaire', file: 'form:file', step: 'form:step' } as const

/** A large form with long value sets is a tenth of this. */
export const MOST_CHARACTERS = 2_000_000

/** The fields of a posted form, with or without a file: no library is needed, Node reads both kinds. */
export async function readFields(
  body: Uint8Array | undefined,
  contentType: string | undefined,
): Promise<Record<string, string | string[]>> {
  const data = await new Response(new Uint8Array(body ?? []), {
    headers: { 'content-type': contentType ?? '' },
  }).formData()
  const fields = new Map<string, string | string[]>()
  for (const [name, value] of data) {
    const text = typeof value === 'string' ? value : await value.text()
    const before = fields.get(name)
    fields.set(name, before === undefined ? text : [before, text].flat())
  }
  return Object.fromEntries(fields)
}

/** The Questionnaire that was uploaded, else the one that was pasted. */
export function questionnaireText(fields: Readonly<Record<string, string | string[]>>): string {
  const [file, pasted] = [FIELD.file, FIELD.text].map(name => [fields[name] ?? ''].flat()[0] ?? '')
  // A file that a program for Windows wrote begins with a byte order mark.
  return (file !== undefined && file.trim() !== '' ? file : (pasted ?? '')).replace(/^\uFEFF/, '').trim()
}

/** JSON that says what it is, or a sentence for the person who pasted something else. */
export function parseJson(text: string): Result<unknown, Problems> {
  if (text === '') return fail({ problems: ['Paste a Questionnaire, or choose a file.'] })
  if (text.length > MOST_CHARACTERS) {
    return fail({
      isTooMuch: true,
      problems: [`The Questionnaire has more than ${MOST_CHARACTERS.toLocaleString('en-GB')} characters.`],
    })
  }
  if (text.startsWith('<')) return fail({ problems: ['This is XML. Paste the Questionnaire as JSON.'] })
  try {
    const json: unknown = JSON.parse(text)
    const type = typeof json === 'object' && json !== null && 'resourceType' in json ? json.resourceType : undefined
    return type === 'Questionnaire' || typeof type !== 'string'
      ? ok(json)
      : fail({ problems: [`This is a ${type.slice(0, 40)}. Paste the Questionnaire itself.`] })
  } catch (error) {
    return fail({ problems: [`This is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}`] })
  }
}
