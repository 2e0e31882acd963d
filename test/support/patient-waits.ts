import { vi } from 'vitest'

/** What hangs must end; how long a busy machine takes for something says nothing about it. */
const PATIENCE_MS = 90_000

const { waitFor } = vi

// A wait is for the thing, not for the time: each has at least this long, and ends as soon as the thing is there.
vi.waitFor = (look, options) => {
  const given = typeof options === 'number' ? { timeout: options } : options
  return waitFor(look, { ...given, timeout: Math.max(PATIENCE_MS, given?.timeout ?? 0) })
}
