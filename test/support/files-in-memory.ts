import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

/** In memory, where a system has such a place: Linux only. */
const MEMORY = '/dev/shm'
const NEEDED_BYTES = 2_000_000_000

function isRoomy(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize >= NEEDED_BYTES
  } catch {
    return false
  }
}

/**
 * What tests write lasts as long as they do, and a process that is killed loses none of it in memory either. On a disk, every app under
 * test would wait for it at each commit. One folder a run, gone with it.
 */
export function keepFilesInMemory(): void {
  if (process.env.TMPDIR !== undefined || !isRoomy()) return
  const folder = mkdtempSync(join(MEMORY, 'workwell-tests-'))
  // PostgreSQL runs as a user of its own where the tests run as root.
  chmodSync(folder, 0o711)
  process.env.TMPDIR = folder
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
}
