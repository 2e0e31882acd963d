import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { Version } from './version.ts'

/** The file that makes commits durable: one JSON line each, synced before the answer. */
export interface Journal {
  append(versions: readonly Version[]): void
  close(): void
}

/** Opens a journal and hands over what it holds, one version after the other: all of it at once may be more than a string can hold. */
export type OpenJournal = (each: (version: Version) => void) => Journal

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

const PIECE = 1_048_576

export const openJournal = (file: string, each: (version: Version) => void): Journal => {
  mkdirSync(dirname(file), { recursive: true })
  const fd = openSync(file, 'a+', 0o600)
  // A line without its newline was never synced, so never answered: it is cut, and no other is forgiven.
  let size = readLines(fd, (line, number) => {
    for (const version of versionsIn(file, line, number)) each(version)
  })
  ftruncateSync(fd, size)
  syncDirectory(dirname(file))

  return {
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

/** Reads a file a piece at a time; how long all its whole lines are together. */
const readLines = (fd: number, each: (line: string, number: number) => void): number => {
  const piece = Buffer.alloc(PIECE)
  let [rest, position, number, whole]: [Buffer, number, number, number] = [Buffer.alloc(0), 0, 0, 0]
  for (;;) {
    const read = readSync(fd, piece, 0, PIECE, position)
    if (read === 0) return whole
    position += read
    const bytes = Buffer.concat([rest, piece.subarray(0, read)])
    let from = 0
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, from)) {
      number += 1
      each(bytes.toString('utf8', from, end), number)
      from = end + 1
    }
    whole += from
    rest = bytes.subarray(from)
  }
}

const versionsIn = (file: string, line: string, number: number): readonly Version[] => {
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
