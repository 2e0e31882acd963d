import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Bundle, Questionnaire, Resource } from 'fhir/r4.js'
import { servicesOf, sitePackSchema, type WorkWellService } from './domain/site.ts'
import { siteLeaves } from './fhir/site-leaves.ts'
import { parseQuestionnaire } from './questionnaire/questionnaire-schema.ts'
import { SITE_PREFIX, withPrefix } from './questionnaire/renamed-items.ts'
import { type ValueSets, valueSetsOf } from './questionnaire/value-sets.ts'

const FORMS = new URL('../profiles/fhir/', import.meta.url)
const TERMINOLOGY = new URL('../profiles/terminology/', import.meta.url)

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : 'cannot be read'}`)
  }
}

/** One of our own forms. @throws Error when the file in `profiles/` is broken: a bug of ours, or of an edit */
export function loadQuestionnaire(
  id: 'workwell-referral' | 'fit-note' | 'health-and-work-report' = 'workwell-referral',
): Questionnaire {
  const parsed = parseQuestionnaire(readJson(fileURLToPath(new URL(`Questionnaire-${id}.json`, FORMS))))
  if (!parsed.ok) throw new Error(`Questionnaire/${id}: ${parsed.failure.problems.join('; ')}`)
  return parsed.value
}

/** Files of the folder that are no pack: the template, and the FHIR resources that packs lean on. */
const isNoPack = (name: string, content: unknown): boolean => name === 'template.json' || isFhir(content)
const isFhir = (content: unknown): content is Resource =>
  typeof content === 'object' && content !== null && typeof Reflect.get(content, 'resourceType') === 'string'

const terminologyIn = (folder: string): unknown[] =>
  readdirSync(folder)
    // Profiles are large, and hold no list.
    .filter(name => name.endsWith('.json') && !/^(StructureDefinition|Questionnaire)-/.test(name))
    .map(name => readJson(join(folder, name)))

/**
 * The lists of answers that any form may name by their address: small ones of FHIR R4 itself (published by HL7 under CC0), our own, and those that
 * stand beside the packs.
 */
export function loadValueSets(sitesDir?: string): ValueSets {
  const folders = [TERMINOLOGY, FORMS].map(each => fileURLToPath(each))
  const resources = [...folders, ...(sitesDir ? [sitesDir] : [])].flatMap(terminologyIn).filter(isFhir)
  const isBundle = (each: Resource): each is Bundle => each.resourceType === 'Bundle'
  const inBundles = resources.filter(isBundle).flatMap(({ entry = [] }) => entry.flatMap(each => each.resource ?? []))
  return valueSetsOf([...inBundles, ...resources])
}

/**
 * The services of every site pack in a folder (decision 11). The sandbox takes make-believe packs only, and everything else
 * real ones only: neither can ever send where the other belongs (decision 6, hazard H21).
 *
 * @throws Error naming the file and the element when a pack is broken, or when none is left
 */
export function loadServices(sitesDir: string, sandbox: boolean): WorkWellService[] {
  const files = readdirSync(sitesDir).filter(name => name.endsWith('.json'))
  const packs = files.flatMap(name => {
    const content = readJson(join(sitesDir, name))
    if (isNoPack(name, content)) return []
    const parsed = sitePackSchema.safeParse(content)
    if (parsed.success) return [parsed.data]
    const [issue] = parsed.error.issues
    throw new Error(
      `site pack ${name}: ${issue?.path.join('.')}: ${issue?.message} (npm run site -- check ${join(sitesDir, name)} says more)`,
    )
  })
  const services = servicesOf(packs.filter(pack => pack.makeBelieve === sandbox))
  const twice = services.find((one, index) => services.findIndex(other => other.id === one.id) !== index)
  if (twice) throw new Error(`site packs: the service id ${twice.id} stands twice`)
  if (services.length === 0)
    throw new Error(
      `SITES_DIR: no site pack with a ${sandbox ? 'make-believe' : 'real'} WorkWell service in ${sitesDir}`,
    )
  return services
}

/**
 * The questions of the services' own, from the files that their packs name, by service id.
 *
 * @throws Error naming pack, file and question when one cannot be asked
 */
export function loadSiteQuestionnaires(
  sitesDir: string,
  services: readonly WorkWellService[],
  valueSets: ValueSets = loadValueSets(sitesDir),
): ReadonlyMap<string, Questionnaire> {
  return new Map(
    services.flatMap(({ id, extraQuestions }) => {
      if (!extraQuestions) return []
      const parsed = parseQuestionnaire(readJson(join(sitesDir, extraQuestions.file)), valueSets)
      const problems = parsed.ok
        ? siteLeaves(parsed.value.item ?? [], extraQuestions.leavesFrom).problems
        : parsed.failure.problems
      if (!parsed.ok || problems.length > 0)
        throw new Error(`service ${id}, ${extraQuestions.file}: ${problems.join('; ')}`)
      return [[id, withPrefix(parsed.value, SITE_PREFIX)] as const]
    }),
  )
}
