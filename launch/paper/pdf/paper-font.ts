import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'
import { type PaperDocument, textsOf } from '../paper-document.ts'

const require = createRequire(import.meta.url)

/**
 * One shape for each character. The font would else take “ị” apart into “i” and a dot, and join “fi”: then the file's own text, which is what a screen
 * reader says and what is copied, has other letters than the sheet.
 */
const ONE_FOR_ONE = { ccmp: false, liga: false }

/** Parsed once: a font's tables take longer to read than a paper to draw. */
function parsedFont(file: string): Font {
  const font = create(readFileSync(file))
  if (!('layout' in font)) throw new Error(`${file} holds more than one font`)
  // A shape keeps the character that it was first met with, and none where it was a part of another: each is met with its own before any paper is.
  for (const each of font.characterSet) font.glyphForCodePoint(each)
  return Object.create(font, { layout: { value: (text: string) => font.layout(text, ONE_FOR_ONE) } })
}

/** Noto Sans (SIL Open Font License 1.1): Latin with every diacritic, Greek and Cyrillic. It is embedded in each file. */
export const FONTS = {
  regular: parsedFont(require.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf')),
  bold: parsedFont(require.resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf')),
} as const
export type FontName = keyof typeof FONTS

/** As it is drawn: one line end for each, and nothing that has no shape of its own. */
export const drawnText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/[^\S\n]/g, ' ')
    .replace(/[\u2010\u2011]/g, '-')
    .replace(/[\p{Cc}\p{Cf}]/gu, each => (each === '\n' ? each : ''))

/** Whether a word is drawn with shapes of the font alone, and the file's text says again what was written. */
function isDrawn(word: string, font: Font): boolean {
  if (/^[ -~]*$/.test(word)) return true
  const { glyphs } = font.layout(word)
  const said = glyphs.flatMap(({ codePoints }) => codePoints).map(each => String.fromCodePoint(each))
  return glyphs.every(({ id }) => id !== 0) && said.join('').normalize('NFKC') === word.normalize('NFKC')
}

/**
 * The words of a paper with a letter that cannot be drawn, each once, in their order. A paper with such a word is not made as a PDF: a name drawn as
 * empty boxes is a wrong name (hazard H01).
 */
export const undrawableWords = (document: PaperDocument): string[] => [
  ...new Set(
    textsOf(document)
      .flatMap(each => drawnText(each).split(/\s+/))
      .filter(word => !Object.values(FONTS).every(font => isDrawn(word, font))),
  ),
]
