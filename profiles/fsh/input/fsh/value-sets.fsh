// What may stand where: whole code systems, and the cuts of them that a message allows.

ValueSet: WorkWellCategoryValueSet
Id: workwell-category
Title: "WorkWell category"
Description: "What kind of request this is."
* insert Meta
* include codes from system WorkWellCategoryCodeSystem

ValueSet: BusinessStatusValueSet
Id: workwell-business-status
Title: "WorkWell business status"
Description: "Where a referral stands, finer than Task.status."
* insert Meta
* include codes from system BusinessStatusCodeSystem

ValueSet: StatusReasonValueSet
Id: workwell-status-reason
Title: "WorkWell status reason"
Description: "Why a referral was not accepted or ended early; the numbers are those of the national list of the Booking and Referral Standard."
* insert Meta
* include codes from system StatusReasonCodeSystem

ValueSet: OutcomeValueSet
Id: workwell-outcome
Title: "WorkWell outcome"
Description: "What came of a referral, and the type of the Task output that says so."
* insert Meta
* include codes from system OutcomeCodeSystem

ValueSet: WorkWellObservationValueSet
Id: workwell-observation
Title: "WorkWell observation"
Description: "What an Observation of a referral is about."
* insert Meta
* include codes from system WorkWellObservationCodeSystem

ValueSet: PathwayValueSet
Id: pathway
Title: "Pathway"
Description: "What the consultation is for."
* insert Meta
* include codes from system PathwayCodeSystem

ValueSet: ConditionGroupValueSet
Id: condition-group
Title: "Condition group"
Description: "The broad group of the main condition affecting work."
* insert Meta
* include codes from system ConditionGroupCodeSystem

ValueSet: WorkStatusValueSet
Id: work-status
Title: "Work status"
Description: "Work status as the referral asks it."
* insert Meta
* include codes from system WorkStatusCodeSystem

ValueSet: ContactWayValueSet
Id: contact-way
Title: "Way of contact"
Description: "The best way to reach the patient."
* insert Meta
* include codes from system ContactWayCodeSystem

ValueSet: ToldByValueSet
Id: told-by
Title: "Interpreted by"
Description: "Who interpreted when the patient was told about WorkWell."
* insert Meta
* include codes from system ToldByCodeSystem

ValueSet: JobAtRiskValueSet
Id: job-at-risk
Title: "Job at risk"
Description: "Whether the patient may lose the job."
* insert Meta
* include codes from system JobAtRiskCodeSystem

ValueSet: FunctionalEffectValueSet
Id: functional-effect
Title: "Functional effect"
Description: "What the condition makes hard at work."
* insert Meta
* include codes from system FunctionalEffectCodeSystem

ValueSet: ConcernValueSet
Id: concern
Title: "Concern"
Description: "Whether there is anything to keep the patient or the coach safe."
* insert Meta
* include codes from system ConcernCodeSystem

ValueSet: SharingLevelValueSet
Id: sharing-level
Title: "Sharing level"
Description: "What the patient agrees to share with WorkWell."
* insert Meta
* include codes from system SharingLevelCodeSystem

ValueSet: FitNoteAdviceCodesValueSet
Id: fit-note-advice
Title: "Fit note advice"
Description: "The advice of a fit note."
* insert Meta
* include codes from system FitNoteAdviceCodesCodeSystem

ValueSet: AdjustmentCodesValueSet
Id: adjustment
Title: "Recommended adjustment"
Description: "The four changes at work that a fit note can recommend."
* insert Meta
* include codes from system AdjustmentCodesCodeSystem

ValueSet: ProfessionValueSet
Id: profession
Title: "Profession"
Description: "The professions that a referral tells apart."
* insert Meta
* include codes from system ProfessionCodeSystem

ValueSet: LaunchContextValueSet
Id: launch-context
Title: "Launch context"
Description: "What the Questionnaire is prefilled from, beside what SDC names."
* insert Meta
* include codes from system LaunchContextCodeSystem

ValueSet: SharingLevels
Id: agreed-sharing-level
Title: "Agreed sharing level"
Description: "The levels at which something is sent: a refusal is not among them."
* insert Meta
* https://fhir.workwell-referral.example/CodeSystem/sharing-level#basic "Basic"
* https://fhir.workwell-referral.example/CodeSystem/sharing-level#standard "Standard"
* https://fhir.workwell-referral.example/CodeSystem/sharing-level#full "Full"

ValueSet: AnswerRecipients
Id: answer-recipient
Title: "Recipient of an answer"
Description: "To whom the answer to a question can go."
* insert Meta
* include codes from system AnswerRecipientCodeSystem

ValueSet: ReferralTaskStatus
Id: referral-task-status
Title: "Task status of a referral"
Description: "A referral that was sent is neither a draft nor ready: the service accepts or rejects it."
* insert Meta
* http://hl7.org/fhir/task-status#requested
* http://hl7.org/fhir/task-status#received
* http://hl7.org/fhir/task-status#accepted
* http://hl7.org/fhir/task-status#rejected
* http://hl7.org/fhir/task-status#in-progress
* http://hl7.org/fhir/task-status#on-hold
* http://hl7.org/fhir/task-status#cancelled
* http://hl7.org/fhir/task-status#completed
* http://hl7.org/fhir/task-status#failed
* http://hl7.org/fhir/task-status#entered-in-error

ValueSet: ReferralRequestStatus
Id: referral-request-status
Title: "Request status of a referral"
Description: "A request that was sent is no draft."
* insert Meta
* http://hl7.org/fhir/request-status#active
* http://hl7.org/fhir/request-status#completed
* http://hl7.org/fhir/request-status#revoked
* http://hl7.org/fhir/request-status#entered-in-error

ValueSet: AgreementStatus
Id: agreement-status
Title: "Status of an agreement"
Description: "An agreement stands, was withdrawn, or was recorded in error. A refusal is never sent."
* insert Meta
* http://hl7.org/fhir/consent-state-codes#active
* http://hl7.org/fhir/consent-state-codes#inactive
* http://hl7.org/fhir/consent-state-codes#entered-in-error

ValueSet: TaskOutputValueSet
Id: workwell-task-output
Title: "Task output"
Description: "What a service gives back with a referral, beside its outcome."
* insert Meta
* include codes from system TaskOutputCodeSystem

ValueSet: EvidenceValueSet
Id: evidence
Title: "Evidence of absence"
Description: "What stands in for a fit note while the patient is off work."
* insert Meta
* include codes from system EvidenceCodeSystem

ValueSet: TaskKindValueSet
Id: workwell-task
Title: "WorkWell task"
Description: "What a Task of a referral asks for or is given, where neither R4 nor SDC has a code."
* insert Meta
* include codes from system TaskKindCodeSystem

ValueSet: FitNoteAssessmentValueSet
Id: fit-note-assessment
Title: "Fit note assessment"
Description: "How the patient was assessed for a fit note."
* insert Meta
* include codes from system FitNoteAssessmentCodeSystem

ValueSet: SafetyCriticalWorkValueSet
Id: safety-critical-work
Title: "Safety-critical work"
Description: "Work in which an unfit worker endangers somebody."
* insert Meta
* include codes from system SafetyCriticalWorkCodeSystem

ValueSet: WorkFunctionValueSet
Id: work-function
Title: "Work function"
Description: "What work asks of the patient."
* insert Meta
* include codes from system WorkFunctionCodeSystem

ValueSet: FitNoteReassessValueSet
Id: fit-note-reassess
Title: "Reassessment"
Description: "Whether the patient will be assessed again when the fit note ends."
* insert Meta
* include codes from system FitNoteReassessCodeSystem

ValueSet: FitNotePurposeValueSet
Id: fit-note-purpose
Title: "Fit note purpose"
Description: "What somebody asks a fit note for."
* insert Meta
* include codes from system FitNotePurposeCodeSystem

ValueSet: FitNoteSettingValueSet
Id: fit-note-setting
Title: "Fit note setting"
Description: "Where a fit note is written."
* insert Meta
* include codes from system FitNoteSettingCodeSystem

ValueSet: ReportReviewValueSet
Id: report-review
Title: "Report review"
Description: "Whether a health and work report will be reviewed."
* insert Meta
* include codes from system ReportReviewCodeSystem

ValueSet: ReportRecipientValueSet
Id: report-recipient
Title: "Report recipient"
Description: "Who is to have a health and work report."
* insert Meta
* include codes from system ReportRecipientCodeSystem

ValueSet: FitNoteAdjustments
Id: fit-note-adjustment
Title: "Adjustments of a fit note"
Description: "The four changes at work that a fit note can recommend."
* insert Meta
* https://fhir.workwell-referral.example/CodeSystem/adjustment#phased-return
* https://fhir.workwell-referral.example/CodeSystem/adjustment#amended-duties
* https://fhir.workwell-referral.example/CodeSystem/adjustment#altered-hours
* https://fhir.workwell-referral.example/CodeSystem/adjustment#workplace-adaptations

ValueSet: ContactMethodValueSet
Id: workwell-contact-method
Title: "Contact with the patient"
Description: "How a work and health coach gets in touch with the patient, and what came of it."
* insert Meta
* include codes from system ContactMethodCodeSystem

ValueSet: DocumentTypeValueSet
Id: document-type
Title: "Kind of document"
Description: "What a document is."
* insert Meta
* include codes from system DocumentTypeCodeSystem

ValueSet: AuditActionValueSet
Id: audit-action
Title: "Audited act"
Description: "What somebody, or the app, did with a record or a referral."
* insert Meta
* include codes from system AuditActionCodeSystem
