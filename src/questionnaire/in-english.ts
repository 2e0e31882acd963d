import type { Extension } from 'fhir/r4.js'
import { z } from 'zod'
import { EXT } from '../fhir/systems.ts'

const translated = z.looseObject({
  extension: z.array(
    z.looseObject({
      url: z.string(),
      extension: z
        .array(
          z.looseObject({
            url: z.string(),
            valueCode: z.string().optional(),
            valueString: z.string().optional(),
            valueMarkdown: z.string().optional(),
          }),
        )
        .optional(),
    }),
  ),
})

/**
 * The words in the English of this app, where the Questionnaire brings them (FHIR translation extension): British English first; another
 * English only in place of words in a language that is none.
 */
export function inEnglish(json: unknown, isEnglish = hasEnglishWords(json)): unknown {
  if (Array.isArray(json)) return json.map(each => inEnglish(each, isEnglish))
  if (typeof json !== 'object' || json === null) return json
  const entries = Object.entries(json).map(([name, value]): [string, unknown] => [name, inEnglish(value, isEnglish)])
  const words = Object.entries(json).flatMap(([name, value]): [string, string][] => {
    const found = name.startsWith('_') ? translation(value, isEnglish) : undefined
    return found === undefined ? [] : [[name.slice(1), found]]
  })
  return Object.fromEntries([...entries, ...words])
}

/** A Questionnaire that names no language is taken to be written in this one. */
const hasEnglishWords = (json: unknown): boolean => {
  const language = typeof json === 'object' && json !== null && 'language' in json ? json.language : undefined
  return typeof language !== 'string' || /^en\b/i.test(language)
}

function translation(element: unknown, isEnglish: boolean): string | undefined {
  const parsed = translated.safeParse(element)
  if (!parsed.success) return undefined
  const all = parsed.data.extension
    .filter(each => each.url === EXT.translation)
    .map(({ extension: parts = [] }) => ({
      language: parts.find(part => part.url === 'lang')?.valueCode?.toLowerCase() ?? '',
      content: contentOf(parts),
    }))
  const british = all.find(each => each.language === 'en-gb')
  const other = isEnglish
    ? undefined
    : (all.find(each => each.language === 'en') ?? all.find(each => each.language.startsWith('en-')))
  return (british ?? other)?.content
}

const contentOf = (parts: readonly Pick<Extension, 'url' | 'valueString' | 'valueMarkdown'>[]): string | undefined => {
  const content = parts.find(part => part.url === 'content')
  return content?.valueString ?? content?.valueMarkdown
}
