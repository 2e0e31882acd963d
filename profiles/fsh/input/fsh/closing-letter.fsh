Profile: WorkWellClosingLetter
Parent: DocumentReference
Id: WorkWell-ClosingLetter
Title: "WorkWell closing letter"
Description: "What a WorkWell service said at the end of a referral, as one page for the patient's own record. Instances also claim UK Core DocumentReference."
* insert Message
* meta.security = $act-code#NOPAT
* insert NoExtensions
* masterIdentifier 0..0
* insert OneIdentifier($CLOSING-LETTER)
* identifier.use 0..0
* status 1..1
* docStatus 1..1
* docStatus obeys ww-letter-final
* type 1..1
* type = https://fhir.workwell-referral.example/CodeSystem/document-type#closing-letter "Closing letter of a WorkWell referral"
* type.coding 1..1
* type.text 1..1
* category 0..0
* description 0..0
* subject 1..1
* subject only Reference(Patient)
* insert To(subject, ww-to-patient)
* date 1..1
* date obeys ww-moment
* author 1..1
* author.display 1..1
* author.reference 0..0
* author.type 0..0
* author.identifier 0..0
* authenticator obeys ww-who
* custodian obeys ww-behalf
* relatesTo 0..0
* securityLabel 0..0
* content 1..1
* content.attachment.contentType 1..1
* content.attachment.contentType obeys ww-letter-type
* content.attachment.data 1..1
* content.attachment.url 0..0
* content.attachment.size 0..0
* content.attachment.hash 0..0
* content.attachment.language 1..1
* content.attachment.language = #en-GB
* content.attachment.creation obeys ww-moment
* content.format 0..0
* content.attachment.title 1..1
* context 1..1
* context.encounter 0..0
* context.event 0..0
* context.period 0..0
* context.facilityType 0..0
* context.practiceSetting 0..0
* context.sourcePatientInfo 0..0
* context.related 1..1
* context.related.reference 0..0
* context.related.type 0..0
* context.related.display 0..0
* obeys ww-letter-title
* context.related obeys ww-letter-referral
* context.related.identifier.value obeys ww-uuid

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

Invariant: ww-letter-title
Description: "The letter has one title, in both places where FHIR has one, and was made when it is dated."
Severity: #error
Expression: "content.attachment.title = type.text and content.attachment.creation.all(toString() = %resource.date.toString())"
