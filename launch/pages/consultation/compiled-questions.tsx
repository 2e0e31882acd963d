import type { Questionnaire } from 'fhir/r4.js'
import { Details } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { onceFor, onceForBoth } from '../../../src/domain/once-for.ts'
import { toldBy, type WorkWellService } from '../../../src/domain/site.ts'
import { localQuestionnaire, pathwayHints } from '../../../src/fhir/local-questionnaire.ts'
import { type Offering, withOffering } from '../../../src/fhir/offered-pathways.ts'
import { SHARING_MEANS } from '../../../src/fhir/sharing.ts'
import { CS } from '../../../src/fhir/systems.ts'
import { compileForm } from '../../form/compile-form.tsx'
import type { CompiledForm } from '../../form/compiled-form.ts'
import { renderPart } from '../../web/render.ts'

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
      notes: service ? { sharing: <Told told={toldBy(service)} /> } : {},
      optionHints: { pathway: pathwayHints(service, CS.pathway), sharing: Object.fromEntries(sharing) },
    },
    renderPart,
  )
}

/** The conversation in half a minute, on the line that leads to what has to be said: it costs no height while it is closed. */
const HalfAMinute = (): ReactElement => (
  <Details>
    <Details.Summary>Tell the patient (in 30 seconds)</Details.Summary>
    <Details.Text>
      <p>
        “You need not be 100% fit to do some work, and some work can help you get better. A work and health coach can
        talk with you about what would make work possible, and with your employer if you want that. It is your choice,
        and nothing changes here if you say no. Would you like me to refer you? How much may I tell them?”
      </p>
    </Details.Text>
  </Details>
)

/** What the patient is told before agreeing: choosing a level records that it was said (hazard H11). */
function Told({ told }: { told: readonly string[] }): ReactElement {
  return (
    <div className="ww-told">
      <HalfAMinute />
      <ul>
        {told.map(sentence => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  )
}
