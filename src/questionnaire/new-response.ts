import type { Questionnaire, QuestionnaireResponse, QuestionnaireResponseItem, Reference } from 'fhir/r4.js'

/** Whom the answers are about, when and by whom they were written down. */
export interface ResponseBase {
  readonly subject?: Reference
  readonly authored: string
  readonly author?: Reference
}

/** A draft response. It names the version of the questions that were asked: `url|version` (R4 canonical). */
export function newResponse(
  questionnaire: Questionnaire,
  base: ResponseBase,
  item: QuestionnaireResponseItem[] = [],
): QuestionnaireResponse {
  const { url, version } = questionnaire
  return {
    resourceType: 'QuestionnaireResponse',
    ...(url === undefined ? {} : { questionnaire: version === undefined ? url : `${url}|${version}` }),
    status: 'in-progress',
    ...(base.subject === undefined ? {} : { subject: base.subject }),
    authored: base.authored,
    ...(base.author === undefined ? {} : { author: base.author }),
    ...(item.length === 0 ? {} : { item }),
  }
}
