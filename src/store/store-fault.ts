import { StoreFailure, type StoreFault } from '../domain/store-failure.ts'

const BY_CODE: readonly (readonly [StoreFault, RegExp])[] = [
  ['full', /^(SQLITE_FULL|ENOSPC|EDQUOT|53100)$/],
  ['damaged', /^(SQLITE_CORRUPT.*|SQLITE_NOTADB|XX001|XX002)$/],
  ['read-only', /^(SQLITE_(READONLY|PERM|CANTOPEN|AUTH).*|EROFS|EACCES|EPERM|EISDIR|ENOTDIR|25006|42501)$/],
  // PostgreSQL: class 08 and 57P0x are its connection, 53300 too many of them; the rest is the network's.
  [
    'silent',
    /^(SQLITE_(IOERR|BUSY|PROTOCOL).*|EIO|08...|57P0.|53300|ECONN[A-Z]+|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EPIPE)$/,
  ],
]
/** libsql and pg have no code for these. */
const BY_MESSAGE: readonly (readonly [StoreFault, RegExp])[] = [
  ['read-only', /^ConnectionFailed\("Unable to open connection to local database/],
  ['silent', /^(Connection terminated|timeout exceeded when trying to connect)/],
]

/** Which fault of the store an error tells of; undefined for anything else, such as a mistake of ours in a statement. */
export function storeFaultOf(error: unknown): StoreFault | undefined {
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? String(error.code) : ''
  const [fault] =
    BY_CODE.find(([, pattern]) => pattern.test(code)) ??
    BY_MESSAGE.find(([, pattern]) => pattern.test(error.message)) ??
    []
  return fault
}

/** The error as it was, or as the failure of this store that it tells of. */
export function namedFailure(error: unknown, place: string): unknown {
  const fault = error instanceof StoreFailure ? undefined : storeFaultOf(error)
  return fault === undefined ? error : new StoreFailure(fault, place, error)
}
