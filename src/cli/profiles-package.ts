import { join } from 'node:path'
import { packProfiles } from './pack-profiles.ts'

// npm run profiles:package [-- folder]: the profiles, value sets, forms and operations as one file that a FHIR server installs.

const [folder = join(import.meta.dirname, '..', '..', 'dist')] = process.argv.slice(2)
console.log(packProfiles(folder))
