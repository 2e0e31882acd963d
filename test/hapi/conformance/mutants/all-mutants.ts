import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleMutants } from './bundle-mutants.ts'
import { isEquivalent } from './equivalent.ts'
import type { JsonObject } from './json-paths.ts'
import { type Mutant, singleMutants } from './single-mutants.ts'

const GOOD = join(import.meta.dirname, '..', '..', '..', '..', 'profiles', 'examples', 'good')

/** Every mutant of every good example that breaks a written rule: of single resources, and of whole messages. */
export function allMutants(): { readonly single: Mutant[]; readonly bundle: Mutant[] } {
  const examples = distinct(
    readdirSync(GOOD)
      .filter(name => name.endsWith('.json'))
      .map(name => ({
        name: name.replace(/\.json$/, ''),
        resource: JSON.parse(readFileSync(join(GOOD, name), 'utf8')) as JsonObject,
      })),
  )
  const isMessage = ({ resource }: { readonly resource: JsonObject }): boolean => resource.resourceType === 'Bundle'
  return {
    single: examples
      .filter(each => !isMessage(each))
      .flatMap(({ name, resource }) => singleMutants(name, resource))
      .filter(each => !isEquivalent('single', each))
      .map(numbered),
    bundle: examples
      .filter(isMessage)
      .flatMap(({ name, resource }) => bundleMutants(name, resource))
      .filter(each => !isEquivalent('bundle', each))
      .map(numbered),
  }
}

/** Under a name of its own: one place may have the same kind of fault twice. */
const numbered = (mutant: Mutant, index: number): Mutant => ({ ...mutant, name: `${mutant.name} #${index}` })

/** Two examples may say the same: their mutants would too. */
function distinct<T extends { readonly resource: JsonObject }>(examples: readonly T[]): T[] {
  return [...new Map(examples.map(each => [JSON.stringify(each.resource), each])).values()]
}
