Profile: WorkWellServiceRequest
Parent: ServiceRequest
Id: WorkWell-ServiceRequest
Title: "WorkWell ServiceRequest"
Description: "The referral itself, owned by the referrer. Instances also claim UK Core ServiceRequest."
* insert Message
* insert NoLabels
* extension 1..1
* obeys ww-request-extensions and ww-no-extensions
* insert OneIdentifier($REFERRAL)
* identifier.use 1..1
* identifier.use = #official
* instantiatesCanonical 0..0
* instantiatesUri 0..0
* basedOn 0..0
* replaces 0..0
* requisition 0..0
* status from ReferralRequestStatus (required)
* intent = #order
* category 2..2
* category ^slicing.discriminator.type = #pattern
* category ^slicing.discriminator.path = "$this"
* category ^slicing.rules = #closed
* category contains referral 1..1 and workwell 1..1
* insert CodeAlone(category)
* category[referral] = $SCT#3457005 "Patient referral"
* category[workwell] = https://fhir.workwell-referral.example/CodeSystem/workwell-category#workwell-referral "WorkWell referral"
* priority 1..1
* priority = #routine
* doNotPerform 0..0
* code 1..1
* code.coding 1..1
* code.coding = $SCT#1098041000000101 "Referral to an employment support service"
* code.text 1..1
* code.text = "Referral to WorkWell" (exactly)
* orderDetail 0..0
* quantity[x] 0..0
* subject only Reference(Patient)
* insert To(subject, ww-to-patient)
* encounter 0..0
* occurrence[x] 1..1
* occurrence[x] only Period
* occurrencePeriod.start 1..1
* occurrencePeriod.start obeys ww-whole-date
* occurrencePeriod.end 0..0
* asNeeded[x] 0..0
* performerType 0..0
* locationCode 0..0
* locationReference 0..0
* patientInstruction 0..0
* authoredOn 1..1
* authoredOn obeys ww-moment
* requester 1..1
* requester only Reference(PractitionerRole or Practitioner)
* insert To(requester, ww-to-role)
* performer 1..1
* performer only Reference(HealthcareService)
* insert To(performer, ww-to-service)
* reasonCode 0..0
* reasonReference 1..1
* reasonReference only Reference(Condition)
* insert To(reasonReference, ww-to-condition)
* insurance 0..0
* supportingInfo 2..*
* supportingInfo only Reference(QuestionnaireResponse or Observation)
* insert To(supportingInfo, ww-to-findings)
* obeys ww-request-findings
* specimen 0..0
* bodySite 0..0
* note 0..0
* relevantHistory 0..0
* obeys ww-request-start and ww-request-source

Invariant: ww-request-start
Description: "The service is asked for from the day of the referral on: not for a time before it was written, nor for one more than a year away."
Severity: #error
Expression: "occurrence.start.toString().substring(0, 10) >= authoredOn.toString().substring(0, 10) and occurrence.start.toString().substring(0, 4).toInteger() - authoredOn.toString().substring(0, 4).toInteger() <= 1"

Invariant: ww-request-findings
Description: "Each of the answers and findings is named once."
Severity: #error
Expression: "supportingInfo.reference.isDistinct()"

Invariant: ww-request-source
Description: "Who referred is one of the current UK Core codes with its words, or words alone where there is no code for the profession."
Severity: #error
Expression: "extension.value.all((coding.empty() and text.exists()) or (coding.count() = 1 and coding.all(system = 'http://snomed.info/sct' and ((code = '108161000000109' and display = 'Referred by general practitioner') or (code = '185362004' and display = 'Referred by nurse') or (code = '185370009' and display = 'Referred by physiotherapist') or (code = '185369008' and display = 'Referred by pharmacist') or (code = '1991000124105' and display = 'Referred by self')))))"

Profile: WorkWellTask
Parent: Task
Id: WorkWell-Task
Title: "WorkWell Task"
Description: """
One Task for each attempt at a referral. The service owns its status, the referrer that of the ServiceRequest. Status, business status, reasons and outcome follow
Gravity's referral loop with base R4's `received` in front. Instances also claim UK Core Task.
"""
* insert Message
* insert NoLabels
* insert NoExtensions
* insert OneIdentifier($REFERRAL-TASK)
* identifier.use 0..0
* instantiatesCanonical 0..0
* instantiatesUri 0..0
* basedOn 1..1
* basedOn only Reference(ServiceRequest)
* insert To(basedOn, ww-to-request)
* groupIdentifier 0..0
* partOf 0..0
* status from ReferralTaskStatus (required)
* statusReason.coding 0..1
* statusReason.coding from StatusReasonValueSet (required)
* statusReason.text 1..1
* statusReason.text obeys ww-text
* businessStatus.text 0..0
* businessStatus.coding ^slicing.discriminator.type = #value
* businessStatus.coding ^slicing.discriminator.path = "system"
* businessStatus.coding ^slicing.rules = #closed
* businessStatus.coding contains own 1..1
* businessStatus.coding[own].system 1..1
* businessStatus.coding[own].system = "https://fhir.workwell-referral.example/CodeSystem/workwell-business-status" (exactly)
* businessStatus.coding[own].code 1..1
* businessStatus.coding[own] from BusinessStatusValueSet (required)
* intent = #order
* code 1..1
* code = $task-code#fulfill
* insert CodeAlone(code)
* description 0..0
* focus 1..1
* focus only Reference(ServiceRequest)
* insert To(focus, ww-to-request)
* for 1..1
* for only Reference(Patient)
* insert To(for, ww-to-patient)
* encounter 0..0
* performerType 0..0
* location 0..0
* reasonCode 0..0
* reasonReference 0..0
* authoredOn 1..1
* authoredOn obeys ww-moment
* lastModified 1..1
* lastModified obeys ww-moment
* requester 1..1
* requester only Reference(PractitionerRole or Practitioner or Organization)
* insert To(requester, ww-to-party)
* owner 1..1
* owner obeys ww-owner
* executionPeriod obeys ww-period-order and ww-work-period
* note.author[x] 1..1
* note.author[x] only string
* note.time 1..1
* note.time obeys ww-moment
* restriction.repetitions 0..0
* restriction.recipient 0..0
* restriction.period.start 0..0
* output.type.coding 1..1
* insurance 0..0
* relevantHistory 0..0
* input 1..*
* input ^slicing.discriminator.type = #pattern
* input ^slicing.discriminator.path = "type"
* input ^slicing.rules = #closed
* input contains form 1..1 and concern 1..1
* insert CodeAlone(input.type)
* input[form].type = $sdc-temp#questionnaire-response
* input[form].type.coding.display 0..0
* input[form].value[x] only Reference(QuestionnaireResponse)
* insert To(input[form].valueReference, ww-to-form)
* input[concern].type = https://fhir.workwell-referral.example/CodeSystem/workwell-task#concern
* input[concern].value[x] only CodeableConcept
* input[concern].valueCodeableConcept obeys ww-concern-said
* obeys ww-not-after-modified and ww-task-focus and ww-task-reason and ww-task-outcome and ww-task-outcome-only and ww-task-business and ww-task-sent and ww-task-deadline and ww-task-as-sent and ww-task-told and ww-task-reason-only and ww-task-words and ww-task-output and ww-task-outcome-once and ww-task-code-words

Invariant: ww-task-focus
Description: "The Task is about the very request that it is based on."
Severity: #error
Expression: "basedOn.all(reference = %resource.focus.reference)"

Invariant: ww-concern-said
Description: "The concern is one code of the list with its display, and says in words what it asks of whoever reads it."
Severity: #error
Expression: "coding.count() = 1 and coding.all(system = 'https://fhir.workwell-referral.example/CodeSystem/concern' and code in ('none-known' | 'phone-first' | 'not-discussed' | 'urgent') and display.exists()) and text.exists()"

Invariant: ww-task-reason
Description: "A referral that is rejected, cancelled, on hold or failed says why, in words that the referrer can read."
Severity: #error
Expression: "status in ('rejected' | 'cancelled' | 'on-hold' | 'failed') implies statusReason.text.exists()"

Invariant: ww-task-outcome
Description: "A completed referral says its outcome, by a code of the WorkWell outcome list."
Severity: #error
Expression: "status = 'completed' implies output.value.ofType(CodeableConcept).coding.where(system = 'https://fhir.workwell-referral.example/CodeSystem/workwell-outcome' and code in ('returned-same-role' | 'returned-with-adjustments' | 'stayed-in-work' | 'still-absent' | 'left-work' | 'started-new-work' | 'advice-only' | 'onward-referral' | 'disengaged' | 'unknown')).count() = 1"

Invariant: ww-task-outcome-only
Description: "An outcome is given only when the referral is completed."
Severity: #error
Expression: "output.value.ofType(CodeableConcept).coding.where(system = 'https://fhir.workwell-referral.example/CodeSystem/workwell-outcome').exists() implies status = 'completed' or status = 'entered-in-error'"

Invariant: ww-task-business
Description: "The business status belongs to the status: an accepted referral, for example, cannot be closed, nor a new one have a plan."
Severity: #error
Expression: "businessStatus.empty() or (status = 'requested' and businessStatus.coding.code.where($this in ('sent' | 'delivered')).exists()) or (status = 'received' and businessStatus.coding.code.where($this in ('received' | 'awaiting-information')).exists()) or (status = 'accepted' and businessStatus.coding.code.where($this in ('accepted' | 'contact-attempted' | 'contacted' | 'waiting-list' | 'assessment-booked')).exists()) or (status = 'in-progress' and businessStatus.coding.code.where($this in ('support-started' | 'plan-agreed')).exists()) or (status = 'on-hold' and businessStatus.coding.code.where($this in ('paused' | 'waiting-list')).exists()) or (status = 'rejected' and businessStatus.coding.code.where($this = 'not-accepted').exists()) or (status = 'cancelled' and businessStatus.coding.code.where($this in ('closed-declined' | 'closed-consent-withdrawn' | 'closed-no-contact' | 'withdrawn')).exists()) or (status = 'completed' and businessStatus.coding.code.where($this = 'closed-outcome').exists()) or (status = 'failed' and businessStatus.coding.code.where($this = 'delivery-failed').exists()) or status = 'entered-in-error'"

Invariant: ww-task-deadline
Description: "The latest useful first contact is not before the referral was written, nor more than a year after."
Severity: #error
Expression: "restriction.period.end.exists() implies (restriction.period.end.toString().substring(0, 10) >= authoredOn.toString().substring(0, 10) and restriction.period.end.toString().substring(0, 4).toInteger() - authoredOn.toString().substring(0, 4).toInteger() <= 1)"

Invariant: ww-request-extensions
Description: "Of extensions, only UK Core's source of the service request is used."
Severity: #error
Expression: "extension.all(url = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-SourceOfServiceRequest' and value is CodeableConcept)"

Invariant: ww-task-sent
Description: "A referral that is sent says so in its business status; a service that keeps none of its own may leave it out later."
Severity: #error
Expression: "status = 'requested' implies businessStatus.exists()"

Invariant: ww-owner
Description: "The work lies with a service, a team or a person: by an address, by a WorkWell service's own number, or by the name of somebody whom the hub does not know."
Severity: #error
Expression: "type.empty() and (reference.exists() or identifier.exists() or display.exists()) and (reference.empty() or reference.matches('^(urn:uuid:|(HealthcareService|Organization|PractitionerRole|Practitioner|CareTeam)/)')) and (display.empty() or reference.empty() or reference.startsWith('HealthcareService/').not()) and (identifier.empty() or reference.empty())"

Invariant: ww-work-period
Description: "The work is done in the ten years from 2024 on that a referral can be followed, not before WorkWell began."
Severity: #error
Expression: "(start | end).all(toString().matches('^20(2[4-9]|[3-9][0-9])'))"

Invariant: ww-task-as-sent
Description: "As it is sent a referral carries no note, no reason, no output, no times of the work and no deadline, and is routine: all that is said later, by whoever changes it."
Severity: #error
Expression: "(status = 'requested' and lastModified.toString() = authoredOn.toString()) implies (priority = 'routine' and note.empty() and statusReason.empty() and output.empty() and executionPeriod.empty() and restriction.empty() and owner.reference.exists() and owner.display.empty() and owner.identifier.empty())"

Invariant: ww-task-told
Description: "A note on the work says when it was written: after the referral. Neither a note nor an output stands there twice."
Severity: #error
Expression: "note.all(time.toString().substring(0, 10) >= %resource.authoredOn.toString().substring(0, 10)) and note.isDistinct() and output.isDistinct()"

Invariant: ww-task-reason-only
Description: "A reason is given for what needs one, and for nothing else."
Severity: #error
Expression: "statusReason.exists() implies status in ('rejected' | 'cancelled' | 'on-hold' | 'failed' | 'entered-in-error')"

Invariant: ww-task-output
Description: "What a service gives back is its outcome, or one of the things on the list of outputs: each in one value, its words those of its code."
Severity: #error
Expression: "output.all(type.coding.system in ('https://fhir.workwell-referral.example/CodeSystem/workwell-outcome' | 'https://fhir.workwell-referral.example/CodeSystem/workwell-task-output') and (type.text.empty() or type.text = type.coding.display) and (type.coding.code = 'outcome' or type.coding.system = 'https://fhir.workwell-referral.example/CodeSystem/workwell-task-output') and value.ofType(Reference).all((reference.empty() or reference.matches('^(urn:uuid:|(Appointment|DocumentReference|CarePlan|QuestionnaireResponse|Observation)/)')) and identifier.empty() and type.empty()) and value.ofType(CodeableConcept).all(coding.count() <= 1 and text.empty()) and (value.ofType(date) | value.ofType(dateTime)).all(toString().matches('^20(2[4-9]|[3-9][0-9])-[0-9]{2}-[0-9]{2}')))"

Invariant: ww-task-code-words
Description: "Where the kind of Task has words beside it, they are HL7’s own."
Severity: #error
Expression: "code.coding.display.all($this.toString() = 'Fulfill the focal request')"

Invariant: ww-task-outcome-once
Description: "The outcome stands under the type outcome, as its code and nothing more."
Severity: #error
Expression: "output.where(type.coding.system = 'https://fhir.workwell-referral.example/CodeSystem/workwell-outcome').all(value.coding.count() = 1 and value.coding.system = 'https://fhir.workwell-referral.example/CodeSystem/workwell-outcome' and value.text.empty())"
