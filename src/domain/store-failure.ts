/** What can be wrong with the store itself, whatever was asked of it. */
export type StoreFault = 'full' | 'damaged' | 'read-only' | 'silent'

const SAYS: Readonly<Record<StoreFault, (place: string) => string>> = {
  full: place => `There is no room left for ${place}.`,
  damaged: place => `${place} is damaged, or is no database of this app.`,
  'read-only': place => `${place} cannot be opened for writing.`,
  silent: place => `${place} does not answer.`,
}
const REMEDIES: Readonly<Record<StoreFault, string>> = {
  full: 'Make room on its disk. The app needs no restart; what it has accepted is kept and is sent.',
  damaged:
    'Stop the app, put the file aside with those that end in -wal and -shm, and restore the last backup: docs/operating.md, "When the store fails".',
  'read-only': 'Let the user that runs the app write to it and to its folder, on a disk that is mounted for writing.',
  silent: 'See whether another program holds it, and whether its server, network and disk are up.',
}

/** The store itself failed. Its message, and what is logged of it, name the file and the remedy, and nothing that was stored. */
export class StoreFailure extends Error {
  readonly fault: StoreFault
  readonly logged: { readonly storeFault: StoreFault; readonly store: string; readonly remedy: string }

  constructor(fault: StoreFault, place: string, cause: unknown) {
    super(`${SAYS[fault](place)} ${REMEDIES[fault]}`, { cause })
    this.name = 'StoreFailure'
    this.fault = fault
    this.logged = { storeFault: fault, store: place, remedy: REMEDIES[fault] }
  }
}
