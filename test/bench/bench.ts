import '../../src/production-by-default.ts'
import { acceptances } from './acceptances.ts'
import { counts } from './counts.ts'
import { forms } from './forms.ts'
import { hub } from './hub.ts'
import { instances } from './instances.ts'
import { memory } from './memory.ts'
import { pages } from './pages.ts'
import { sendAgainstBare } from './send-against-bare.ts'
import { worklist } from './worklist.ts'

/** `npm run bench`, or some of it: `npm run bench -- send pages`. */
const PARTS = { send: sendAgainstBare, accept: acceptances, instances, pages, memory, forms, worklist, counts, hub }

const wanted = process.argv.slice(2)
for (const [name, part] of Object.entries(PARTS))
  if (wanted.length === 0 || wanted.includes(name)) await part(line => console.log(line))
process.exit(0)
