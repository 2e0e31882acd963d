/** Milliseconds of some work. */
export async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

export function percentile(times: readonly number[], percent: number): number {
  const sorted = times.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0
}

export const inWords = (times: readonly number[]): string =>
  `p50 ${percentile(times, 50).toFixed(1)} ms, p95 ${percentile(times, 95).toFixed(1)} ms, p99 ${percentile(times, 99).toFixed(1)} ms`

/** `atOnce` workers that repeat some work for so long; how often it was done in a second, and how long each took. */
export async function repeated(
  work: () => Promise<unknown>,
  { seconds, atOnce }: { seconds: number; atOnce: number },
): Promise<{ perSecond: number; times: number[] }> {
  const times: number[] = []
  const until = performance.now() + seconds * 1000
  const worker = async (): Promise<void> => {
    while (performance.now() < until) times.push(await millisecondsOf(work))
  }
  const took = await millisecondsOf(() => Promise.all(Array.from({ length: atOnce }, worker)))
  return { perSecond: (times.length * 1000) / took, times }
}
