// Who refers, for which organisation, to which service.

Profile: WorkWellPractitioner
Parent: Practitioner
Id: WorkWell-Practitioner
Title: "WorkWell Practitioner"
Description: "The clinician who refers: a name and one identifier, nothing private. Instances also claim UK Core Practitioner."
* insert Message
* extension 0..0
* identifier 1..1
* identifier.system 1..1
* identifier.value 1..1
* identifier obeys ww-clinician-system
* obeys ww-stated-name
* active 1..1
* active = true
* name 1..1
* name.text 1..1
* name.text obeys ww-text
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
* extension 0..0
* identifier 1..1
* identifier.system 1..1
* identifier.value 1..1
* identifier obeys ww-role-system
* active 1..1
* active = true
* practitioner 1..1
* practitioner obeys ww-reference
* organization 1..1
* organization obeys ww-reference
* code 1..1
* code.coding ^slicing.discriminator.type = #value
* code.coding ^slicing.discriminator.path = "system"
* code.coding ^slicing.rules = #open
* code.coding contains profession 1..1
* code.coding[profession].system 1..1
* code.coding[profession].system = "https://fhir.workwell-referral.example/CodeSystem/profession" (exactly)
* code.coding[profession].code 1..1
* code.coding[profession] from ProfessionValueSet (required)
* code.text 1..1
* code.text obeys ww-text
* code obeys ww-self-declared
* specialty 0..0
* location 0..0
* healthcareService 0..0

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
* extension 0..0
* identifier 1..1
* identifier.system 1..1
* identifier.value 1..1
* identifier obeys ww-organization-system
* obeys ww-stated-practice
* active 1..1
* active = true
* name 1..1
* name obeys ww-text
* telecom.system 1..1
* telecom.value 1..1
* telecom obeys ww-telecom
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
* extension 0..0
* identifier 1..1
* identifier.system 1..1
* identifier.system = $SERVICE (exactly)
* identifier.value 1..1
* identifier.value obeys ww-service-id
* active 1..1
* active = true
* providedBy 1..1
* providedBy obeys ww-reference
* type 1..1
* type = $SCT#1098051000000103 "Employment support"
* name 1..1
* name obeys ww-text
* telecom.system 1..1
* telecom.value 1..1
* telecom obeys ww-telecom

Invariant: ww-service-id
Description: "A service is named by its site and its own id: site/service."
Severity: #error
Expression: "matches('^[a-z0-9-]{1,40}/[a-z0-9-]{1,40}$')"
