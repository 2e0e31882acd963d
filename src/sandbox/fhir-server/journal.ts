import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { Version } from './version.ts'

/** The file that makes commits durable: one JSON line each, synced before the answer. */
export interface Journal {
  readonly recorded: readonly Version[]
  append(versions: readonly Version[]): void
  close(): void
}

const lineSchema = z.array(
  z.object({
    type: z.string(),
    id: z.string(),
    version: z.number(),
    at: z.string(),
    method: z.enum(['POST', 'PUT', 'DELETE']),
    resource: z.looseObject({ resourceType: z.string() }).optional(),
  }),
)

const NEWLINE = 0x0a

export const openJournal = (file: string): Journal => {
  mkdirSync(dirname(file), { recursive: true })
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
  // A line without its newline was never synced, so never answered: it is cut, and no other is forgiven.
  let size = bytes.lastIndexOf(NEWLINE) + 1
  const lines = bytes.subarray(0, size).toString('utf8').split('\n').slice(0, -1)
  const recorded = lines.flatMap((line, index) => readLine(file, line, index + 1))

  const fd = openSync(file, 'a', 0o600)
  ftruncateSync(fd, size)
  syncDirectory(dirname(file))

  return {
    recorded,
    append: versions => {
      const line = Buffer.from(`${JSON.stringify(versions)}\n`)
      try {
        for (let written = 0; written < line.length; ) written += writeSync(fd, line, written)
        fsyncSync(fd)
      } catch (error) {
        // Half a line (disk full) must not join with the next one.
        ftruncateSync(fd, size)
        throw error
      }
      size += line.length
    },
    close: () => closeSync(fd),
  }
}

const readLine = (file: string, line: string, number: number): readonly Version[] => {
  try {
    return lineSchema.parse(JSON.parse(line))
  } catch {
    throw new Error(`The journal ${file} cannot be read: line ${number} is damaged. Move the file away to start empty.`)
  }
}

/** A new file survives a power cut only when its directory entry does. */
const syncDirectory = (directory: string): void => {
  if (process.platform === 'win32') return // where a directory cannot be opened
  const fd = openSync(directory, 'r')
  fsyncSync(fd)
  closeSync(fd)
}
