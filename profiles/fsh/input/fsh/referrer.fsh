// Who refers, for which organisation, to which service.

Profile: WorkWellPractitioner
Parent: Practitioner
Id: WorkWell-Practitioner
Title: "WorkWell Practitioner"
Description: "The clinician who refers: a name and one identifier, nothing private. Instances also claim UK Core Practitioner."
* insert Message
* insert NoLabels
* insert NoExtensions
* identifier 1..1
* identifier.system 1..1
* identifier.value 1..1
* identifier.use 0..0
* identifier obeys ww-clinician-system
* obeys ww-stated-name
* active 1..1
* active = true
* name 1..1
* name.text 1..1
* name.text obeys ww-text
* name.suffix 0..0
* name.period 0..0
* name obeys ww-usual
* telecom 0..0
* address 0..0
* gender 0..0
* birthDate 0..0
* photo 0..0
* qualification 0..0
* communication 0..0

Invariant: ww-clinician-system
Description: "The clinician is named by a UK registration number (GMC, NMC, HCPC, GPhC), an SDS user id, or the record system's own address for them; under a name that only they stated, by an identifier of this one referral."
Severity: #error
Expression: "system in ('https://fhir.hl7.org.uk/Id/gmc-number' | 'https://fhir.hl7.org.uk/Id/nmc-number' | 'https://fhir.hl7.org.uk/Id/hcpc-number' | 'https://fhir.hl7.org.uk/Id/gphc-number' | 'https://fhir.nhs.uk/Id/sds-user-id' | 'https://fhir.workwell-referral.example/Id/clinician' | 'https://fhir.workwell-referral.example/Id/clinician-as-stated')"

Invariant: ww-stated-name
Description: "A name that only the clinician stated says so, and stands under an identifier of this one referral: never under a registration number."
Severity: #error
Expression: "name.text.contains('as stated by the clinician') = identifier.where(system = 'https://fhir.workwell-referral.example/Id/clinician-as-stated').exists()"

Profile: WorkWellPractitionerRole
Parent: PractitionerRole
Id: WorkWell-PractitionerRole
Title: "WorkWell PractitionerRole"
Description: "In which profession and for which organisation the clinician refers. A profession that only the clinician stated says so in its text. Instances also claim UK Core PractitionerRole."
* insert Message
* insert NoLabels
* insert NoExtensions
* identifier 1..1
* identifier.system 1..1
* identifier.value 1..1
* identifier.use 0..0
* identifier obeys ww-role-system
* active 1..1
* active = true
* period 0..0
* practitioner 1..1
* insert To(practitioner, ww-to-practitioner)
* organization 1..1
* insert To(organization, ww-to-organization)
* code 1..1
* code.coding ^slicing.discriminator.type = #value
* code.coding ^slicing.discriminator.path = "system"
* code.coding ^slicing.rules = #closed
* code.coding contains profession 1..1 and snomed 0..1
* code.coding[profession].system 1..1
* code.coding[profession].system = "https://fhir.workwell-referral.example/CodeSystem/profession" (exactly)
* code.coding[profession].code 1..1
* code.coding[profession] from ProfessionValueSet (required)
* code.coding[snomed].system 1..1
* code.coding[snomed].system = $SCT (exactly)
* code.text 1..1
* code obeys ww-self-declared and ww-profession-words and ww-profession-code
* specialty 0..0
* location 0..0
* healthcareService 0..0
* telecom 0..0
* availableTime 0..0
* notAvailable 0..0
* availabilityExceptions 0..0
* endpoint 0..0

Invariant: ww-role-system
Description: "The role is named by its SDS role profile id or the record system's own address for it; where the name or the practice is only stated, by an identifier of this one referral."
Severity: #error
Expression: "system in ('https://fhir.nhs.uk/Id/sds-role-profile-id' | 'https://fhir.workwell-referral.example/Id/clinician' | 'https://fhir.workwell-referral.example/Id/clinician-as-stated')"

Invariant: ww-self-declared
Description: "A profession that the clinician stated, not the record, carries no SNOMED CT code: nobody but the clinician vouches for it."
Severity: #error
Expression: "text.contains('as stated by the clinician') implies coding.where(system = 'http://snomed.info/sct').empty()"

Profile: WorkWellOrganization
Parent: Organization
Id: WorkWell-Organization
Title: "WorkWell Organization"
Description: "The referrer's organisation, to which the service replies, the patient's practice, or the provider of the WorkWell service. Instances also claim UK Core Organization."
* insert Message
* insert NoLabels
* insert NoExtensions
* identifier 1..1
* identifier.system 1..1
* identifier.value 1..1
* identifier.use 0..0
* identifier obeys ww-organization-system
* obeys ww-stated-practice
* active 1..1
* active = true
* name 1..1
* name obeys ww-text
* telecom.system 1..1
* telecom.value 1..1
* telecom obeys ww-telecom
* obeys ww-telecom-distinct
* telecom.use 0..0
* telecom.rank 0..0
* telecom.period 0..0
* type 0..0
* alias 0..0
* address 0..0
* partOf 0..0
* contact 0..0
* endpoint 0..0

Invariant: ww-organization-system
Description: "The organisation is named by its ODS code, a site pack's own name for it, or the record system's own address for it; a practice that only the clinician stated, by an identifier of this one referral."
Severity: #error
Expression: "system in ('https://fhir.nhs.uk/Id/ods-organization-code' | 'https://fhir.workwell-referral.example/Id/workwell-site' | 'https://fhir.workwell-referral.example/Id/practice' | 'https://fhir.workwell-referral.example/Id/practice-as-stated')"

Invariant: ww-stated-practice
Description: "A practice that only the clinician stated says so in its name, and never stands under an ODS code: nobody has looked it up."
Severity: #error
Expression: "name.contains('as stated by the clinician') = identifier.where(system = 'https://fhir.workwell-referral.example/Id/practice-as-stated').exists()"

Profile: WorkWellHealthcareService
Parent: HealthcareService
Id: WorkWell-HealthcareService
Title: "WorkWell HealthcareService"
Description: "The WorkWell service that the patient is referred to, as its site pack names it. Instances also claim UK Core HealthcareService."
* insert Message
* insert NoLabels
* insert NoExtensions
* identifier 1..1
* identifier.use 0..0
* identifier.system 1..1
* identifier.system = $SERVICE (exactly)
* identifier.value 1..1
* identifier.value obeys ww-service-id
* active 1..1
* active = true
* providedBy 1..1
* insert To(providedBy, ww-to-organization)
* type 1..1
* type = $SCT#1098051000000103 "Employment support"
* insert CodeAlone(type)
* category 0..0
* specialty 0..0
* location 0..0
* comment 0..0
* extraDetails 0..0
* photo 0..0
* coverageArea 0..0
* serviceProvisionCode 0..0
* eligibility 0..0
* program 0..0
* characteristic 0..0
* communication 0..0
* referralMethod 0..0
* appointmentRequired 0..0
* availableTime 0..0
* notAvailable 0..0
* availabilityExceptions 0..0
* endpoint 0..0
* name 1..1
* name obeys ww-text
* telecom 0..1
* telecom.system 1..1
* telecom.value 1..1
* telecom obeys ww-telecom
* telecom.use 0..0
* telecom.rank 0..0
* telecom.period 0..0

Invariant: ww-service-id
Description: "A service is named by its site and its own id: site/service."
Severity: #error
Expression: "matches('^[a-z0-9-]{1,40}/[a-z0-9-]{1,40}$')"

Invariant: ww-telecom-distinct
Description: "No number and no address is given twice."
Severity: #error
Expression: "telecom.value.isDistinct()"

Invariant: ww-usual
Description: "The clinician's name is the usual one, in its parts or as stated in words alone."
Severity: #error
Expression: "use = 'usual' or (use.empty() and family.empty() and given.empty() and prefix.empty())"

Invariant: ww-profession-words
Description: "The words of the role are those of the profession's code, and say so where only the clinician stated it."
Severity: #error
Expression: "text = coding.where(system = 'https://fhir.workwell-referral.example/CodeSystem/profession').display or text = coding.where(system = 'https://fhir.workwell-referral.example/CodeSystem/profession').display & ' (as stated by the clinician)'"

Invariant: ww-profession-code
Description: "The SNOMED CT code is that of the same profession, with its words."
Severity: #error
Expression: "coding.where(system = 'http://snomed.info/sct').empty() or (coding.code contains '62247001' and coding.code contains 'doctor' and coding.display contains 'General practitioner') or (coding.code contains '36682004' and coding.code contains 'physiotherapist' and coding.display contains 'Physiotherapist') or (coding.code contains '80546007' and coding.code contains 'occupational-therapist' and coding.display contains 'Occupational therapist') or (coding.code contains '46255001' and coding.code contains 'pharmacist' and coding.display contains 'Pharmacist')"
