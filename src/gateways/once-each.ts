/** What several searches found, each resource once, the first as it came. */
export const onceEach = <T extends { readonly id: string }>(found: readonly T[]): T[] =>
  [...new Map(found.toReversed().map(each => [each.id, each])).values()].toReversed()
