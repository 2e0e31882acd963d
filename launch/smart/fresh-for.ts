/** Bounds of what an EHR's Cache-Control may say: neither a call for every launch, nor what was withdrawn still in use for hours. */
const SECONDS = { least: 60, most: 600 }

/** How long an answer of an EHR (its configuration, its keys) may be used: as long as it says itself, within our bounds. */
export function freshForMs(cacheControl: string | null): number {
  const said = /(?:^|[\s,])max-age="?(\d{1,9})/i.exec(cacheControl ?? '')?.[1]
  const wants = /no-store|no-cache/i.test(cacheControl ?? '') ? 0 : Number(said ?? SECONDS.most)
  return Math.min(Math.max(wants, SECONDS.least), SECONDS.most) * 1000
}
