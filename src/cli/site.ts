import { checkSite } from './check-site.ts'

// npm run site -- check <file>: what is wrong with a site pack, in plain words, and what it would do for the synthetic patients.

process.exitCode = await checkSite(process.argv.slice(2), line => void process.stdout.write(`${line}\n`))
