/** Places after the point that FHIRPath's decimals have at the least, and ours at the most (FHIRPath, "Decimal"; FHIR R4 decimal). */
const MOST_PLACES = 8

const WRITTEN = new Intl.NumberFormat('en-GB', { useGrouping: false, maximumFractionDigits: 20 })

/** A number in plain digits, as FHIR and a person write it: never `1e-7`. */
export const numberText = (value: number): string => WRITTEN.format(value)

/** What was worked out, to eight places: a third is 0.33333333. */
export const toEightPlaces = (value: number): number =>
  Math.abs(value) < 1e15 ? Number(value.toFixed(MOST_PLACES)) + 0 : value
