Profile: WorkWellConsent
Parent: Consent
Id: WorkWell-Consent
Title: "WorkWell Consent"
Description: """
The patient's agreement to be referred and to what is shared: explicit, to one recipient, for one referral, with the words that they were told. It is agreement about
confidentiality, not the lawful basis of UK GDPR, and carries no purpose of treatment. A refusal is never sent. Instances also claim UK Core Consent.
"""
* insert Message
* extension 0..0
* insert OneIdentifier($CONSENT)
* status from AgreementStatus (required)
* scope = $consent-scope#patient-privacy "Privacy Consent"
* category 1..1
* category = $act-code#IDSCL "information disclosure"
* patient 1..1
* patient obeys ww-reference and ww-to-patient
* dateTime 1..1
* dateTime obeys ww-moment
* performer 1..1
* performer only Reference(Patient)
* performer obeys ww-reference
* organization 1..1
* organization obeys ww-reference
* source[x] 1..1
* source[x] only Attachment
* sourceAttachment.contentType 1..1
* sourceAttachment.contentType = #text/plain
* sourceAttachment.title 1..1
* sourceAttachment.title obeys ww-consent-wording
* sourceAttachment.data 1..1
* sourceAttachment.url 0..0
* policy 0..0
* policyRule 1..1
* policyRule = $act-code#OPTIN "opt-in"
* verification 1..1
* verification.verified = true
* verification.verifiedWith 1..1
* verification.verifiedWith obeys ww-reference
* verification.verificationDate 1..1
* provision 1..1
* provision.type 1..1
* provision.type = #permit
* provision.actor 1..1
* provision.actor.role = $participation#IRCP "information recipient"
* provision.actor.reference only Reference(Organization)
* provision.actor.reference obeys ww-reference
* provision.action 0..0
* provision.securityLabel 0..0
* provision.purpose 0..0
* provision.class 0..0
* provision.code 1..1
* provision.code from SharingLevels (required)
* provision.code.text 1..1
* provision.data 1..1
* provision.data.meaning = #dependents
* provision.data.reference only Reference(ServiceRequest)
* provision.data.reference obeys ww-reference and ww-to-request
* provision.provision 0..0
* obeys ww-consent-patient

Invariant: ww-consent-wording
Description: "The version of the wording that the patient was told is named."
Severity: #error
Expression: "matches('version .+')"

Invariant: ww-consent-patient
Description: "It is the patient who agrees, and with whom it was verified: nobody agrees for somebody else."
Severity: #error
Expression: "performer.all(reference = %resource.patient.reference) and verification.verifiedWith.all(reference = %resource.patient.reference)"
