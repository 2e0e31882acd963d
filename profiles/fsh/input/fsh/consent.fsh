Profile: WorkWellConsent
Parent: Consent
Id: WorkWell-Consent
Title: "WorkWell Consent"
Description: """
The patient's agreement to be referred and to what is shared: explicit, to one recipient, for one referral, with the words that they were told. It is agreement about
confidentiality, not the lawful basis of UK GDPR, and carries no purpose of treatment. A refusal is never sent. Instances also claim UK Core Consent.
"""
* insert Message
* insert NoLabels
* insert NoExtensions
* insert OneIdentifier($CONSENT)
* identifier.use 0..0
* status from AgreementStatus (required)
* scope = $consent-scope#patient-privacy "Privacy Consent"
* insert CodeAlone(scope)
* category 1..1
* insert CodeAlone(category)
* category = $act-code#IDSCL "information disclosure"
* patient 1..1
* insert To(patient, ww-to-patient)
* dateTime 1..1
* dateTime obeys ww-moment
* performer 1..1
* performer only Reference(Patient)
* insert To(performer, ww-to-patient)
* organization 1..1
* insert To(organization, ww-to-organization)
* source[x] 1..1
* source[x] only Attachment
* sourceAttachment.contentType 1..1
* sourceAttachment.contentType = #text/plain
* sourceAttachment.language 1..1
* sourceAttachment.language = #en-GB
* sourceAttachment.size 0..0
* sourceAttachment.hash 0..0
* sourceAttachment.creation 0..0
* sourceAttachment.title 1..1
* sourceAttachment.title obeys ww-consent-wording
* sourceAttachment.data 1..1
* sourceAttachment.url 0..0
* policy 0..0
* policyRule 1..1
* policyRule = $act-code#OPTIN "opt-in"
* insert CodeAlone(policyRule)
* verification 1..1
* verification.verified = true
* verification.verifiedWith 1..1
* insert To(verification.verifiedWith, ww-to-patient)
* verification.verificationDate 1..1
* verification.verificationDate obeys ww-moment
* provision 1..1
* provision.type 1..1
* provision.type = #permit
* provision.actor 1..1
* provision.actor.role = $participation#IRCP "information recipient"
* insert CodeAlone(provision.actor.role)
* provision.actor.reference only Reference(Organization)
* insert To(provision.actor.reference, ww-to-organization)
* provision.period 0..0
* provision.dataPeriod 0..0
* provision.action 0..0
* provision.securityLabel 0..0
* provision.purpose 0..0
* provision.class 0..0
* provision.code 1..1
* provision.code from SharingLevels (required)
* provision.code.coding 1..1
* provision.code.coding.display 0..0
* provision.code.text 1..1
* provision.data 1..1
* provision.data.meaning = #dependents
* provision.data.reference only Reference(ServiceRequest)
* insert To(provision.data.reference, ww-to-request)
* provision.provision 0..0
* obeys ww-consent-patient and ww-consent-level-words and ww-consent-when

Invariant: ww-consent-wording
Description: "The version of the wording that the patient was told is named."
Severity: #error
Expression: "matches('version .+')"

Invariant: ww-consent-patient
Description: "It is the patient who agrees, and with whom it was verified: nobody agrees for somebody else."
Severity: #error
Expression: "performer.all(reference = %resource.patient.reference) and verification.verifiedWith.all(reference = %resource.patient.reference)"

Invariant: ww-consent-level-words
Description: "The words of the level are those of its code."
Severity: #error
Expression: "provision.code.text = 'Sharing level: ' & provision.code.coding.code"

Invariant: ww-consent-when
Description: "The agreement was verified when it was given: with the patient, in the consultation."
Severity: #error
Expression: "verification.verificationDate.toString() = dateTime.toString()"
