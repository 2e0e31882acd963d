// The messages: what goes to a hub in one piece, with the rules that hold across its resources. Each resource in it is held to its own profile, which it claims.

RuleSet: Transaction
* insert Meta
* implicitRules 0..0
* language 0..0
* meta.source 0..0
* meta.security 0..0
* meta.tag 0..0
* identifier 0..0
* type = #transaction
* timestamp 0..0
* total 0..0
* link 0..0
* signature 0..0
* entry 1..*
* entry.link 0..0
* entry.fullUrl 1..1
* entry.resource 1..1
* entry.search 0..0
* entry.request 1..1
* entry.request.ifNoneMatch 0..0
* entry.request.ifModifiedSince 0..0
* entry.response 0..0

Profile: WorkWellTransaction
Parent: Bundle
Id: WorkWell-Transaction
Title: "WorkWell referral message"
Description: "A referral as it leaves, in one transaction: everything that the patient agreed to share and nothing else, about one patient, under one number."
* insert Transaction
* entry.request.ifMatch 0..0
* obeys ww-message-types and ww-message-once and ww-message-claims and ww-message-addresses and ww-message-patient and ww-message-people and ww-message-practice and ww-message-service and ww-message-request and ww-message-findings and ww-message-provenance and ww-message-number and ww-message-requests and ww-message-conditions and ww-message-moment and ww-message-state and ww-message-level and ww-message-basic and ww-message-standard and ww-message-full and ww-message-condition and ww-message-work and ww-message-note and ww-message-contact and ww-message-told and ww-message-words

RuleSet: LaterMessage
* insert Transaction
* obeys ww-later-addresses and ww-later-types and ww-later-patient and ww-later-number and ww-later-requests and ww-later-claims and ww-later-who and ww-later-moment

Profile: WorkWellMoveMessage
Parent: Bundle
Id: WorkWell-MoveMessage
Title: "WorkWell move"
Description: "The service moves a referral: acknowledged, accepted, declined, assigned, waiting, started, paused and so on. Nothing else is written beside it."
* insert LaterMessage
* obeys ww-move-parts and ww-move-plain and ww-move-open

Profile: WorkWellQuestionMessage
Parent: Bundle
Id: WorkWell-QuestionMessage
Title: "WorkWell question asked"
Description: "The service asks the referrer a question."
* insert LaterMessage
* obeys ww-move-parts and ww-move-question and ww-move-open

Profile: WorkWellContactMessage
Parent: Bundle
Id: WorkWell-ContactMessage
Title: "WorkWell contact with the patient"
Description: "The coach tried to reach the patient."
* insert LaterMessage
* obeys ww-move-parts and ww-move-contact and ww-move-open

Profile: WorkWellBookingMessage
Parent: Bundle
Id: WorkWell-BookingMessage
Title: "WorkWell appointment made"
Description: "The coach made the first appointment."
* insert LaterMessage
* obeys ww-move-parts and ww-move-booking and ww-move-open

Profile: WorkWellClosingMessage
Parent: Bundle
Id: WorkWell-ClosingMessage
Title: "WorkWell referral closed"
Description: "The service closes the referral with an outcome."
* insert LaterMessage
* obeys ww-move-parts and ww-move-closing and ww-move-open

Profile: WorkWellAnswerMessage
Parent: Bundle
Id: WorkWell-AnswerMessage
Title: "WorkWell question answered"
Description: "The referrer answers a question of the service."
* insert LaterMessage
* obeys ww-answer-parts

Profile: WorkWellWithdrawalMessage
Parent: Bundle
Id: WorkWell-WithdrawalMessage
Title: "WorkWell withdrawal"
Description: "The referrer withdraws a referral, or marks it as a mistake."
* insert LaterMessage
* obeys ww-withdrawal-parts

Profile: WorkWellLaterNoteMessage
Parent: Bundle
Id: WorkWell-LaterNoteMessage
Title: "WorkWell later note"
Description: "The referrer tells of a later fit note."
* insert LaterMessage
* obeys ww-later-note-parts

Profile: WorkWellAmendmentMessage
Parent: Bundle
Id: WorkWell-AmendmentMessage
Title: "WorkWell amendment of contact details"
Description: "The referrer corrects how to reach the patient, or lets go what was held back after the talk."
* insert LaterMessage
* obeys ww-contact-parts and ww-message-words

Invariant: ww-message-types
Description: "A referral is made of these kinds of resources, and of no other."
Severity: #error
Expression: "entry.resource.all($this is Organization or $this is HealthcareService or $this is Practitioner or $this is PractitionerRole or $this is Patient or $this is Condition or $this is QuestionnaireResponse or $this is Observation or $this is Consent or $this is ServiceRequest or $this is Task or $this is Provenance)"

Invariant: ww-message-once
Description: "Patient, clinician, role, service, condition, agreement, request, work and provenance are each there once; the referral’s own answers once; the employment status once; an organisation one to three times."
Severity: #error
Expression: "entry.resource.ofType(Patient).count() = 1 and entry.resource.ofType(Practitioner).count() = 1 and entry.resource.ofType(PractitionerRole).count() = 1 and entry.resource.ofType(HealthcareService).count() = 1 and entry.resource.ofType(Condition).count() = 1 and entry.resource.ofType(Consent).count() = 1 and entry.resource.ofType(ServiceRequest).count() = 1 and entry.resource.ofType(Task).count() = 1 and entry.resource.ofType(Provenance).count() = 1 and entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).count() = 1 and entry.resource.ofType(QuestionnaireResponse).count() <= 2 and entry.resource.ofType(Observation).where(code.coding.code = 'employment-status').count() = 1 and entry.resource.ofType(Observation).where(code.coding.code contains 'fitness-for-work-advice').count() <= 1 and entry.resource.ofType(Organization).count() >= 1 and entry.resource.ofType(Organization).count() <= 3"

Invariant: ww-message-claims
Description: "Each resource claims the profile that it is held to; one that claims nothing would be held to nothing."
Severity: #error
Expression: "entry.resource.ofType(Organization).all(meta.profile.where($this in ('https://fhir.workwell-referral.example/StructureDefinition/WorkWell-Organization')).count() = 1) and entry.resource.ofType(HealthcareService).all(meta.profile.where($this in ('https://fhir.workwell-referral.example/StructureDefinition/WorkWell-HealthcareService')).count() = 1) and entry.resource.ofType(Practitioner).all(meta.profile.where($this in ('https://fhir.workwell-referral.example/StructureDefinition/WorkWell-Practitioner')).count() = 1) and entry.resource.ofType(PractitionerRole).all(meta.profile.where($this in ('https://fhir.workwell-referral.example/StructureDefinition/WorkWell-PractitionerRole')).count() = 1) and entry.resource.ofType(Patient).all(meta.profile.where($this in ('https://fhir.workwell-referral.example/StructureDefinition/WorkWell-Patient')).count() = 1) and entry.resource.ofType(Condition).all(meta.profile.where($this in ('https://fhir.workwell-referral.example/StructureDefinition/WorkWell-Condition')).count() = 1) and entry.resource.ofType(QuestionnaireResponse).all(meta.profile.where($this in ('https://fhir.workwell-referral.example/StructureDefinition/WorkWell-ReferralForm' | 'https://fhir.workwell-referral.example/StructureDefinition/WorkWell-SiteForm')).count() = 1) and entry.resource.ofType(Observation).all(meta.profile.where($this in ('https://fhir.workwell-referral.example/StructureDefinition/WorkWell-EmploymentStatus' | 'https://fhir.workwell-referral.example/StructureDefinition/WorkWell-FitnessAdvice' | 'https://fhir.workwell-referral.example/StructureDefinition/WorkWell-Adjustment')).count() = 1) and entry.resource.ofType(Consent).all(meta.profile.where($this in ('https://fhir.workwell-referral.example/StructureDefinition/WorkWell-Consent')).count() = 1) and entry.resource.ofType(ServiceRequest).all(meta.profile.where($this in ('https://fhir.workwell-referral.example/StructureDefinition/WorkWell-ServiceRequest')).count() = 1) and entry.resource.ofType(Task).all(meta.profile.where($this in ('https://fhir.workwell-referral.example/StructureDefinition/WorkWell-Task')).count() = 1) and entry.resource.ofType(Provenance).all(meta.profile.where($this in ('https://fhir.workwell-referral.example/StructureDefinition/WorkWell-Provenance')).count() = 1) and entry.resource.ofType(QuestionnaireResponse).all(identifier.value.endsWith('.site') = (meta.profile contains 'https://fhir.workwell-referral.example/StructureDefinition/WorkWell-SiteForm')) and entry.resource.ofType(Observation).all((code.coding.code contains 'employment-status') = (meta.profile contains 'https://fhir.workwell-referral.example/StructureDefinition/WorkWell-EmploymentStatus') and (code.coding.code contains 'fitness-for-work-advice') = (meta.profile contains 'https://fhir.workwell-referral.example/StructureDefinition/WorkWell-FitnessAdvice'))"

Invariant: ww-message-addresses
Description: "Everything in the message is referred to by its urn:uuid, which stands in the message; nothing points outside."
Severity: #error
Expression: "entry.fullUrl.all($this.matches('^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$')) and entry.resource.descendants().ofType(Reference).reference.all($this in %resource.entry.fullUrl)"

Invariant: ww-message-patient
Description: "One patient: whatever says of whom it is names the patient of this message."
Severity: #error
Expression: "(entry.resource.ofType(Condition).subject | entry.resource.ofType(QuestionnaireResponse).subject | entry.resource.ofType(Observation).subject | entry.resource.ofType(ServiceRequest).subject | entry.resource.ofType(Task).for | entry.resource.ofType(Consent).patient | entry.resource.ofType(Consent).performer | entry.resource.ofType(Consent).verification.verifiedWith).reference.all($this = %resource.entry.where(resource is Patient).fullUrl)"

Invariant: ww-message-people
Description: "Who refers is one clinician in one role, who wrote request, work, answers and findings."
Severity: #error
Expression: "(entry.resource.ofType(ServiceRequest).requester | entry.resource.ofType(Task).requester | entry.resource.ofType(QuestionnaireResponse).author | entry.resource.ofType(Observation).performer | entry.resource.ofType(Provenance).agent.who).reference.all($this = %resource.entry.where(resource is PractitionerRole).fullUrl) and entry.resource.ofType(PractitionerRole).practitioner.reference = entry.where(resource is Practitioner).fullUrl"

Invariant: ww-message-practice
Description: "The clinician’s organisation is the one that recorded the agreement and for which the referral was written."
Severity: #error
Expression: "(entry.resource.ofType(PractitionerRole).organization | entry.resource.ofType(Consent).organization | entry.resource.ofType(Provenance).agent.onBehalfOf).reference.distinct().count() = 1 and (entry.resource.ofType(PractitionerRole).organization | entry.resource.ofType(Patient).generalPractitioner | entry.resource.ofType(HealthcareService).providedBy | entry.resource.ofType(Consent).provision.actor.reference).reference.all($this in %resource.entry.where(resource is Organization).fullUrl) and entry.where(resource is Organization).fullUrl.all($this in %resource.entry.resource.ofType(PractitionerRole).organization.reference or $this in %resource.entry.resource.ofType(Patient).generalPractitioner.reference or $this in %resource.entry.resource.ofType(HealthcareService).providedBy.reference)"

Invariant: ww-message-service
Description: "The service that is asked owns the work, and the patient agreed to its provider’s receiving it."
Severity: #error
Expression: "(entry.resource.ofType(ServiceRequest).performer | entry.resource.ofType(Task).owner).reference.all($this = %resource.entry.where(resource is HealthcareService).fullUrl) and entry.resource.ofType(HealthcareService).providedBy.reference = entry.resource.ofType(Consent).provision.actor.reference.reference"

Invariant: ww-message-request
Description: "Work, agreement and request belong together."
Severity: #error
Expression: "(entry.resource.ofType(Task).focus | entry.resource.ofType(Task).basedOn | entry.resource.ofType(Consent).provision.data.reference).reference.all($this = %resource.entry.where(resource is ServiceRequest).fullUrl) and entry.resource.ofType(ServiceRequest).reasonReference.reference = entry.where(resource is Condition).fullUrl"

Invariant: ww-message-findings
Description: "The request names all answers and findings of the message; findings were taken from its answers, and the work names these."
Severity: #error
Expression: "entry.resource.ofType(ServiceRequest).supportingInfo.reference.count() = entry.resource.ofType(QuestionnaireResponse).count() + entry.resource.ofType(Observation).count() and entry.resource.ofType(ServiceRequest).supportingInfo.reference.all($this in %resource.entry.where(resource is QuestionnaireResponse).fullUrl or $this in %resource.entry.where(resource is Observation).fullUrl) and (entry.resource.ofType(Observation).derivedFrom | entry.resource.ofType(Task).input.value.ofType(Reference)).reference.all($this = %resource.entry.where(resource is QuestionnaireResponse).where(resource.identifier.value.endsWith('.site').not()).fullUrl)"

Invariant: ww-message-provenance
Description: "The provenance is of request, work, answers and agreement."
Severity: #error
Expression: "entry.resource.ofType(Provenance).target.reference.all($this in %resource.entry.where(resource is ServiceRequest).fullUrl or $this in %resource.entry.where(resource is Task).fullUrl or $this in %resource.entry.where(resource is QuestionnaireResponse).fullUrl or $this in %resource.entry.where(resource is Consent).fullUrl) and entry.resource.ofType(Provenance).target.reference.isDistinct() and entry.resource.ofType(Provenance).target.reference.where($this in %resource.entry.where(resource is QuestionnaireResponse).fullUrl).all($this = %resource.entry.where(resource is QuestionnaireResponse).where(resource.identifier.value.endsWith('.site').not()).fullUrl)"

Invariant: ww-message-number
Description: "One referral: request, work, patient, agreement, answers and findings bear its number."
Severity: #error
Expression: "(entry.resource.ofType(Task).identifier | entry.resource.ofType(Consent).identifier | entry.resource.ofType(Patient).identifier.where(system = 'https://fhir.workwell-referral.example/Id/referral-patient')).value.all($this = %resource.entry.resource.ofType(ServiceRequest).identifier.value) and entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).identifier.value = entry.resource.ofType(ServiceRequest).identifier.value and entry.resource.ofType(QuestionnaireResponse).identifier.value.all($this.startsWith(%resource.entry.resource.ofType(ServiceRequest).identifier.value)) and (entry.resource.ofType(Condition) | entry.resource.ofType(Observation)).identifier.value.all($this.startsWith(%resource.entry.resource.ofType(ServiceRequest).identifier.value & '.')) and entry.resource.ofType(Observation).identifier.value.isDistinct() and entry.resource.ofType(Provenance).id = 'provenance-' & entry.resource.ofType(ServiceRequest).identifier.value"

Invariant: ww-message-requests
Description: "Each is created once: a POST on condition of its own identifier, the provenance a PUT under its own id."
Severity: #error
Expression: "entry.where((resource is Provenance).not()).all(request.method = 'POST' and request.ifNoneExist.exists() and resource.id.empty()) and entry.where(resource is Provenance).all(request.method = 'PUT' and request.ifNoneExist.empty() and request.url = 'Provenance/' & resource.id) and entry.where(resource is Organization).all(request.url = 'Organization') and entry.where(resource is HealthcareService).all(request.url = 'HealthcareService') and entry.where(resource is Practitioner).all(request.url = 'Practitioner') and entry.where(resource is PractitionerRole).all(request.url = 'PractitionerRole') and entry.where(resource is Patient).all(request.url = 'Patient') and entry.where(resource is Condition).all(request.url = 'Condition') and entry.where(resource is QuestionnaireResponse).all(request.url = 'QuestionnaireResponse') and entry.where(resource is Observation).all(request.url = 'Observation') and entry.where(resource is Consent).all(request.url = 'Consent') and entry.where(resource is ServiceRequest).all(request.url = 'ServiceRequest') and entry.where(resource is Task).all(request.url = 'Task')"

Invariant: ww-message-conditions
Description: "The condition is the resource’s own identifier, encoded for a search."
Severity: #error
Expression: "entry.where((resource is Provenance).not()).all(iif(resource is Patient, request.ifNoneExist = 'identifier=https%3A%2F%2Ffhir.workwell-referral.example%2FId%2Freferral-patient%7C' & resource.identifier.where(system = 'https://fhir.workwell-referral.example/Id/referral-patient').value, request.ifNoneExist.startsWith('identifier=' & resource.identifier.system.replace(':', '%3A').replace('/', '%2F') & '%7C') and (resource.identifier.value.matches('^[A-Za-z0-9._:/-]+$') implies request.ifNoneExist = 'identifier=' & resource.identifier.system.replace(':', '%3A').replace('/', '%2F') & '%7C' & resource.identifier.value.replace(':', '%3A').replace('/', '%2F'))))"

Invariant: ww-message-moment
Description: "All of it was written at one moment, and nobody was born after it."
Severity: #error
Expression: "(entry.resource.ofType(ServiceRequest).authoredOn | entry.resource.ofType(Task).authoredOn | entry.resource.ofType(Task).lastModified | entry.resource.ofType(QuestionnaireResponse).authored | entry.resource.ofType(Consent).dateTime | entry.resource.ofType(Provenance).recorded | entry.resource.ofType(Observation).effective.ofType(dateTime)).select(toString()).distinct().count() = 1 and entry.resource.ofType(Patient).birthDate.toString() <= entry.resource.ofType(ServiceRequest).authoredOn.toString().substring(0, 10)"

Invariant: ww-message-state
Description: "A new referral is asked for, agreed to and answered."
Severity: #error
Expression: "entry.resource.ofType(ServiceRequest).status = 'active' and entry.resource.ofType(Task).status = 'requested' and entry.resource.ofType(Task).businessStatus.coding.code = 'sent' and entry.resource.ofType(Task).priority = 'routine' and entry.resource.ofType(Task).note.empty() and entry.resource.ofType(Task).output.empty() and entry.resource.ofType(Consent).status = 'active' and entry.resource.ofType(QuestionnaireResponse).all(status = 'completed') and entry.resource.ofType(Observation).all(status in ('final' | 'preliminary') and issued.empty())"

Invariant: ww-message-level
Description: "The level of the agreement is the level that the answers say."
Severity: #error
Expression: "entry.resource.ofType(Consent).provision.code.coding.code = entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'sharing').answer.value.code"

Invariant: ww-message-basic
Description: "At the basic level nothing is said of the condition but that there is one, and nothing of a fit note."
Severity: #error
Expression: "entry.resource.ofType(Consent).provision.code.coding.code = 'basic' implies (entry.resource.ofType(Condition).code.coding.empty() and entry.resource.ofType(Condition).code.text = 'A health condition (the patient shares no more)' and entry.resource.ofType(Observation).all(code.coding.code contains 'employment-status'))"

Invariant: ww-message-standard
Description: "At the standard level the condition is its broad group, and no adjustment leaves."
Severity: #error
Expression: "entry.resource.ofType(Consent).provision.code.coding.code = 'standard' implies (entry.resource.ofType(Condition).code.coding.count() = 1 and entry.resource.ofType(Condition).code.coding.system = 'https://fhir.workwell-referral.example/CodeSystem/condition-group' and entry.resource.ofType(Condition).code.text = entry.resource.ofType(Condition).code.coding.display and entry.resource.ofType(Observation).where(code.coding.code contains 'recommended-adjustment').empty())"

Invariant: ww-message-full
Description: "At the full level the condition has its group and its words."
Severity: #error
Expression: "entry.resource.ofType(Consent).provision.code.coding.code = 'full' implies (entry.resource.ofType(Condition).code.coding.where(system = 'https://fhir.workwell-referral.example/CodeSystem/condition-group').count() = 1)"

Invariant: ww-message-condition
Description: "The condition is the one of the answers."
Severity: #error
Expression: "entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'main-condition').answer.value.all(system.empty() or code in %resource.entry.resource.ofType(Condition).code.coding.code) and entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'main-condition').answer.value.where(system.empty()).all(display = %resource.entry.resource.ofType(Condition).code.text)"

Invariant: ww-message-work
Description: "Work status and concern are those of the answers."
Severity: #error
Expression: "entry.resource.ofType(Observation).value.coding.where(system = 'https://fhir.workwell-referral.example/CodeSystem/work-status').code = entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'work-status').answer.value.code and entry.resource.ofType(Task).input.value.ofType(CodeableConcept).coding.code = entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'concern').answer.value.code"

Invariant: ww-message-note
Description: "Advice, dates and adjustments of the fit note are those of the answers, or of the note that the record holds where the form asks for none."
Severity: #error
Expression: "(entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'note-advice').answer.value.exists() implies (entry.resource.ofType(Observation).value.coding.where(system = 'https://fhir.workwell-referral.example/CodeSystem/fit-note-advice').code = entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'note-advice').answer.value.code and entry.resource.ofType(Observation).where(effective is Period).effective.start.select(toString()).distinct().count() = entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'note-from').answer.value.select(toString()).count() and entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'note-from').answer.value.select(toString()).all($this in %resource.entry.resource.ofType(Observation).where(effective is Period).effective.start.select(toString()).distinct()) and entry.resource.ofType(Observation).where(effective is Period).effective.end.select(toString()).distinct().count() = entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'note-to').answer.value.select(toString()).count() and entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'note-to').answer.value.select(toString()).all($this in %resource.entry.resource.ofType(Observation).where(effective is Period).effective.end.select(toString()).distinct()))) and ((entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'pathway').answer.value.code = 'refer' and entry.resource.ofType(Observation).value.coding.where(system = 'https://fhir.workwell-referral.example/CodeSystem/fit-note-advice').exists()) or (entry.resource.ofType(Observation).value.coding.where(system = 'https://fhir.workwell-referral.example/CodeSystem/adjustment').code.count() = entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'note-adjustments').answer.value.count() and entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'note-adjustments').answer.value.code.all($this in %resource.entry.resource.ofType(Observation).value.coding.where(system = 'https://fhir.workwell-referral.example/CodeSystem/adjustment').code))) and entry.resource.ofType(Observation).where(value.coding.system contains 'https://fhir.workwell-referral.example/CodeSystem/fit-note-advice' or value.coding.system contains 'https://fhir.workwell-referral.example/CodeSystem/adjustment').status.distinct().count() <= 1"

Invariant: ww-message-contact
Description: "How to reach the patient is the same in the snapshot and in the answers; where the referrer is to be phoned first it is held back in both."
Severity: #error
Expression: "(entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'concern').answer.value.code = 'phone-first') = entry.resource.ofType(Patient).telecom.extension.exists() and entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'contact-phone').answer.count() = entry.resource.ofType(Patient).telecom.where(system = 'phone').count() and entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'contact-email').answer.count() = entry.resource.ofType(Patient).telecom.where(system = 'email').count() and entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'contact-address').answer.count() = entry.resource.ofType(Patient).address.text.count() and entry.resource.ofType(Patient).address.text.all($this in %resource.entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'contact-address').answer.value.select(trim())) and entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'interpreter').answer.count() = entry.resource.ofType(Patient).extension.where(url = 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired').value.count() and entry.resource.ofType(Patient).extension.where(url = 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired').value.all($this in %resource.entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'interpreter').answer.value) and entry.resource.ofType(Patient).communication.language.text.all($this in %resource.entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'language').answer.value.select(trim()))"

Invariant: ww-message-told
Description: "The agreement says that somebody interpreted where the answers say so, and says the same."
Severity: #error
Expression: "entry.resource.ofType(Consent).source.ofType(Attachment).title.endsWith(', through a professional interpreter') = entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'told-by').answer.value.where(code = 'professional').exists() and entry.resource.ofType(Consent).source.ofType(Attachment).title.endsWith(', interpreted by family or a friend') = entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'told-by').answer.value.where(code = 'family').exists()"

Invariant: ww-message-words
Description: "That messages may be left is said on the work where the patient’s answer is yes, and only there; where it is no, the work says so."
Severity: #error
Expression: "entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'contact-message').answer.value.where($this = true).exists() = entry.resource.ofType(Task).input.value.ofType(CodeableConcept).text.where(endsWith('Messages may be left.')).exists() and (entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'contact-message').answer.value.where($this = false).exists() implies entry.resource.ofType(Task).input.value.ofType(CodeableConcept).text.where(endsWith('Do not leave messages.')).exists())"

Invariant: ww-later-addresses
Description: "Everything that goes along has a urn:uuid and is referred to by it; other references are to what stands at the same server."
Severity: #error
Expression: "entry.fullUrl.all($this.matches('^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$')) and entry.resource.descendants().ofType(Reference).reference.all(iif($this.startsWith('urn:'), $this in %resource.entry.fullUrl, $this.matches('^[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}$') and ($this in %resource.entry.request.url).not()))"

Invariant: ww-later-types
Description: "What is referred to in the message is of the type that the reference is for."
Severity: #error
Expression: "(entry.resource.ofType(Task).where(code.coding.code = 'fulfill').focus | entry.resource.ofType(Task).focus | entry.resource.ofType(Task).basedOn | entry.resource.ofType(Observation).basedOn | entry.resource.ofType(Appointment).basedOn | entry.resource.ofType(Consent).provision.data.reference).reference.where(startsWith('urn:')).all($this in %resource.entry.where(resource is ServiceRequest).fullUrl) and (entry.resource.ofType(Task).for | entry.resource.ofType(QuestionnaireResponse).subject | entry.resource.ofType(Communication).subject | entry.resource.ofType(Observation).subject | entry.resource.ofType(ServiceRequest).subject | entry.resource.ofType(Consent).patient).reference.where(startsWith('urn:')).all($this in %resource.entry.where(resource is Patient).fullUrl) and (entry.resource.ofType(Task).partOf | entry.resource.ofType(Communication).basedOn).reference.where(startsWith('urn:')).all($this in %resource.entry.where(resource is Task).fullUrl) and (entry.resource.ofType(Provenance).agent.who | entry.resource.ofType(Communication).sender).reference.where(startsWith('urn:')).all($this in %resource.entry.where(resource is PractitionerRole).fullUrl or $this in %resource.entry.where(resource is Practitioner).fullUrl) and entry.resource.ofType(Provenance).agent.onBehalfOf.reference.where(startsWith('urn:')).all($this in %resource.entry.where(resource is Organization).fullUrl) and entry.resource.ofType(Task).input.value.ofType(Reference).reference.where(startsWith('urn:')).all($this in %resource.entry.where(resource is QuestionnaireResponse).fullUrl) and entry.resource.ofType(Task).output.value.ofType(Reference).reference.where(startsWith('urn:')).all($this in %resource.entry.where(resource is Appointment).fullUrl) and (entry.resource.ofType(Task).owner | entry.resource.ofType(Task).requester).reference.where(startsWith('urn:')).all($this in %resource.entry.where(resource is PractitionerRole).fullUrl) and (entry.resource.ofType(Task).owner | entry.resource.ofType(Observation).performer).reference.where(startsWith('urn:')).all($this in %resource.entry.where(resource is PractitionerRole).fullUrl)"

Invariant: ww-later-patient
Description: "One patient: whatever says of whom it is says the same."
Severity: #error
Expression: "(entry.resource.ofType(Task).for | entry.resource.ofType(QuestionnaireResponse).subject | entry.resource.ofType(Communication).subject | entry.resource.ofType(Observation).subject | entry.resource.ofType(ServiceRequest).subject | entry.resource.ofType(Consent).patient | entry.resource.ofType(Consent).performer | entry.resource.ofType(Consent).verification.verifiedWith).reference.select(toString()).distinct().count() <= 1 and entry.resource.ofType(Appointment).participant.actor.reference.where(startsWith('Patient/')).all($this in %resource.entry.resource.ofType(Task).for.reference)"

Invariant: ww-later-number
Description: "One referral: work, request, agreement, answers and patient bear the same number."
Severity: #error
Expression: "(entry.resource.ofType(Task).identifier | entry.resource.ofType(ServiceRequest).identifier | entry.resource.ofType(Consent).identifier | entry.resource.ofType(QuestionnaireResponse).identifier | entry.resource.ofType(Patient).identifier.where(system = 'https://fhir.workwell-referral.example/Id/referral-patient')).value.select(toString()).distinct().count() <= 1 and (entry.resource.ofType(Task).focus | entry.resource.ofType(Observation).basedOn | entry.resource.ofType(Appointment).basedOn).reference.select(toString()).distinct().count() <= 1"

Invariant: ww-later-requests
Description: "What stood at the server is put over the version that was read; what is new is posted, on condition of its identifier where it has one."
Severity: #error
Expression: "entry.where(request.method = 'PUT').all(request.ifMatch.matches('^W/.[^ ]+.$') and request.ifNoneExist.empty() and resource.id.exists() and request.url.endsWith('/' & resource.id)) and entry.where(request.method = 'POST').all(resource.id.empty() and request.ifMatch.empty()) and entry.all(request.method = 'PUT' or request.method = 'POST') and entry.where(resource is Task).all(request.url = 'Task' or request.url.startsWith('Task/')) and entry.where(resource is Provenance).all(request.url = 'Provenance' or request.url.startsWith('Provenance/')) and entry.where(resource is PractitionerRole).all(request.url = 'PractitionerRole' or request.url.startsWith('PractitionerRole/')) and entry.where(resource is Practitioner).all(request.url = 'Practitioner' or request.url.startsWith('Practitioner/')) and entry.where(resource is Organization).all(request.url = 'Organization' or request.url.startsWith('Organization/')) and entry.where(resource is Communication).all(request.url = 'Communication' or request.url.startsWith('Communication/')) and entry.where(resource is Appointment).all(request.url = 'Appointment' or request.url.startsWith('Appointment/')) and entry.where(resource is Observation).all(request.url = 'Observation' or request.url.startsWith('Observation/')) and entry.where(resource is ServiceRequest).all(request.url = 'ServiceRequest' or request.url.startsWith('ServiceRequest/')) and entry.where(resource is Consent).all(request.url = 'Consent' or request.url.startsWith('Consent/')) and entry.where(resource is Patient).all(request.url = 'Patient' or request.url.startsWith('Patient/')) and entry.where(resource is QuestionnaireResponse).all(request.url = 'QuestionnaireResponse' or request.url.startsWith('QuestionnaireResponse/')) and entry.where(resource is Organization or resource is Practitioner or resource is PractitionerRole).all(request.method = 'POST' and request.ifNoneExist.startsWith('identifier=' & resource.identifier.system.replace(':', '%3A').replace('/', '%2F') & '%7C') and (resource.identifier.value.matches('^[A-Za-z0-9._:/-]+$') implies request.ifNoneExist.endsWith('%7C' & resource.identifier.value.replace(':', '%3A').replace('/', '%2F')))) and entry.where(resource is Provenance or resource is Communication or resource is Appointment).all(request.method = 'POST' and request.ifNoneExist.empty()) and entry.where(resource is ServiceRequest or resource is Consent or resource is Patient or resource is QuestionnaireResponse).all(request.method = 'PUT')"

Invariant: ww-later-claims
Description: "What is new claims the profile that it is held to."
Severity: #error
Expression: "entry.resource.ofType(Provenance).all(meta.profile.where($this in ('https://fhir.workwell-referral.example/StructureDefinition/WorkWell-TaskChange' | 'https://fhir.workwell-referral.example/StructureDefinition/WorkWell-Change')).count() = 1) and entry.resource.ofType(PractitionerRole).all(meta.profile.where($this in ('https://fhir.workwell-referral.example/StructureDefinition/WorkWell-PractitionerRole' | 'https://fhir.workwell-referral.example/StructureDefinition/WorkWell-Coach')).count() = 1) and entry.resource.ofType(Practitioner).all(meta.profile.where($this in ('https://fhir.workwell-referral.example/StructureDefinition/WorkWell-Practitioner')).count() = 1) and entry.resource.ofType(Organization).all(meta.profile.where($this in ('https://fhir.workwell-referral.example/StructureDefinition/WorkWell-Organization')).count() = 1) and entry.resource.ofType(Communication).all(meta.profile.where($this in ('https://fhir.workwell-referral.example/StructureDefinition/WorkWell-ContactAttempt')).count() = 1) and entry.resource.ofType(Appointment).all(meta.profile.where($this in ('https://fhir.workwell-referral.example/StructureDefinition/WorkWell-Appointment')).count() = 1) and entry.where(request.method = 'POST').resource.ofType(Task).all(meta.profile contains 'https://fhir.workwell-referral.example/StructureDefinition/WorkWell-Question') and entry.where(request.method = 'POST').resource.ofType(Observation).all(meta.profile contains 'https://fhir.workwell-referral.example/StructureDefinition/WorkWell-EndStatus')"

Invariant: ww-later-who
Description: "The clinician who acts is one, in one role; each goes along because something names them, and acts for the organisation of that role."
Severity: #error
Expression: "entry.where(resource is PractitionerRole).fullUrl.all($this = %resource.entry.resource.ofType(Provenance).agent.who.reference) and entry.resource.ofType(PractitionerRole).organization.reference.all($this = %resource.entry.resource.ofType(Provenance).agent.onBehalfOf.reference) and entry.resource.ofType(PractitionerRole).practitioner.reference.all($this in %resource.entry.where(resource is Practitioner).fullUrl) and entry.resource.ofType(PractitionerRole).organization.reference.all($this in %resource.entry.where(resource is Organization).fullUrl) and entry.resource.ofType(Provenance).count() = 1 and entry.resource.ofType(Practitioner).count() <= 1 and entry.resource.ofType(PractitionerRole).count() <= 1 and entry.resource.ofType(Organization).count() <= 1 and entry.where(resource is Organization or resource is Practitioner or resource is PractitionerRole).fullUrl.all($this in %resource.entry.resource.descendants().ofType(Reference).reference)"

Invariant: ww-later-moment
Description: "The change was recorded when the work was last modified."
Severity: #error
Expression: "entry.resource.ofType(Task).lastModified.all($this.toString() = %resource.entry.resource.ofType(Provenance).recorded.toString() or %resource.entry.resource.ofType(Observation).exists())"

Invariant: ww-move-parts
Description: "A move is the work, put over its version; who moved it; the coach; and beside these at most what the move is about."
Severity: #error
Expression: "entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).count() = 1 and entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).request.method = 'PUT' and entry.resource.ofType(Provenance).target.reference = entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).fullUrl and entry.resource.ofType(Provenance).meta.profile contains 'https://fhir.workwell-referral.example/StructureDefinition/WorkWell-TaskChange' and entry.resource.ofType(PractitionerRole).count() = 1 and entry.resource.ofType(PractitionerRole).meta.profile contains 'https://fhir.workwell-referral.example/StructureDefinition/WorkWell-Coach' and entry.resource.ofType(Provenance).agent.who.reference = entry.where(resource is PractitionerRole).fullUrl and entry.resource.all($this is Task or $this is Provenance or $this is PractitionerRole or $this is Communication or $this is Appointment or $this is Observation or $this is ServiceRequest) and entry.where(request.method = 'POST').resource.where($this is Task or $this is Communication or $this is Appointment or $this is Observation).count() <= 1 and (entry.resource.ofType(Communication).sender | entry.resource.ofType(Observation).performer | entry.where(request.method = 'POST').resource.ofType(Task).requester).reference.all($this = %resource.entry.where(resource is PractitionerRole).fullUrl)"

Invariant: ww-move-plain
Description: "Nothing is written beside a plain move."
Severity: #error
Expression: "entry.where(request.method = 'POST').resource.where($this is Task or $this is Communication or $this is Appointment or $this is Observation).empty()"

Invariant: ww-move-open
Description: "Open questions and the request are ended with the work, and never before."
Severity: #error
Expression: "(entry.resource.ofType(ServiceRequest).exists() implies (entry.resource.ofType(ServiceRequest).status = 'completed' and entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).resource.status = 'completed')) and entry.where(request.method = 'PUT' and resource is Task and resource.partOf.exists()).resource.all(status = 'cancelled') and (entry.where(request.method = 'PUT' and resource is Task and resource.partOf.exists()).exists() implies entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).resource.status in ('completed' | 'rejected' | 'cancelled' | 'failed' | 'entered-in-error'))"

Invariant: ww-move-question
Description: "The service asks one question, and waits for the answer."
Severity: #error
Expression: "entry.where(request.method = 'POST').resource.ofType(Task).count() = 1 and entry.where(request.method = 'POST').resource.ofType(Task).all(status = 'requested' and partOf.reference = %resource.entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).fullUrl) and entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).resource.businessStatus.coding.code = 'awaiting-information'"

Invariant: ww-move-contact
Description: "The coach tried to reach the patient, once."
Severity: #error
Expression: "entry.resource.ofType(Communication).count() = 1 and entry.resource.ofType(Communication).basedOn.reference = entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).fullUrl and entry.resource.ofType(Communication).sent.toString() = entry.resource.ofType(Provenance).recorded.toString()"

Invariant: ww-move-booking
Description: "An appointment was made, and the work names it."
Severity: #error
Expression: "entry.resource.ofType(Appointment).count() = 1 and entry.where(resource is Appointment).fullUrl.all($this in %resource.entry.resource.ofType(Task).output.value.ofType(Reference).reference) and entry.resource.ofType(Appointment).basedOn.reference = entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).resource.focus.reference and entry.resource.ofType(Appointment).participant.actor.reference.where($this in %resource.entry.where(resource is PractitionerRole).fullUrl).count() = 1 and entry.resource.ofType(Appointment).participant.actor.reference.where($this = %resource.entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).resource.for.reference).count() = 1"

Invariant: ww-move-closing
Description: "The work is completed with its outcome; the work status at the end stands as a finding where it was asked."
Severity: #error
Expression: "entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).resource.status = 'completed' and entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).resource.output.where(type.coding.code = 'work-status-at-end').value.coding.code = entry.resource.ofType(Observation).value.coding.code"

Invariant: ww-answer-parts
Description: "An answer is the question’s own Task, completed; who answered; and the clinician who did."
Severity: #error
Expression: "entry.resource.ofType(Task).count() = 1 and entry.resource.ofType(Task).code.coding.code = 'provide-information' and entry.resource.ofType(Task).status = 'completed' and entry.resource.ofType(Task).output.count() = 1 and entry.resource.ofType(Provenance).target.reference = entry.where(resource is Task).fullUrl and entry.resource.ofType(Provenance).meta.profile contains 'https://fhir.workwell-referral.example/StructureDefinition/WorkWell-TaskChange' and entry.where(resource is Task).request.method = 'PUT' and entry.resource.all($this is Task or $this is Provenance or $this is PractitionerRole or $this is Practitioner or $this is Organization)"

Invariant: ww-withdrawal-parts
Description: "A withdrawal ends work and request together; where the patient no longer agrees, and where it was a mistake, the agreement too."
Severity: #error
Expression: "entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).count() = 1 and entry.resource.ofType(Task).where(partOf.empty()).count() = 1 and entry.resource.ofType(ServiceRequest).count() = 1 and entry.resource.ofType(Consent).count() <= 1 and entry.resource.ofType(Provenance).target.reference = entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).fullUrl and entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).resource.focus.reference = entry.where(resource is ServiceRequest).fullUrl and entry.resource.ofType(Consent).provision.data.reference.reference.all($this = %resource.entry.where(resource is ServiceRequest).fullUrl) and entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).resource.statusReason.text.exists() and iif(entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).resource.status = 'entered-in-error', entry.resource.ofType(ServiceRequest).status = 'entered-in-error' and entry.resource.ofType(Consent).status = 'entered-in-error', entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).resource.status = 'cancelled' and entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).resource.businessStatus.coding.code = 'withdrawn' and entry.resource.ofType(ServiceRequest).status = 'revoked' and entry.resource.ofType(Consent).all(status = 'inactive')) and (entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).resource.statusReason.text = 'The patient no longer agrees to it' implies entry.resource.ofType(Consent).count() = 1) and entry.resource.all($this is Task or $this is ServiceRequest or $this is Consent or $this is Provenance or $this is PractitionerRole or $this is Practitioner or $this is Organization)"

Invariant: ww-later-note-parts
Description: "A later note is the advice put over the one that was told, when it was issued, and who told it."
Severity: #error
Expression: "entry.resource.ofType(Observation).count() = 1 and entry.resource.ofType(Observation).where(code.coding.code contains 'fitness-for-work-advice' and status = 'final' and issued.exists()).count() = 1 and entry.where(resource is Observation).request.method = 'PUT' and entry.resource.ofType(Observation).issued.toString() = entry.resource.ofType(Provenance).recorded.toString() and entry.resource.ofType(Provenance).target.reference = entry.where(resource is Observation).fullUrl and entry.resource.ofType(Provenance).meta.profile contains 'https://fhir.workwell-referral.example/StructureDefinition/WorkWell-Change' and entry.resource.all($this is Observation or $this is Provenance or $this is PractitionerRole or $this is Practitioner or $this is Organization)"

Invariant: ww-contact-parts
Description: "Contact details change in work, snapshot and answers together, alike, and the work says why; where none were held back any more, only the talk is recorded."
Severity: #error
Expression: "entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).count() = 1 and entry.resource.ofType(Task).count() = 1 and entry.resource.ofType(Patient).count() = entry.resource.ofType(QuestionnaireResponse).count() and entry.resource.ofType(Patient).count() <= 1 and entry.resource.ofType(Provenance).target.reference.count() = entry.where(request.method = 'PUT').count() and entry.resource.ofType(Provenance).target.reference.all($this in %resource.entry.where(request.method = 'PUT').fullUrl) and entry.resource.ofType(Provenance).meta.profile contains iif(entry.resource.ofType(Patient).exists(), 'https://fhir.workwell-referral.example/StructureDefinition/WorkWell-Change', 'https://fhir.workwell-referral.example/StructureDefinition/WorkWell-TaskChange') and entry.where(resource is Task and resource.code.coding.code = 'fulfill' and resource.partOf.empty()).resource.note.where(time.toString() = %resource.entry.resource.ofType(Provenance).recorded.toString()).count() = 1 and entry.resource.ofType(QuestionnaireResponse).all(status = 'amended' and repeat(item).where(linkId = 'concern').answer.value.code = %resource.entry.resource.ofType(Task).input.value.ofType(CodeableConcept).coding.code) and entry.resource.ofType(Patient).telecom.extension.empty() and ((entry.resource.ofType(Task).for | entry.resource.ofType(QuestionnaireResponse).subject).reference.all(%resource.entry.where(resource is Patient).fullUrl.empty() or $this = %resource.entry.where(resource is Patient).fullUrl)) and (entry.resource.ofType(QuestionnaireResponse).exists() implies entry.resource.ofType(Task).input.value.ofType(Reference).reference = entry.where(resource is QuestionnaireResponse).fullUrl) and entry.resource.ofType(Patient).telecom.where(system = 'phone').value.all($this in %resource.entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'contact-phone').answer.value.select(trim())) and entry.resource.ofType(Patient).telecom.where(system = 'email').value.all($this in %resource.entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'contact-email').answer.value.select(trim())) and entry.resource.ofType(Patient).address.text.all($this in %resource.entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'contact-address').answer.value.select(trim())) and entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'contact-phone').answer.count() = entry.resource.ofType(Patient).telecom.where(system = 'phone').count() and entry.resource.ofType(QuestionnaireResponse).where(identifier.value.endsWith('.site').not()).descendants().where(linkId = 'contact-email').answer.count() = entry.resource.ofType(Patient).telecom.where(system = 'email').count() and entry.resource.all($this is Task or $this is Patient or $this is QuestionnaireResponse or $this is Provenance or $this is PractitionerRole or $this is Practitioner or $this is Organization)"
