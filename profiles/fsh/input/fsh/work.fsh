// What a service writes while it works on a referral, beside the referral's own Task: who works on it, questions, contact, appointment, the end.

Profile: WorkWellCoach
Parent: PractitionerRole
Id: WorkWell-Coach
Title: "WorkWell work and health coach"
Description: "Who works on the referral at the service: a name, and the number under which the service's own provider knows them. Instances also claim UK Core PractitionerRole."
* insert Message
* insert NoLabels
* insert NoExtensions
* identifier 1..1
* identifier.use 0..0
* identifier.system 1..1
* identifier.system = $COACH (exactly)
* identifier.value 1..1
* active 1..1
* active = true
* period 0..0
* practitioner 1..1
* practitioner.reference 0..0
* practitioner.type 0..0
* practitioner.identifier 0..0
* practitioner.display 1..1
* organization 0..0
* code 1..1
* code.coding 0..0
* code.text 1..1
* code.text = "Work and health coach" (exactly)
* specialty 0..0
* location 0..0
* healthcareService 1..1
* insert To(healthcareService, ww-to-service)
* telecom 0..0
* availableTime 0..0
* notAvailable 0..0
* availabilityExceptions 0..0
* endpoint 0..0

Profile: WorkWellQuestion
Parent: Task
Id: WorkWell-Question
Title: "WorkWell question"
Description: """
One question of the service to the referrer, as a part of the referral's Task and theirs to answer: asked (requested), answered (completed, with one answer), or no
longer needed (cancelled). Instances also claim UK Core Task.
"""
* insert Message
* insert NoLabels
* insert NoExtensions
* identifier 0..0
* instantiatesCanonical 0..0
* instantiatesUri 0..0
* basedOn 0..0
* groupIdentifier 0..0
* partOf 1..1
* partOf only Reference(Task)
* insert To(partOf, ww-to-task)
* status obeys ww-question-status
* statusReason.coding 0..0
* statusReason.text 1..1
* businessStatus 0..0
* intent = #order
* priority 0..0
* code 1..1
* code = https://fhir.workwell-referral.example/CodeSystem/workwell-task#provide-information "Provide information"
* insert CodeAlone(code)
* description 1..1
* focus 1..1
* focus only Reference(ServiceRequest)
* insert To(focus, ww-to-request)
* for 1..1
* for only Reference(Patient)
* insert To(for, ww-to-patient)
* encounter 0..0
* executionPeriod 0..0
* authoredOn 1..1
* authoredOn obeys ww-moment
* lastModified 1..1
* lastModified obeys ww-moment
* requester 1..1
* insert To(requester, ww-to-party)
* performerType 0..0
* owner 1..1
* insert To(owner, ww-to-party)
* location 0..0
* reasonCode 0..0
* reasonReference 0..0
* insurance 0..0
* note 0..0
* relevantHistory 0..0
* restriction 0..0
* input 0..0
* output 0..1
* output.type = https://fhir.workwell-referral.example/CodeSystem/workwell-task#answer "Answer"
* output.type.coding 1..1
* output.type.text 1..1
* output.type.text = "Answer" (exactly)
* output.value[x] only string
* obeys ww-not-after-modified and ww-question-answer and ww-question-reason

Invariant: ww-question-status
Description: "A question is asked, answered, no longer needed, or was an error."
Severity: #error
Expression: "$this in ('requested' | 'completed' | 'cancelled' | 'entered-in-error')"

Invariant: ww-question-answer
Description: "A question that was answered has its answer, and no other has one."
Severity: #error
Expression: "(status = 'completed' implies output.exists()) and (output.exists() implies (status = 'completed' or status = 'entered-in-error'))"

Invariant: ww-question-reason
Description: "Why a question is no longer needed is said, and nothing of the kind of any other."
Severity: #error
Expression: "(status = 'cancelled' implies statusReason.exists()) and (statusReason.exists() implies (status = 'cancelled' or status = 'entered-in-error'))"

Profile: WorkWellContactAttempt
Parent: Communication
Id: WorkWell-ContactAttempt
Title: "WorkWell contact with the patient"
Description: "One attempt of the coach to reach the patient: by what way, when, and whether it came through. What was said is written nowhere. Instances also claim UK Core Communication."
* insert Message
* insert NoLabels
* insert NoExtensions
* identifier 0..0
* instantiatesCanonical 0..0
* instantiatesUri 0..0
* basedOn 1..1
* basedOn only Reference(Task)
* insert To(basedOn, ww-to-task)
* partOf 0..0
* inResponseTo 0..0
* status obeys ww-contact-status
* statusReason.coding 1..1
* statusReason.coding.system = "https://fhir.workwell-referral.example/CodeSystem/workwell-contact-method" (exactly)
* statusReason from ContactMethodValueSet (required)
* statusReason.text 1..1
* category 0..0
* priority 0..0
* medium 1..1
* medium.coding.system = "https://fhir.workwell-referral.example/CodeSystem/workwell-contact-method" (exactly)
* medium from ContactMethodValueSet (required)
* insert CodeAlone(medium)
* medium.coding obeys ww-contact-way
* subject 1..1
* subject only Reference(Patient)
* insert To(subject, ww-to-patient)
* topic 0..0
* about 0..0
* encounter 0..0
* sent 1..1
* sent obeys ww-moment
* received 0..0
* recipient 0..0
* sender 1..1
* insert To(sender, ww-to-party)
* reasonCode 0..0
* reasonReference 0..0
* payload 0..0
* note 0..0
* obeys ww-contact-result and ww-contact-words

Invariant: ww-contact-status
Description: "The contact came about (completed) or did not (not-done), or was written in error."
Severity: #error
Expression: "$this in ('completed' | 'not-done' | 'entered-in-error')"

Profile: WorkWellAppointment
Parent: Appointment
Id: WorkWell-Appointment
Title: "WorkWell appointment"
Description: "The first appointment with the coach: when and by what way. Instances also claim UK Core Appointment."
* insert Message
* insert NoLabels
* insert NoExtensions
* identifier 0..0
* status obeys ww-appointment-status
* cancelationReason 0..0
* serviceCategory 0..0
* serviceType 0..0
* specialty 0..0
* appointmentType 1..1
* appointmentType.coding.system = "https://fhir.workwell-referral.example/CodeSystem/workwell-contact-method" (exactly)
* appointmentType from ContactMethodValueSet (required)
* insert CodeAlone(appointmentType)
* appointmentType.coding obeys ww-contact-way
* reasonCode 0..0
* reasonReference 0..0
* priority 0..0
* description 1..1
* description = "First WorkWell appointment" (exactly)
* supportingInformation 0..0
* start 1..1
* start obeys ww-moment
* end 1..1
* end obeys ww-moment
* minutesDuration 1..1
* slot 0..0
* created 0..0
* comment 0..0
* patientInstruction 0..0
* basedOn 1..1
* basedOn only Reference(ServiceRequest)
* insert To(basedOn, ww-to-request)
* participant 2..2
* participant.type 0..0
* participant.required 0..0
* participant.period 0..0
* participant.status = #accepted
* participant.actor 1..1
* insert To(participant.actor, ww-to-participant)
* requestedPeriod 0..0
* obeys ww-appointment-time and ww-contact-words and ww-appointment-two

Invariant: ww-appointment-status
Description: "The appointment is booked, or came to one of its ends."
Severity: #error
Expression: "$this in ('booked' | 'arrived' | 'fulfilled' | 'cancelled' | 'noshow' | 'entered-in-error')"

Invariant: ww-appointment-time
Description: "It ends after it starts, on the same day, and takes no longer than eight hours."
Severity: #error
Expression: "start < end and start.toString().substring(0, 10) = end.toString().substring(0, 10) and minutesDuration > 0 and minutesDuration <= 480"

Invariant: ww-appointment-two
Description: "Two take part, the patient and the coach, each once."
Severity: #error
Expression: "participant.actor.reference.isDistinct() and participant.actor.reference.where(startsWith('PractitionerRole/') or startsWith('HealthcareService/') or startsWith('Practitioner/')).count() <= 1 and participant.actor.reference.where(startsWith('Patient/')).count() <= 1"

Invariant: ww-to-participant
Description: "This reference names the patient or somebody of the service, and nothing of another type."
Severity: #error
Expression: "reference.matches('^(urn:uuid:|(Patient|PractitionerRole|Practitioner|HealthcareService)/)')"

Profile: WorkWellEndStatus
Parent: Observation
Id: WorkWell-EndStatus
Title: "WorkWell employment status at the end"
Description: "Work status when the referral was closed, by the same question as at its start, so that the change can be counted. Instances also claim UK Core Observation."
* insert Message
* insert NoLabels
* insert NoExtensions
* identifier 0..0
* basedOn 1..1
* basedOn only Reference(ServiceRequest)
* insert To(basedOn, ww-to-request)
* partOf 0..0
* status = #final
* category 1..1
* category = $observation-category#social-history "Social History"
* insert CodeAlone(category)
* code.coding 1..1
* code.coding = https://fhir.workwell-referral.example/CodeSystem/workwell-observation#employment-status "Employment status"
* code.text 1..1
* code.text = "Employment status" (exactly)
* subject 1..1
* subject only Reference(Patient)
* insert To(subject, ww-to-patient)
* focus 0..0
* encounter 0..0
* effective[x] 1..1
* effective[x] only dateTime
* effectiveDateTime obeys ww-moment
* issued 0..0
* performer 1..1
* insert To(performer, ww-to-party)
* value[x] 1..1
* value[x] only CodeableConcept
* valueCodeableConcept.coding 1..1
* valueCodeableConcept.coding.system 1..1
* valueCodeableConcept.coding.system = "https://fhir.workwell-referral.example/CodeSystem/work-status" (exactly)
* valueCodeableConcept from WorkStatusValueSet (required)
* valueCodeableConcept.text 0..0
* dataAbsentReason 0..0
* interpretation 0..0
* note 0..0
* bodySite 0..0
* method 0..0
* specimen 0..0
* device 0..0
* referenceRange 0..0
* hasMember 0..0
* derivedFrom 0..0
* component 0..0
* obeys ww-finding-words

Invariant: ww-contact-way
Description: "The way of contact is one of the ways, not what came of it."
Severity: #error
Expression: "$this.code in ('phone' | 'text' | 'video' | 'in-person')"

Invariant: ww-contact-result
Description: "Contact that did not come about says why, in the words of its code; contact that did says nothing more."
Severity: #error
Expression: "(status = 'not-done' implies statusReason.exists()) and (status = 'completed' implies statusReason.empty()) and statusReason.coding.all((code & '|' & %resource.statusReason.text) in ('no-answer|No answer' | 'did-not-attend|Did not attend the appointment'))"
