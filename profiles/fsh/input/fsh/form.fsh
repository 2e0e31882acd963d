Profile: WorkWellReferralForm
Parent: QuestionnaireResponse
Id: WorkWell-ReferralForm
Title: "WorkWell referral form"
Description: """
The answers of the consultation that the patient agreed to share: a copy, cut to the level. What is not listed for a level never leaves the practice.
Instances also claim UK Core QuestionnaireResponse.
"""
* insert Message
* insert NoLabels
* insert NoExtensions
* insert OneIdentifier($REFERRAL-FORM)
* identifier.use 0..0
* basedOn 0..0
* partOf 0..0
* questionnaire 1..1
* questionnaire obeys ww-referral-questionnaire
* status obeys ww-form-status
* subject 1..1
* subject only Reference(Patient)
* insert To(subject, ww-to-patient)
* encounter 0..0
* authored 1..1
* authored obeys ww-moment
* author 1..1
* author only Reference(PractitionerRole or Practitioner)
* insert To(author, ww-to-role)
* source 0..0
* item 1..*
* item.definition 0..0
* obeys ww-form-answered and ww-form-no-definition and ww-form-distinct
* obeys ww-form-agreement and ww-form-work-status and ww-form-concern and ww-form-phone-first and ww-form-urgent and ww-form-basic and ww-form-standard and ww-form-full and ww-form-condition and ww-form-words and ww-form-coded and ww-form-dates and ww-form-managed and ww-form-once and ww-form-note-order and ww-form-told

Invariant: ww-form-status
Description: "The answers are complete when they are sent, and amended once the referrer has corrected how to reach the patient."
Severity: #error
Expression: "$this in ('completed' | 'amended')"

Invariant: ww-referral-questionnaire
Description: "The form is named with its version: answers mean nothing without their questions."
Severity: #error
Expression: "matches('^https://fhir\\\\.workwell-referral\\\\.example/Questionnaire/workwell-referral-answers\\\\|[0-9]+\\\\.[0-9]+\\\\.[0-9]+$')"

Invariant: ww-form-agreement
Description: "The patient agreed to a referral, at one level: basic, standard or full. Without agreement nothing is sent."
Severity: #error
Expression: "repeat(item).where(linkId = 'sharing').answer.value.where(system = 'https://fhir.workwell-referral.example/CodeSystem/sharing-level' and code in ('basic' | 'standard' | 'full')).count() = 1"

Invariant: ww-form-work-status
Description: "Work status is answered."
Severity: #error
Expression: "repeat(item).where(linkId = 'work-status').answer.value.where(system = 'https://fhir.workwell-referral.example/CodeSystem/work-status').count() = 1"

Invariant: ww-form-concern
Description: "Whether there is a concern about safety is answered, by one code of the list with its display and nothing beside it: it leaves at every level."
Severity: #error
Expression: "repeat(item).where(linkId = 'concern').count() = 1 and repeat(item).where(linkId = 'concern').answer.count() = 1 and repeat(item).where(linkId = 'concern').answer.value.ofType(Coding).where(system = 'https://fhir.workwell-referral.example/CodeSystem/concern' and code in ('none-known' | 'phone-first' | 'not-discussed' | 'urgent') and display.exists()).count() = 1"

Invariant: ww-form-phone-first
Description: "Where the referrer is to be phoned before contact, no phone number, email, address, note on safe contact or word on messages goes with the referral: they follow, in amended answers, once the talk is recorded."
Severity: #error
Expression: "(status = 'completed' and repeat(item).where(linkId = 'concern').answer.value.where(code = 'phone-first').exists()) implies descendants().where(linkId in ('contact-phone' | 'contact-email' | 'contact-address' | 'contact-safety' | 'contact-message')).empty()"

Invariant: ww-form-urgent
Description: "An urgent or safeguarding concern is sent only once the clinician has managed it and says so."
Severity: #error
Expression: "repeat(item).where(linkId = 'concern').answer.value.where(code = 'urgent').exists() implies repeat(item).where(linkId = 'concern-managed').answer.value.where($this = true).exists()"

Invariant: ww-form-once
Description: "Every question is answered once, in one place."
Severity: #error
Expression: "descendants().linkId.isDistinct()"

Invariant: ww-form-note-order
Description: "The note does not end before it starts."
Severity: #error
Expression: "repeat(item).where(linkId = 'note-to').answer.value.all(%resource.repeat(item).where(linkId = 'note-from').answer.value.empty() or $this >= %resource.repeat(item).where(linkId = 'note-from').answer.value.first())"

Invariant: ww-form-told
Description: "Who interpreted is said only of a patient who needs an interpreter."
Severity: #error
Expression: "descendants().where(linkId = 'told-by').exists() implies descendants().where(linkId = 'interpreter').answer.value.where($this = true).exists()"

Profile: WorkWellSiteForm
Parent: QuestionnaireResponse
Id: WorkWell-SiteForm
Title: "WorkWell site form"
Description: "Answers to the questions that one service asks in its own Questionnaire: each from the level on that its question or the site pack names. Instances also claim UK Core QuestionnaireResponse."
* insert Message
* insert NoLabels
* insert NoExtensions
* identifier 1..1
* identifier.use 0..0
* identifier.system 1..1
* identifier.system = $REFERRAL-FORM (exactly)
* identifier.value 1..1
* identifier.value obeys ww-site-form-id
* basedOn 0..0
* partOf 0..0
* questionnaire 1..1
* questionnaire obeys ww-site-questionnaire
* status = #completed
* obeys ww-site-dates and ww-site-coded
* subject 1..1
* subject only Reference(Patient)
* insert To(subject, ww-to-patient)
* encounter 0..0
* authored 1..1
* authored obeys ww-moment
* author 1..1
* author only Reference(PractitionerRole or Practitioner)
* insert To(author, ww-to-role)
* source 0..0
* item 1..*
* item.definition 0..0
* obeys ww-form-answered and ww-form-no-definition and ww-form-distinct
* obeys ww-form-once

Invariant: ww-site-form-id
Description: "The identifier is the referral's UUID with .site behind it."
Severity: #error
Expression: "matches('^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\\\.site$')"

Profile: WorkWellFitNoteForm
Parent: QuestionnaireResponse
Id: WorkWell-FitNoteForm
Title: "WorkWell fit note form"
Description: """
The answers from which a fit note is drafted, for the record system that issues it: in progress until the clinician says that the note was issued there, completed
afterwards. It is never the fit note. Instances also claim UK Core QuestionnaireResponse.
"""
* insert Message
* meta.security = $act-code#NOPAT
* insert NoExtensions
* identifier 1..1
* identifier.use 0..0
* identifier.system 1..1
* identifier.system = $FIT-NOTE (exactly)
* identifier.value 1..1
* identifier.value obeys ww-uuid
* basedOn 0..0
* partOf 0..0
* questionnaire 1..1
* questionnaire obeys ww-fit-note-questionnaire
* status obeys ww-fit-note-status
* subject 1..1
* subject only Reference(Patient)
* insert To(subject, ww-to-patient)
* encounter 0..0
* authored 1..1
* authored obeys ww-moment
* author only Reference(PractitionerRole or Practitioner)
* insert To(author, ww-to-role)
* source 0..0
* item.definition 0..0
* obeys ww-form-answered and ww-form-no-definition and ww-form-distinct and ww-form-once and ww-site-dates and ww-site-coded and ww-form-words
* obeys ww-fit-note-order and ww-fit-note-adjustments and ww-fit-note-issued

Invariant: ww-fit-note-questionnaire
Description: "The form is named with its version: answers mean nothing without their questions."
Severity: #error
Expression: "matches('^https://fhir\\\\.workwell-referral\\\\.example/Questionnaire/fit-note\\\\|[0-9]+\\\\.[0-9]+\\\\.[0-9]+$')"

Invariant: ww-fit-note-status
Description: "A draft is in progress, and an issued note's answers are completed: there is nothing between."
Severity: #error
Expression: "$this in ('in-progress' | 'completed' | 'entered-in-error')"

Invariant: ww-fit-note-order
Description: "The note does not end before it starts."
Severity: #error
Expression: "repeat(item).where(linkId = 'to').answer.value.all(%resource.repeat(item).where(linkId = 'from').answer.value.empty() or $this >= %resource.repeat(item).where(linkId = 'from').answer.value.first())"

Invariant: ww-fit-note-adjustments
Description: "Changes at work are advised only to somebody who may be fit for work (Med3 04/22)."
Severity: #error
Expression: "repeat(item).where(linkId = 'adjustments').answer.exists() implies repeat(item).where(linkId = 'advice').answer.value.where(code = 'may-be-fit').exists()"

Invariant: ww-form-answered
Description: "A question is there because it was answered, a group because something in it was."
Severity: #error
Expression: "descendants().where(linkId.exists()).all(answer.exists() or item.exists())"

Invariant: ww-form-no-definition
Description: "What a question means stands in its Questionnaire, not beside the answer."
Severity: #error
Expression: "descendants().where(linkId.exists()).definition.empty()"

Invariant: ww-form-distinct
Description: "No answer is given twice."
Severity: #error
Expression: "descendants().where(linkId.exists()).all(answer.value.isDistinct())"

Invariant: ww-form-coded
Description: "An answer that was picked is one of the form's own: system, code and words. Only a problem of the record may have words alone."
Severity: #error
Expression: "descendants().where(linkId.exists() and linkId != 'main-condition' and linkId != 'other-conditions').answer.value.ofType(Coding).all(system.startsWith('https://fhir.workwell-referral.example/CodeSystem/') and code.exists() and display.exists()) and descendants().where(linkId = 'main-condition' or linkId = 'other-conditions').answer.value.ofType(Coding).all(display.exists() and (system.exists() = code.exists()))"

Invariant: ww-form-dates
Description: "A day in the answers lies within a working life before them (60 years) and at most ten years after: fit notes and times off work are not of other centuries."
Severity: #error
Expression: "descendants().answer.value.ofType(date).all(toString().matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}$') and toString().substring(0, 4).toInteger() >= %resource.authored.toString().substring(0, 4).toInteger() - 60 and toString().substring(0, 4).toInteger() <= %resource.authored.toString().substring(0, 4).toInteger() + 10)"

Invariant: ww-form-managed
Description: "That a concern was managed is said of an urgent one only, and only with yes."
Severity: #error
Expression: "repeat(item).where(linkId = 'concern-managed').all(answer.value = true)"

Invariant: ww-site-questionnaire
Description: "The service's own form is named by its address."
Severity: #error
Expression: "matches('^https?://[^ ]+$')"

Invariant: ww-site-dates
Description: "A day in the answers is of 1900 or later, where somebody's birth may be asked, and at most ten years after them."
Severity: #error
Expression: "descendants().answer.value.ofType(date).all(toString().matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}$') and toString() >= '1900' and toString().substring(0, 4).toInteger() <= %resource.authored.toString().substring(0, 4).toInteger() + 10)"

Invariant: ww-site-coded
Description: "An answer that was picked has a code or words, and a code has its system."
Severity: #error
Expression: "descendants().answer.value.ofType(Coding).all((code.exists() or display.exists()) and (code.exists() implies system.exists()))"

Invariant: ww-fit-note-issued
Description: "A note that was issued has answers."
Severity: #error
Expression: "status = 'completed' implies item.exists()"
