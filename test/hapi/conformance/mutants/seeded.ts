/** Numbers from 0 up to 1 that only look random: the same seed gives the same ones (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** So many of them, each as likely as the next, in the order in which they stood. */
export function sampleOf<T>(all: readonly T[], size: number, random: () => number): T[] {
  const marked = all.map((each, index) => ({ each, index, mark: random() }))
  return marked
    .toSorted((one, other) => one.mark - other.mark)
    .slice(0, size)
    .toSorted((one, other) => one.index - other.index)
    .map(({ each }) => each)
}
