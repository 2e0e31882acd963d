import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export function temporaryFolderOf(name: string): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `workwell-${name}-`))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
