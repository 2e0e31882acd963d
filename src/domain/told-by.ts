/** Who interpreted when the patient was told about WorkWell. */
export const TOLD_BY = ['professional', 'family'] as const
export type ToldBy = (typeof TOLD_BY)[number]

/**
 * What the clinician reads where family or a friend interpreted (hazard H11). The words stand in the form too, below the answer (`told-by-family`): a test
 * holds them to these.
 */
export const FAMILY_INTERPRETED = {
  words:
    'NHS England guidance is to offer a professional interpreter, rather than use family or friends. Check that the patient understood this and agrees of their own accord.',
  source: {
    title: 'Language interpreting and translation: migrant health guide',
    by: 'Office for Health Improvement and Disparities',
    url: 'https://www.gov.uk/guidance/language-interpretation-migrant-health-guide',
  },
} as const

/** How the patient was told, behind the version of the words in the Consent: what was answered, and nothing where nothing was. */
export const TOLD_THROUGH: Readonly<Record<ToldBy, string>> = {
  professional: ', through a professional interpreter',
  family: ', interpreted by family or a friend',
}
