/** The common languages of R4 by their English names. */
const COMMON: Record<string, string> = {
  arabic: 'ar',
  bengali: 'bn',
  chinese: 'zh',
  croatian: 'hr',
  czech: 'cs',
  danish: 'da',
  dutch: 'nl',
  english: 'en',
  finnish: 'fi',
  french: 'fr',
  german: 'de',
  greek: 'el',
  hindi: 'hi',
  italian: 'it',
  japanese: 'ja',
  korean: 'ko',
  norwegian: 'no',
  polish: 'pl',
  portuguese: 'pt',
  punjabi: 'pa',
  russian: 'ru',
  serbian: 'sr',
  spanish: 'es',
  swedish: 'sv',
  telugu: 'te',
}

/**
 * The BCP 47 code of a language, where R4 lists it among the common ones. UK Core demands a code, and a HAPI server that
 * validates refuses any other code than these: for the rest the answer on the form says the language in words.
 */
export function languageCode(words: string): string | undefined {
  const said = words.trim().toLowerCase()
  return Object.hasOwn(COMMON, said) ? COMMON[said] : Object.values(COMMON).find(code => code === said)
}
