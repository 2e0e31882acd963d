import '../../src/production-by-default.ts'
import { loadavg } from 'node:os'
import { acceptances } from './acceptances.ts'
import { counts } from './counts.ts'
import { forms } from './forms.ts'
import { hub } from './hub.ts'
import { instances } from './instances.ts'
import { memory } from './memory.ts'
import { pages } from './pages.ts'
import { installPeers } from './peers.ts'
import { populated } from './populated.ts'
import { type Bench, type Part, type Row, tabled, tableOf, telling } from './rows.ts'
import { sendAgainstBare } from './send-against-bare.ts'
import { worklist } from './worklist.ts'

/** Those that stand in the table of `npm run bench`. */
const TABLE: Readonly<Record<string, Part>> = {
  pages,
  populate: populated,
  send: sendAgainstBare,
  worklist: tabled(worklist),
  counts: tabled(counts),
  hub: tabled(hub),
}

/** Longer ones, each by its name: `npm run bench -- forms memory`. */
const BY_NAME: Readonly<Record<string, Part>> = {
  accept: telling(acceptances),
  instances: telling(instances),
  memory: telling(memory),
  forms: telling(forms),
}

/** `npm run bench`, some of it (`npm run bench -- pages populate`), or all beside what others do (`--peers`). */
const given = process.argv.slice(2)
const names = given.filter(each => !each.startsWith('--'))
const parts = { ...TABLE, ...BY_NAME }
const wanted = names.length === 0 ? Object.keys(TABLE) : names

const say = (line: string): void => console.log(line)
const load = (): string =>
  loadavg()
    .map(each => each.toFixed(1))
    .join(' ')
say(`Load of this machine before: ${load()}`)
const peers = given.includes('--peers') ? installPeers(say) : undefined
const bench: Bench = { say, peers }
const rows: Row[] = []
try {
  for (const name of wanted) {
    const part = parts[name]
    if (part === undefined) throw new Error(`There is no part "${name}": ${Object.keys(parts).join(', ')}`)
    say(`${name} ...`)
    rows.push(...(await part(bench)))
  }
} finally {
  peers?.remove()
}
say(`Load of this machine after: ${load()}`)
if (rows.length > 0) say(`\n${tableOf(rows)}`)
process.exit(0)
