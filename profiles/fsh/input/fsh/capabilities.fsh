// Who must be able to do what: the app at a record and at a hub, and the hub of a WorkWell service.

RuleSet: Capability(id)
* insert Canonical(CapabilityStatement, {id})
* kind = #requirements
* fhirVersion = #4.0.1
* format = #json

RuleSet: Resource(type)
* rest[=].resource[+].type = #{type}

RuleSet: Claims(profile)
* rest[=].resource[=].supportedProfile[+] = "https://fhir.workwell-referral.example/StructureDefinition/{profile}"

RuleSet: Can(code)
* rest[=].resource[=].interaction[+].code = #{code}

RuleSet: Finds(name, type)
* rest[=].resource[=].searchParam[+].name = "{name}"
* rest[=].resource[=].searchParam[=].type = #{type}

// Created inside the transaction, by If-None-Exist on its own identifier.
RuleSet: CreatedOnce(type, profile)
* insert Resource({type})
* insert Claims({profile})
* insert Can(create)
* insert Finds(identifier, token)
* rest[=].resource[=].conditionalCreate = true

Instance: workwell-hub
InstanceOf: CapabilityStatement
Usage: #definition
Title: "Hub of a WorkWell service"
* insert Capability(workwell-hub)
* name = "WorkWellHub"
* title = "Hub of a WorkWell service"
* description = "What the FHIR server of a WorkWell service must be able to do to receive referrals and to say what becomes of them."
* rest[0].mode = #server
* rest[0].documentation = "A referral is one transaction. Each entry that must exist once is created on condition of its identifier, so that the same transaction sent again makes nothing new. Later messages update Task, Patient, answers and findings on condition of their version (If-Match)."
* rest[0].security.service = http://terminology.hl7.org/CodeSystem/restful-security-service#SMART-on-FHIR
* rest[0].security.description = "SMART Backend Services: the app signs in with its own key (private_key_jwt)."
* rest[0].interaction.code = #transaction
* insert CreatedOnce(ServiceRequest, WorkWell-ServiceRequest)
* insert Can(read)
* insert Can(update)
* insert Can(search-type)
* rest[=].resource[=].versioning = #versioned-update
* insert CreatedOnce(Task, WorkWell-Task)
* insert Claims(WorkWell-Question)
* insert Can(read)
* insert Can(update)
* insert Can(search-type)
* insert Finds(_id, token)
* insert Finds(part-of, reference)
* rest[=].resource[=].versioning = #versioned-update
* insert CreatedOnce(Patient, WorkWell-Patient)
* insert Can(read)
* insert Can(update)
* rest[=].resource[=].versioning = #versioned-update
* insert CreatedOnce(QuestionnaireResponse, WorkWell-ReferralForm)
* insert Claims(WorkWell-SiteForm)
* insert Can(update)
* insert Can(search-type)
* rest[=].resource[=].versioning = #versioned-update
* insert CreatedOnce(Consent, WorkWell-Consent)
* insert Can(update)
* insert Can(search-type)
* insert Finds(patient, reference)
* rest[=].resource[=].versioning = #versioned-update
* insert CreatedOnce(Condition, WorkWell-Condition)
* insert CreatedOnce(Observation, WorkWell-FitnessAdvice)
* insert Claims(WorkWell-Adjustment)
* insert Claims(WorkWell-EmploymentStatus)
* insert Claims(WorkWell-EndStatus)
* insert Can(update)
* insert Can(search-type)
* rest[=].resource[=].versioning = #versioned-update
* insert CreatedOnce(Organization, WorkWell-Organization)
* insert CreatedOnce(Practitioner, WorkWell-Practitioner)
* insert CreatedOnce(PractitionerRole, WorkWell-PractitionerRole)
* insert Claims(WorkWell-Coach)
* insert CreatedOnce(HealthcareService, WorkWell-HealthcareService)
* insert Resource(Provenance)
* insert Claims(WorkWell-Provenance)
* insert Claims(WorkWell-TaskChange)
* insert Claims(WorkWell-Change)
* insert Can(create)
* insert Can(read)

Instance: workwell-app
InstanceOf: CapabilityStatement
Usage: #definition
Title: "WorkWell Referral app"
* insert Capability(workwell-app)
* name = "WorkWellApp"
* title = "WorkWell Referral app"
* description = "What the app asks of a record system, with the rights of the clinician who launched it. A record system that lacks one of the searches is read without it, and the page says what could not be read."
* rest[0].mode = #client
* rest[0].documentation = "SMART App Launch 2.2, EHR or standalone launch, for one patient."
* rest[0].security.service = http://terminology.hl7.org/CodeSystem/restful-security-service#SMART-on-FHIR
* insert Resource(Patient)
* insert Can(read)
* insert Resource(Practitioner)
* insert Can(read)
* insert Resource(PractitionerRole)
* insert Can(read)
* insert Can(search-type)
* insert Resource(Organization)
* insert Can(read)
* insert Resource(Encounter)
* insert Can(read)
* insert Resource(Condition)
* insert Can(search-type)
* insert Resource(Observation)
* insert Can(search-type)
* insert Resource(DocumentReference)
* insert Can(search-type)
* insert Can(create)
* rest[=].resource[=].conditionalCreate = true
* insert Resource(ServiceRequest)
* insert Can(search-type)
* insert Can(create)
* rest[=].resource[=].conditionalCreate = true
* insert Resource(QuestionnaireResponse)
* insert Can(create)
* rest[=].resource[=].conditionalCreate = true
* insert Resource(Task)
* insert Can(read)
* insert Can(search-type)
