import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Input } from './judge.ts'

const EARLIER = join(import.meta.dirname, 'earlier')

/**
 * What earlier versions sent and hubs still hold, as it was written then: a folder for each version of the profiles, never changed afterwards. New rules
 * must let it pass, or a hub that validates could not move a referral any more (ADR 0027).
 */
export const earlierMessages = (): Input[] =>
  readdirSync(EARLIER).flatMap(version =>
    readdirSync(join(EARLIER, version)).map(name => ({
      name: `${version} ${name}`,
      resource: JSON.parse(readFileSync(join(EARLIER, version, name), 'utf8')),
    })),
  )
