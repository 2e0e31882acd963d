import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Questionnaire } from 'fhir/r4.js'
import { servicesOf, sitePackSchema, type WorkWellService } from './domain/site.ts'
import { parseQuestionnaire } from './questionnaire/questionnaire-schema.ts'

const QUESTIONNAIRE_FILE = fileURLToPath(
  new URL('../profiles/fhir/Questionnaire-workwell-referral.json', import.meta.url),
)

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : 'cannot be read'}`)
  }
}

/** The questions of the consultation. @throws Error when the file in `profiles/` is broken: a bug of ours, or of an edit */
export function loadQuestionnaire(): Questionnaire {
  const parsed = parseQuestionnaire(readJson(QUESTIONNAIRE_FILE))
  if (!parsed.ok) throw new Error(`Questionnaire/workwell-referral: ${parsed.failure.problems.join('; ')}`)
  return parsed.value
}

/**
 * The services of every site pack in a folder (decision 11). Make-believe packs count only in the sandbox (decision 6).
 *
 * @throws Error naming the file and the element when a pack is broken, or when none is left
 */
export function loadServices(sitesDir: string, sandbox: boolean): WorkWellService[] {
  const files = readdirSync(sitesDir).filter(name => name.endsWith('.json'))
  const packs = files.map(name => {
    const parsed = sitePackSchema.safeParse(readJson(join(sitesDir, name)))
    if (parsed.success) return parsed.data
    const [issue] = parsed.error.issues
    throw new Error(`site pack ${name}: ${issue?.path.join('.')}: ${issue?.message}`)
  })
  const services = servicesOf(packs.filter(pack => sandbox || !pack.makeBelieve))
  const twice = services.find((one, index) => services.findIndex(other => other.id === one.id) !== index)
  if (twice) throw new Error(`site packs: the service id ${twice.id} stands twice`)
  if (services.length === 0) throw new Error(`SITES_DIR: no site pack with a real WorkWell service in ${sitesDir}`)
  return services
}
