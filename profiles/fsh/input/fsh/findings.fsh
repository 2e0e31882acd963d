// What the referral says of the patient's health and work, cut to the sharing level.

Profile: WorkWellCondition
Parent: Condition
Id: WorkWell-Condition
Title: "WorkWell Condition"
Description: """
The main condition affecting work: at the basic level only that there is one, at standard its broad group, at full its term.
The level itself is judged over the whole transaction (WorkWell-Transaction). Instances also claim UK Core Condition.
"""
* insert Message
* insert NoLabels
* insert NoExtensions
* insert ExtractIdentifier
* identifier obeys ww-condition-id
* clinicalStatus 1..1
* clinicalStatus = $condition-clinical#active "Active"
* insert CodeAlone(clinicalStatus)
* verificationStatus 0..0
* category 1..1
* category = $condition-category#encounter-diagnosis "Encounter Diagnosis"
* insert CodeAlone(category)
* severity 0..0
* code 1..1
* code.text 1..1
* code.text obeys ww-text
* code.coding 0..2
* code obeys ww-condition-group and ww-condition-words
* bodySite 0..0
* subject only Reference(Patient)
* insert To(subject, ww-to-patient)
* encounter 0..0
* onset[x] 0..0
* abatement[x] 0..0
* recordedDate 0..0
* recorder 0..0
* asserter 0..0
* stage 0..0
* evidence 0..0
* note 0..0

Invariant: ww-condition-group
Description: "A coded condition always says its broad group too, so that a service needs no other terminology."
Severity: #error
Expression: "coding.exists() implies coding.where(system = 'https://fhir.workwell-referral.example/CodeSystem/condition-group').count() = 1"

RuleSet: Finding
* insert Message
* insert NoLabels
* insert NoExtensions
* insert ExtractIdentifier
* basedOn 0..0
* partOf 0..0
* category 1..1
* category = $observation-category#social-history "Social History"
* insert CodeAlone(category)
* subject 1..1
* subject only Reference(Patient)
* insert To(subject, ww-to-patient)
* focus 0..0
* encounter 0..0
* performer 1..1
* insert To(performer, ww-to-role)
* value[x] 1..1
* value[x] only CodeableConcept
* dataAbsentReason 0..0
* interpretation 0..0
* note 0..0
* bodySite 0..0
* method 0..0
* specimen 0..0
* device 0..0
* referenceRange 0..0
* hasMember 0..0
* component 0..0
* derivedFrom 1..1
* derivedFrom only Reference(QuestionnaireResponse)
* insert To(derivedFrom, ww-to-form)
* obeys ww-finding-words

Invariant: ww-period-order
Description: "The period does not end before it starts; both days count."
Severity: #error
Expression: "start.exists() and end.exists() implies start <= end"

Profile: WorkWellFitnessAdvice
Parent: Observation
Id: WorkWell-FitnessAdvice
Title: "WorkWell fitness for work advice"
Description: """
The advice of the fit note that belongs to the referral, and its dates. Final with the eMED3 finding when the record holds an issued note;
preliminary without it while a note is only planned. It is never the fit note. Instances also claim UK Core Observation.
"""
* insert Finding
* status 1..1
* obeys ww-advice-status and ww-advice-finding and ww-advice-words and ww-advice-id
* code.text 1..1
* code.coding ^slicing.discriminator.type = #pattern
* code.coding ^slicing.discriminator.path = "$this"
* code.coding ^slicing.rules = #closed
* code.coding contains own 1..1 and snomed 1..1
* code.coding[own] = https://fhir.workwell-referral.example/CodeSystem/workwell-observation#fitness-for-work-advice "Fitness for work advice"
* code.coding[snomed] = $SCT#365524007 "Fitness for work - finding"
* issued obeys ww-moment
* effective[x] only Period
* effectivePeriod obeys ww-period-order and ww-period-days
* valueCodeableConcept.coding ^slicing.discriminator.type = #value
* valueCodeableConcept.coding ^slicing.discriminator.path = "system"
* valueCodeableConcept.coding ^slicing.rules = #closed
* valueCodeableConcept.text 0..0
* valueCodeableConcept.coding contains own 1..1 and finding 0..1
* valueCodeableConcept.coding[own].system 1..1
* valueCodeableConcept.coding[own].system = "https://fhir.workwell-referral.example/CodeSystem/fit-note-advice" (exactly)
* valueCodeableConcept.coding[own].code 1..1
* valueCodeableConcept.coding[own] from FitNoteAdviceCodesValueSet (required)
* valueCodeableConcept.coding[finding].system 1..1
* valueCodeableConcept.coding[finding].system = $SCT (exactly)
* valueCodeableConcept.coding[finding].code 1..1

Invariant: ww-advice-status
Description: "Advice is final when its note was issued, preliminary while a note is planned."
Severity: #error
Expression: "status in ('final' | 'preliminary' | 'entered-in-error')"

Invariant: ww-advice-finding
Description: "Issued advice carries the eMED3 finding of its own kind, with its words; planned advice carries none, since the finding says that a statement was issued."
Severity: #error
Expression: "value.coding.where(system = 'http://snomed.info/sct').count() = iif(status = 'preliminary', 0, 1) and value.coding.where(system = 'http://snomed.info/sct').all((code = '751481000000104' and display = 'eMED3 (2010) new statement issued, not fit for work' and %resource.value.coding.where(code = 'not-fit').exists()) or (code = '751601000000107' and display = 'eMED3 (2010) new statement issued, may be fit for work' and %resource.value.coding.where(code = 'may-be-fit').exists()))"

Invariant: ww-period-days
Description: "A fit note's period is given in whole days, none before the statement of fitness for work came in 2010, and is no longer than ten years: an end that nobody knows is left open."
Severity: #error
Expression: "(start | end).all(toString().matches('^20[1-9][0-9]-[0-9]{2}-[0-9]{2}$')) and (start.exists() and end.exists() implies end.toString().substring(0, 4).toInteger() - start.toString().substring(0, 4).toInteger() <= 10)"

Profile: WorkWellAdjustment
Parent: Observation
Id: WorkWell-Adjustment
Title: "WorkWell recommended adjustment"
Description: "One change at work that the note recommends: one Observation each, at the full sharing level only. Instances also claim UK Core Observation."
* insert Finding
* issued 0..0
* status 1..1
* obeys ww-advice-status and ww-adjustment-finding and ww-adjustment-id
* code.text 0..0
* valueCodeableConcept.text 0..0
* code.coding 1..1
* code.coding = https://fhir.workwell-referral.example/CodeSystem/workwell-observation#recommended-adjustment "Recommended adjustment"
* effective[x] only Period
* effectivePeriod obeys ww-period-order and ww-period-days
* valueCodeableConcept.coding ^slicing.discriminator.type = #value
* valueCodeableConcept.coding ^slicing.discriminator.path = "system"
* valueCodeableConcept.coding ^slicing.rules = #closed
* valueCodeableConcept.coding contains own 1..1 and finding 0..1
* valueCodeableConcept.coding[own].system 1..1
* valueCodeableConcept.coding[own].system = "https://fhir.workwell-referral.example/CodeSystem/adjustment" (exactly)
* valueCodeableConcept.coding[own].code 1..1
* valueCodeableConcept.coding[own] from FitNoteAdjustments (required)
* valueCodeableConcept.coding[finding].system 1..1
* valueCodeableConcept.coding[finding].system = $SCT (exactly)
* valueCodeableConcept.coding[finding].code 1..1

Invariant: ww-adjustment-finding
Description: "An adjustment of an issued note carries the eMED3 finding of its own kind, with its words; one that is planned carries none."
Severity: #error
Expression: "value.coding.where(system = 'http://snomed.info/sct').count() = iif(status = 'preliminary', 0, 1) and value.coding.where(system = 'http://snomed.info/sct').all((code = '775281000000100' and display = 'eMED3 (2010) recommend phased return to work' and %resource.value.coding.where(code = 'phased-return').exists()) or (code = '775301000000104' and display = 'eMED3 (2010) recommend altered hours' and %resource.value.coding.where(code = 'altered-hours').exists()) or (code = '775321000000108' and display = 'eMED3 (2010) recommend amended duties' and %resource.value.coding.where(code = 'amended-duties').exists()) or (code = '775351000000103' and display = 'eMED3 (2010) recommend workplace adaptation' and %resource.value.coding.where(code = 'workplace-adaptations').exists()))"

Profile: WorkWellEmploymentStatus
Parent: Observation
Id: WorkWell-EmploymentStatus
Title: "WorkWell employment status"
Description: "Work status on the day of the referral, as the data set asks it, with a SNOMED CT code where one says the same. Instances also claim UK Core Observation."
* insert Finding
* issued 0..0
* status = #final
* code.coding 1..1
* code.coding = https://fhir.workwell-referral.example/CodeSystem/workwell-observation#employment-status "Employment status"
* code.text 1..1
* code.text = "Employment status" (exactly)
* identifier obeys ww-employment-id
* effective[x] 1..1
* effective[x] only dateTime
* effectiveDateTime obeys ww-moment
* obeys ww-employment-finding and ww-employment-words
* valueCodeableConcept.coding ^slicing.discriminator.type = #value
* valueCodeableConcept.coding ^slicing.discriminator.path = "system"
* valueCodeableConcept.coding ^slicing.rules = #closed
* valueCodeableConcept.coding contains own 1..1 and finding 0..1
* valueCodeableConcept.coding[own].system 1..1
* valueCodeableConcept.coding[own].system = "https://fhir.workwell-referral.example/CodeSystem/work-status" (exactly)
* valueCodeableConcept.coding[own].code 1..1
* valueCodeableConcept.coding[own] from WorkStatusValueSet (required)
* valueCodeableConcept.coding[finding].system 1..1
* valueCodeableConcept.coding[finding].system = $SCT (exactly)
* valueCodeableConcept.coding[finding].code 1..1
* valueCodeableConcept.text 1..1

Invariant: ww-employment-finding
Description: "The SNOMED CT code says the same as the answer: Employed or Self-employed, with its words; for other answers there is none."
Severity: #error
Expression: "value.coding.where(system = 'http://snomed.info/sct').all((code = '224363007' and display = 'Employed' and %resource.value.coding.where(code.startsWith('employed-')).exists()) or (code = '160906004' and display = 'Self-employed' and %resource.value.coding.where(code.startsWith('self-employed-')).exists())) and (value.coding.where(code.startsWith('employed-') or code.startsWith('self-employed-')).exists() implies value.coding.where(system = 'http://snomed.info/sct').exists())"

Invariant: ww-condition-id
Description: "The condition was taken from the question about the main condition."
Severity: #error
Expression: "value.endsWith('.main-condition')"

Invariant: ww-advice-id
Description: "The advice was taken from the question about the note's advice."
Severity: #error
Expression: "identifier.value.endsWith('.note-advice')"

Invariant: ww-adjustment-id
Description: "The identifier ends with the adjustment that it is about."
Severity: #error
Expression: "identifier.value.endsWith('.adjustment-' & value.coding.where(system = 'https://fhir.workwell-referral.example/CodeSystem/adjustment').code)"

Invariant: ww-employment-id
Description: "The employment status was taken from the question about work status."
Severity: #error
Expression: "value.endsWith('.work-status')"

Invariant: ww-advice-words
Description: "The words say whether the note was issued or is planned, and nothing else."
Severity: #error
Expression: "code.text = iif(status = 'preliminary', 'Fitness for work advice, note planned', 'Fitness for work advice') and value.coding.where(system = 'https://fhir.workwell-referral.example/CodeSystem/fit-note-advice').display.exists()"

Invariant: ww-employment-words
Description: "The words are those of the answer's code."
Severity: #error
Expression: "value.text = value.coding.where(system = 'https://fhir.workwell-referral.example/CodeSystem/work-status').display"
