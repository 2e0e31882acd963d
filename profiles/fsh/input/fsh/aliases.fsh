Alias: $W = https://fhir.workwell-referral.example
Alias: $SCT = http://snomed.info/sct

// Identifier systems of this product, one for each thing that must exist once.
Alias: $REFERRAL = https://fhir.workwell-referral.example/Id/referral
Alias: $REFERRAL-TASK = https://fhir.workwell-referral.example/Id/referral-task
Alias: $REFERRAL-PATIENT = https://fhir.workwell-referral.example/Id/referral-patient
Alias: $REFERRAL-FORM = https://fhir.workwell-referral.example/Id/referral-form
Alias: $CONSENT = https://fhir.workwell-referral.example/Id/consent
Alias: $EXTRACT = https://fhir.workwell-referral.example/Id/extract
Alias: $FIT-NOTE = https://fhir.workwell-referral.example/Id/fit-note
Alias: $CLOSING-LETTER = https://fhir.workwell-referral.example/Id/closing-letter
Alias: $SERVICE = https://fhir.workwell-referral.example/Id/workwell-service
Alias: $COACH = https://fhir.workwell-referral.example/Id/coach
Alias: $NHS-NUMBER = https://fhir.nhs.uk/Id/nhs-number

// HL7 code systems.
Alias: $observation-category = http://terminology.hl7.org/CodeSystem/observation-category
Alias: $condition-clinical = http://terminology.hl7.org/CodeSystem/condition-clinical
Alias: $condition-category = http://terminology.hl7.org/CodeSystem/condition-category
Alias: $consent-scope = http://terminology.hl7.org/CodeSystem/consentscope
Alias: $act-code = http://terminology.hl7.org/CodeSystem/v3-ActCode
Alias: $participation = http://terminology.hl7.org/CodeSystem/v3-ParticipationType
Alias: $provenance-agent = http://terminology.hl7.org/CodeSystem/provenance-participant-type
Alias: $data-operation = http://terminology.hl7.org/CodeSystem/v3-DataOperation
Alias: $task-code = http://hl7.org/fhir/CodeSystem/task-code
Alias: $sdc-temp = http://hl7.org/fhir/uv/sdc/CodeSystem/temp
Alias: $task-status = http://hl7.org/fhir/task-status

// Extensions of the message: none of our own, UK Core and R4 have what is needed.
Alias: $interpreter-required = http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired
