Profile: WorkWellClosingLetter
Parent: DocumentReference
Id: WorkWell-ClosingLetter
Title: "WorkWell closing letter"
Description: "What a WorkWell service said at the end of a referral, as one page for the patient's own record. Instances also claim UK Core DocumentReference."
* insert Message
* extension 0..0
* masterIdentifier 0..0
* insert OneIdentifier($CLOSING-LETTER)
* status 1..1
* docStatus 1..1
* docStatus obeys ww-letter-final
* type 1..1
* type = https://fhir.workwell-referral.example/CodeSystem/document-type#closing-letter "Closing letter of a WorkWell referral"
* subject 1..1
* subject only Reference(Patient)
* date 1..1
* author 1..1
* relatesTo 0..0
* securityLabel 0..0
* content 1..1
* content.attachment.contentType 1..1
* content.attachment.contentType obeys ww-letter-type
* content.attachment.data 1..1
* content.attachment.url 0..0
* content.attachment.title 1..1
* context 1..1
* context.related 1..1
* context.related obeys ww-letter-referral

Invariant: ww-letter-final
Description: "A closing letter is written when the referral has ended: it is final, or was an error."
Severity: #error
Expression: "$this in ('final' | 'entered-in-error')"

Invariant: ww-letter-type
Description: "The letter is a page or a PDF that a record system can show by itself."
Severity: #error
Expression: "$this in ('text/html' | 'application/pdf')"

Invariant: ww-letter-referral
Description: "The letter names the referral that it closes, by its number."
Severity: #error
Expression: "identifier.where(system = 'https://fhir.workwell-referral.example/Id/referral' and value.exists()).count() = 1"
