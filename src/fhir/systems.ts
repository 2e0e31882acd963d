/** The only home of URIs. One constant base for our own artefacts, a reserved host until there is a domain (decision 11). */
export const W = 'https://fhir.workwell-referral.example'

/** Identifier systems. */
export const ID = {
  nhsNumber: 'https://fhir.nhs.uk/Id/nhs-number',
  odsOrganisation: 'https://fhir.nhs.uk/Id/ods-organization-code',
  sdsUserId: 'https://fhir.nhs.uk/Id/sds-user-id',
  sdsRoleProfileId: 'https://fhir.nhs.uk/Id/sds-role-profile-id',
  gmc: 'https://fhir.hl7.org.uk/Id/gmc-number',
  nmc: 'https://fhir.hl7.org.uk/Id/nmc-number',
  hcpc: 'https://fhir.hl7.org.uk/Id/hcpc-number',
  gphc: 'https://fhir.hl7.org.uk/Id/gphc-number',
  referral: `${W}/Id/referral`,
  referralGroup: `${W}/Id/referral-group`,
  referralTask: `${W}/Id/referral-task`,
  referralPatient: `${W}/Id/referral-patient`,
  referralForm: `${W}/Id/referral-form`,
  /** In the patient's own record: one server may be record and hub at once, and there each has a resource of its own. */
  referralCopy: `${W}/Id/referral-copy`,
  referralFormCopy: `${W}/Id/referral-form-copy`,
  consent: `${W}/Id/consent`,
  extract: `${W}/Id/extract`,
  fitNote: `${W}/Id/fit-note`,
  closingLetter: `${W}/Id/closing-letter`,
  healthReport: `${W}/Id/health-and-work-report`,
  site: `${W}/Id/workwell-site`,
  service: `${W}/Id/workwell-service`,
  practice: `${W}/Id/practice`,
  clinician: `${W}/Id/clinician`,
  // Of one referral each: what a clinician stated can never be found in the place of what a record proves, nor the other way round.
  statedPractice: `${W}/Id/practice-as-stated`,
  statedClinician: `${W}/Id/clinician-as-stated`,
  coach: `${W}/Id/coach`,
  syntheticPatient: `${W}/Id/synthetic-patient`,
} as const

/** How older records and specifications write the same systems: read as the one that is meant, never written. */
const OLDER_ID: Readonly<Record<string, readonly string[]>> = {
  [ID.nhsNumber]: [
    'http://fhir.nhs.uk/Id/nhs-number',
    'http://fhir.nhs.net/Id/nhs-number',
    'https://fhir.nhs.net/Id/nhs-number',
    'urn:oid:2.16.840.1.113883.2.1.4.1',
  ],
  [ID.odsOrganisation]: [
    'http://fhir.nhs.uk/Id/ods-organization-code',
    'http://fhir.nhs.net/Id/ods-organization-code',
    'https://fhir.nhs.net/Id/ods-organization-code',
  ],
  [ID.sdsUserId]: ['http://fhir.nhs.uk/Id/sds-user-id', 'http://fhir.nhs.net/sds-user-id'],
  [ID.sdsRoleProfileId]: ['http://fhir.nhs.uk/Id/sds-role-profile-id', 'http://fhir.nhs.net/sds-role-profile-id'],
  [ID.gmc]: ['http://fhir.hl7.org.uk/Id/gmc-number'],
  [ID.nmc]: ['http://fhir.hl7.org.uk/Id/nmc-number'],
  [ID.hcpc]: ['http://fhir.hl7.org.uk/Id/hcpc-number'],
  [ID.gphc]: ['http://fhir.hl7.org.uk/Id/gphc-number'],
}

/** Whether a system on a record's identifier means this one. A slash at the end is no other system. */
export const meansSystem = (system: string | undefined, wanted: string): boolean =>
  system !== undefined && [wanted, ...(OLDER_ID[wanted] ?? [])].includes(system.trim().replace(/\/$/, ''))

/** Code systems. */
export const CS = {
  snomed: 'http://snomed.info/sct',
  ucum: 'http://unitsofmeasure.org',
  language: 'urn:ietf:bcp:47',
  icd10: 'http://hl7.org/fhir/sid/icd-10',
  readV2: 'http://read.info/readv2',
  ctv3: 'http://read.info/ctv3',
  sdsJobRole: 'https://fhir.nhs.uk/CodeSystem/NHSDigital-SDS-JobRoleCode',
  retiredSdsJobRole: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-SDSJobRoleName',
  nhsNumberVerification: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland',
  retiredNhsNumberVerification: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatus',
  nhsNumberUnavailable: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberUnavailableReason',
  ethnicCategory: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland',
  retiredEthnicCategory: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategory',
  confidentiality: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality',
  conditionClinical: 'http://terminology.hl7.org/CodeSystem/condition-clinical',
  conditionVerification: 'http://terminology.hl7.org/CodeSystem/condition-ver-status',
  conditionCategory: 'http://terminology.hl7.org/CodeSystem/condition-category',
  observationCategory: 'http://terminology.hl7.org/CodeSystem/observation-category',
  taskCode: 'http://hl7.org/fhir/CodeSystem/task-code',
  sdcTemp: 'http://hl7.org/fhir/uv/sdc/CodeSystem/temp',
  consentScope: 'http://terminology.hl7.org/CodeSystem/consentscope',
  actCode: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  participation: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType',
  provenanceAgent: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type',
  dataOperation: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation',
  category: `${W}/CodeSystem/workwell-category`,
  businessStatus: `${W}/CodeSystem/workwell-business-status`,
  statusReason: `${W}/CodeSystem/workwell-status-reason`,
  outcome: `${W}/CodeSystem/workwell-outcome`,
  taskOutput: `${W}/CodeSystem/workwell-task-output`,
  contactMethod: `${W}/CodeSystem/workwell-contact-method`,
  taskKind: `${W}/CodeSystem/workwell-task`,
  observation: `${W}/CodeSystem/workwell-observation`,
  pathway: `${W}/CodeSystem/pathway`,
  conditionGroup: `${W}/CodeSystem/condition-group`,
  recordCondition: `${W}/CodeSystem/record-condition`,
  workStatus: `${W}/CodeSystem/work-status`,
  contactWay: `${W}/CodeSystem/contact-way`,
  jobAtRisk: `${W}/CodeSystem/job-at-risk`,
  functionalEffect: `${W}/CodeSystem/functional-effect`,
  concern: `${W}/CodeSystem/concern`,
  evidence: `${W}/CodeSystem/evidence`,
  sharingLevel: `${W}/CodeSystem/sharing-level`,
  fitNoteAdvice: `${W}/CodeSystem/fit-note-advice`,
  document: `${W}/CodeSystem/document-type`,
  adjustment: `${W}/CodeSystem/adjustment`,
  profession: `${W}/CodeSystem/profession`,
  synthetic: `${W}/CodeSystem/synthetic`,
} as const

const UK_CORE = 'https://fhir.hl7.org.uk/StructureDefinition'
export const ukCore = (type: string): string => `${UK_CORE}/UKCore-${type}`

/** What a resource of the message claims to keep: our rules for it, and UK Core's for its type (decision 10). */
export const keeps = (rules: string, type = rules) => ({
  profile: [`${W}/StructureDefinition/WorkWell-${rules}`, ukCore(type)],
})

/** What a message as a whole claims to keep: the rules that hold across its resources (ADR 0027). */
export const keepsTogether = (message: MessageRules) => ({ profile: [`${W}/StructureDefinition/WorkWell-${message}`] })

/** The messages of a referral, by the profile of each. */
export type MessageRules =
  | 'Transaction'
  | 'MoveMessage'
  | 'QuestionMessage'
  | 'ContactMessage'
  | 'BookingMessage'
  | 'ClosingMessage'
  | 'AnswerMessage'
  | 'WithdrawalMessage'
  | 'LaterNoteMessage'
  | 'AmendmentMessage'

/** Extensions: UK Core's, R4's and SDC's, and one of ours, on the questions of a form (ADR 0024). */
export const EXT = {
  answerLeaves: `${W}/StructureDefinition/WorkWell-AnswerLeaves`,
  nhsNumberVerification: `${UK_CORE}/Extension-UKCore-NHSNumberVerificationStatus`,
  nhsNumberUnavailable: `${UK_CORE}/Extension-UKCore-NHSNumberUnavailableReason`,
  contactPreference: `${UK_CORE}/Extension-UKCore-ContactPreference`,
  ethnicCategory: `${UK_CORE}/Extension-UKCore-EthnicCategory`,
  sourceOfServiceRequest: `${UK_CORE}/Extension-UKCore-SourceOfServiceRequest`,
  interpreterRequired: 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired',
  itemControl: 'http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl',
  dataAbsentReason: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason',
  hidden: 'http://hl7.org/fhir/StructureDefinition/questionnaire-hidden',
  optionExclusive: 'http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive',
  minValue: 'http://hl7.org/fhir/StructureDefinition/minValue',
  maxValue: 'http://hl7.org/fhir/StructureDefinition/maxValue',
  regex: 'http://hl7.org/fhir/StructureDefinition/regex',
  minOccurs: 'http://hl7.org/fhir/StructureDefinition/questionnaire-minOccurs',
  maxOccurs: 'http://hl7.org/fhir/StructureDefinition/questionnaire-maxOccurs',
  optionPrefix: 'http://hl7.org/fhir/StructureDefinition/questionnaire-optionPrefix',
  launchContext: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-launchContext',
  initialExpression: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression',
  variable: 'http://hl7.org/fhir/StructureDefinition/variable',
  collapsible: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-collapsible',
  unit: 'http://hl7.org/fhir/StructureDefinition/questionnaire-unit',
  unitOption: 'http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption',
  unitValueSet: 'http://hl7.org/fhir/StructureDefinition/questionnaire-unitValueSet',
  maxDecimalPlaces: 'http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces',
  minLength: 'http://hl7.org/fhir/StructureDefinition/minLength',
  entryFormat: 'http://hl7.org/fhir/StructureDefinition/entryFormat',
  translation: 'http://hl7.org/fhir/StructureDefinition/translation',
  constraint: 'http://hl7.org/fhir/StructureDefinition/questionnaire-constraint',
  shortText: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-shortText',
  calculatedExpression: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression',
  enableWhenExpression: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression',
  itemPopulationContext: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-itemPopulationContext',
  answerExpression: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-answerExpression',
  candidateExpression: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-candidateExpression',
  targetConstraint: 'http://hl7.org/fhir/StructureDefinition/targetConstraint',
  answerOptionsToggleExpression:
    'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-answerOptionsToggleExpression',
  subQuestionnaire: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-subQuestionnaire',
  sourceStructureMap: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-sourceStructureMap',
} as const

export const QUESTIONNAIRE = `${W}/Questionnaire/workwell-referral`
/** The same questions without the form's logic: what is sent is cut to the sharing level, and is no whole response to the form. */
export const ANSWERS_QUESTIONNAIRE = `${QUESTIONNAIRE}-answers`
