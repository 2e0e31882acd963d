import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

const KEY_BYTES = 32

/**
 * The keys of DATA_KEY_FILE, one a line, each 32 bytes in base64: the last one seals, all of them open (ADR 0012). Only the
 * sandbox makes one for itself; elsewhere a missing key stops the start, for a fresh key beside an old database would make
 * every stored referral unreadable.
 */
export function loadDataKeys(options: { keyFile: string; createIfMissing: boolean }): Buffer[] {
  if (!existsSync(options.keyFile)) {
    if (!options.createIfMissing) {
      throw new Error(
        `The data key file ${options.keyFile} does not exist. Put the key of this installation there, or for a new one: openssl rand -base64 32 > ${options.keyFile} && chmod 600 ${options.keyFile}`,
      )
    }
    createKeyFile(options.keyFile)
  }
  const lines = readFileSync(options.keyFile, 'utf8')
    .trim()
    .split(/\s*\n\s*/)
  if (!lines.every(line => /^[A-Za-z0-9+/]{43}=$/.test(line))) {
    throw new Error(
      `The data key file ${options.keyFile} must hold ${KEY_BYTES} bytes in base64 and nothing else; a second key on a line of its own.`,
    )
  }
  return lines.map(line => Buffer.from(line, 'base64'))
}

/** Written aside and linked into place, so that nobody reads half a key and of two starters the first one's key counts. */
function createKeyFile(keyFile: string): void {
  mkdirSync(dirname(keyFile), { recursive: true, mode: 0o700 })
  const draft = `${keyFile}.${randomBytes(6).toString('hex')}`
  const file = openSync(draft, 'wx', 0o600)
  writeSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`)
  fsyncSync(file)
  closeSync(file)
  try {
    linkSync(draft, keyFile)
  } catch (error) {
    if (!existsSync(keyFile)) throw error
  } finally {
    unlinkSync(draft)
  }
}
