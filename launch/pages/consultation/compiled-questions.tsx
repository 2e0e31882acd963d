import type { Questionnaire } from 'fhir/r4.js'
import { onceFor, onceForBoth } from '../../../src/domain/once-for.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import { localQuestionnaire, pathwayHints } from '../../../src/fhir/local-questionnaire.ts'
import { type Offering, withOffering } from '../../../src/fhir/offered-pathways.ts'
import { SHARING_MEANS } from '../../../src/fhir/sharing.ts'
import { CS } from '../../../src/fhir/systems.ts'
import { compileForm } from '../../form/compile-form.tsx'
import type { CompiledForm } from '../../form/compiled-form.ts'
import { renderPart } from '../../web/render.ts'
import { Told } from './told.tsx'

/**
 * The questions by the rules of a service and the pathways that are offered, as they look for everybody: drawn once, for as long as Questionnaire
 * and pack are loaded.
 */
export function compiledQuestions(
  published: Questionnaire,
  service: WorkWellService | undefined,
  offering: Offering,
): CompiledForm {
  const { ofService, ofNone } = FORMS[offering]
  return service ? ofService(published, service) : ofNone(published)
}

const formsFor = (offering: Offering) => ({
  ofService: onceForBoth((published: Questionnaire, service: WorkWellService) =>
    compiled(withOffering(published, offering), service),
  ),
  ofNone: onceFor((published: Questionnaire) => compiled(withOffering(published, offering), undefined)),
})

const FORMS: Record<Offering, ReturnType<typeof formsFor>> = {
  every: formsFor('every'),
  'without-note': formsFor('without-note'),
  'by-answer': formsFor('by-answer'),
}

function compiled(published: Questionnaire, service: WorkWellService | undefined): CompiledForm {
  const sharing = Object.entries(SHARING_MEANS).map(([level, means]) => [`${CS.sharingLevel}|${level}`, means])
  return compileForm(
    {
      questionnaire: localQuestionnaire(published, { service, againstRules: true, evidenceEnds: undefined }),
      notes: service ? { sharing: <Told service={service} /> } : {},
      optionHints: { pathway: pathwayHints(service, CS.pathway), sharing: Object.fromEntries(sharing) },
    },
    renderPart,
  )
}
