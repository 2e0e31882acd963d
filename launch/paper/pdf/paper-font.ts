import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'
import { type PaperDocument, textsOf } from '../paper-document.ts'

const NOTO = '@expo-google-fonts/noto-sans'

/** Parsed once: a font's tables take longer to read than a paper to draw. */
function parsedFont(path: string): Font {
  const font = create(readFileSync(createRequire(import.meta.url).resolve(`${NOTO}/${path}`)))
  if (!('layout' in font)) throw new Error(`${path} holds more than one font`)
  return font
}

/** Noto Sans (SIL Open Font License 1.1): Latin with every diacritic, Greek, Cyrillic and Devanagari. It is embedded in each file. */
export const FONTS = {
  regular: parsedFont('400Regular/NotoSans_400Regular.ttf'),
  bold: parsedFont('700Bold/NotoSans_700Bold.ttf'),
} as const
export type FontName = keyof typeof FONTS

const hasGlyph = (character: string): boolean => FONTS.regular.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)

/** As it is drawn: one line end for each, and nothing that has no shape of its own. */
export const drawnText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, each => (each === '\n' || each === '\u200c' || each === '\u200d' ? each : ''))

const isDrawable = (character: string): boolean =>
  character === '\n' || character === '\u200c' || character === '\u200d' || hasGlyph(character)

/**
 * The words of a paper with a letter that the font lacks, each once, in their order. A paper with such a word is not made as a PDF: a name drawn as
 * empty boxes is a wrong name (hazard H01).
 */
export const undrawableWords = (document: PaperDocument): string[] => [
  ...new Set(
    textsOf(document)
      .flatMap(each => drawnText(each).split(/\s+/))
      .filter(word => ![...word].every(isDrawable)),
  ),
]
