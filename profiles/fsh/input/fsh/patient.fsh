Profile: WorkWellPatient
Parent: Patient
Id: WorkWell-Patient
Title: "WorkWell Patient"
Description: """
One snapshot of the patient for one referral, with today's contact details: the fewest fields that the coach needs.
Instances also comply with UK Core Patient and claim it. Gender, ethnic category, relatives and every other identifier never leave the record.
"""
* insert Message
* insert NoLabels
* extension 0..2
* obeys ww-patient-extensions and ww-patient-nested-extensions
* identifier 1..2
* identifier ^slicing.discriminator.type = #value
* identifier ^slicing.discriminator.path = "system"
* identifier ^slicing.rules = #closed
* identifier contains referral 1..1 and nhsNumber 0..1
* identifier[referral].system 1..1
* identifier[referral].system = $REFERRAL-PATIENT (exactly)
* identifier[referral].value 1..1
* identifier[referral].value obeys ww-uuid
* identifier[nhsNumber] obeys ww-nhs-number and ww-nhs-number-current and ww-nhs-number-verification
* identifier[nhsNumber].system 1..1
* identifier[nhsNumber].system = $NHS-NUMBER (exactly)
* identifier[nhsNumber].value 1..1
* obeys ww-nhs-number-or-reason and ww-reachable
* active 1..1
* active = true
* name 1..1
* name obeys ww-name and ww-name-current
* name.suffix 0..0
* telecom 0..2
* telecom.use 0..0
* telecom.rank = 1
* obeys ww-telecom-once
* telecom.period 0..0
* telecom.value obeys ww-text
* telecom obeys ww-patient-telecom
* gender 0..0
* birthDate 1..1
* birthDate obeys ww-whole-date and ww-born and ww-born-when
* deceased[x] 0..0
* address 0..1
* address.text 1..1
* address.text obeys ww-text
* address obeys ww-address-current
* address.type 0..0
* address.district 0..0
* address.state 0..0
* address.country 0..0
* address.period 0..0
* maritalStatus 0..0
* multipleBirth[x] 0..0
* photo 0..0
* contact 0..0
* communication 0..1
* communication.language.coding 1..1
* communication.language.coding.system = "urn:ietf:bcp:47" (exactly)
* communication.language.coding.display 0..0
* communication.language.text 1..1
* communication.preferred 1..1
* communication.preferred = true
* generalPractitioner 0..1
* generalPractitioner only Reference(Organization)
* generalPractitioner obeys ww-practice
* generalPractitioner.display 0..0
* managingOrganization 0..0
* link 0..0

Invariant: ww-nhs-number
Description: "The NHS number is not valid: it must be ten digits without spaces, with the right check digit (Modulus 11)."
Severity: #error
Expression: "value.matches('^[0-9]{10}$') and (value.substring(0,1).toInteger()*10 + value.substring(1,1).toInteger()*9 + value.substring(2,1).toInteger()*8 + value.substring(3,1).toInteger()*7 + value.substring(4,1).toInteger()*6 + value.substring(5,1).toInteger()*5 + value.substring(6,1).toInteger()*4 + value.substring(7,1).toInteger()*3 + value.substring(8,1).toInteger()*2 + value.substring(9,1).toInteger()) mod 11 = 0"

Invariant: ww-nhs-number-current
Description: "An NHS number that was replaced (use old) or only guessed (use temp) belongs on no referral."
Severity: #error
Expression: "use.empty() or use = 'official' or use = 'usual'"

Invariant: ww-nhs-number-verification
Description: "The verification status of the NHS number is one of the current UK Core codes for England, with its words; the retired code system is not used."
Severity: #error
Expression: "extension.all(url = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus' and value.coding.count() = 1 and value.coding.all(system = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland' and code.matches('^0[1-8]$') and display.exists()))"

Invariant: ww-nhs-number-or-reason
Description: "There is an NHS number, or UK Core's extension says in words why there is none; not both."
Severity: #error
Expression: "identifier.where(system = 'https://fhir.nhs.uk/Id/nhs-number').exists() xor extension.where(url = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberUnavailableReason').value.where(text.exists() or coding.display.exists()).exists()"

Invariant: ww-reachable
Description: "The coach can reach the patient, by phone, email or post; or it is said that how to reach them is held back until the coach has spoken with the referrer, and then nothing of it is given."
Severity: #error
Expression: "iif(telecom.extension.value.where($this = 'masked').exists(), telecom.count() = 1 and address.empty(), telecom.exists() or address.exists())"

Invariant: ww-name
Description: "The name has a family name, a given name or its words."
Severity: #error
Expression: "family.exists() or given.exists() or text.exists()"

Invariant: ww-name-current
Description: "Only the name in use now is sent, no former one."
Severity: #error
Expression: "use = 'official' and period.empty()"

Invariant: ww-telecom
Description: "Contact is by phone or email, at a number or address that is in use."
Severity: #error
Expression: "(system = 'phone' or system = 'email') and (use.empty() or use != 'old')"

Invariant: ww-patient-telecom
Description: "Contact is by phone or email, at a number or address that is in use; or it is held back (data-absent-reason masked), and nothing else is said."
Severity: #error
Expression: "((system = 'phone' or system = 'email') and value.exists() and extension.empty() and (use.empty() or use != 'old')) or (system.empty() and value.empty() and extension.count() = 1 and extension.all(url = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason' and value = 'masked'))"

Invariant: ww-born
Description: "The date of birth is not in the future."
Severity: #error
Expression: "$this <= today()"

Invariant: ww-address-current
Description: "The address is where the patient lives now: home or temporary, not a former one."
Severity: #error
Expression: "use = 'home' or use = 'temp'"

Invariant: ww-patient-extensions
Description: "Of extensions, only the need of an interpreter and the reason for a missing NHS number leave: no ethnic category, no birth sex."
Severity: #error
Expression: "extension.url.isDistinct() and extension.all((url = 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired' and value is boolean) or (url = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberUnavailableReason' and value is CodeableConcept and value.coding.count() <= 1 and value.coding.all(system = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberUnavailableReason')))"

Invariant: ww-patient-nested-extensions
Description: "Inside the elements only two things are said by extension: how far the NHS number was verified, and that contact details are held back."
Severity: #error
Expression: "descendants().extension.count() = identifier.extension.count() + telecom.extension.count()"

Invariant: ww-telecom-once
Description: "One phone number and one email address: those that the patient gave for this referral."
Severity: #error
Expression: "telecom.system.isDistinct()"

Invariant: ww-born-when
Description: "The date of birth is in 1900 or later: nobody alive was born before, and 1850 is a slip of a key."
Severity: #error
Expression: "$this.toString() >= '1900'"

Invariant: ww-practice
Description: "The practice is the one that goes along, by its address; or one that could not be read, by its ODS code alone."
Severity: #error
Expression: "(reference.matches('^(urn:uuid:[0-9a-f-]{36}|Organization/[A-Za-z0-9.-]{1,64})$') and identifier.empty() and type.empty()) or (reference.empty() and type = 'Organization' and identifier.system = 'https://fhir.nhs.uk/Id/ods-organization-code' and identifier.value.exists())"
