/**
 * The one element of a list that must hold exactly one; anything else is a bug or a broken contract, said with its path.
 *
 * @param path the FHIR element, e.g. `Patient.identifier`
 */
export function onlyElement<T>(list: readonly T[] | undefined, path: string): T {
  const [first, ...rest] = list ?? []
  if (first === undefined || rest.length > 0) throw new Error(`${path}: expected one, found ${list?.length ?? 0}`)
  return first
}
