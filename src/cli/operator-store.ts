import { readStoreConfig } from '../config.ts'
import { openStore, type Store } from '../store/open-store.ts'

/** The store of this installation, for a command of those who operate it; closed when the command ends. */
export async function withStore(work: (store: Store) => Promise<number>): Promise<void> {
  try {
    const store = await openStore({ ...readStoreConfig(process.env), createKeyIfMissing: false })
    try {
      process.exitCode = await work(store)
    } finally {
      await store.database.close()
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    process.exitCode = 1
  }
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`)
