// Written by `npm run profiles` from what each question of the referral form says of its answer. Change it there.

Invariant: ww-form-basic
Description: "At the basic level nothing leaves whose question says standard or full, or does not name the service."
Severity: #error
Expression: "repeat(item).where(linkId = 'sharing').answer.value.where(code = 'basic').exists() implies descendants().where(linkId in ('pathway' | 'main-condition' | 'condition-group' | 'note-advice' | 'note-from' | 'note-to' | 'note-adjustments' | 'note' | 'evidence' | 'ask-first' | 'against-rules' | 'referrer-name' | 'practice-name' | 'practice-ods-code' | 'practice-phone' | 'referrer' | 'contact-address-temporary' | 'off-work-since' | 'occupation' | 'job-at-risk' | 'functional-effects' | 'functional-comments' | 'other-conditions' | 'treatment-awaited' | 'more')).empty()"

Invariant: ww-form-standard
Description: "At the standard level nothing leaves whose question says full, or does not name the service."
Severity: #error
Expression: "repeat(item).where(linkId = 'sharing').answer.value.where(code = 'standard').exists() implies descendants().where(linkId in ('note-adjustments' | 'against-rules' | 'referrer-name' | 'practice-name' | 'practice-ods-code' | 'practice-phone' | 'referrer' | 'contact-address-temporary' | 'functional-effects' | 'functional-comments' | 'other-conditions' | 'treatment-awaited')).empty()"

Invariant: ww-form-full
Description: "At no level does anything leave whose question does not name the service."
Severity: #error
Expression: "descendants().where(linkId in ('referrer-name' | 'practice-name' | 'practice-ods-code' | 'practice-phone' | 'referrer' | 'contact-address-temporary')).empty()"

Invariant: ww-form-condition
Description: "Below the level of the exact answer the main condition leaves as its broad group only, never as the record’s own term."
Severity: #error
Expression: "(repeat(item).where(linkId = 'sharing').answer.value.where(code = 'basic').exists() or repeat(item).where(linkId = 'sharing').answer.value.where(code = 'standard').exists()) implies descendants().where(linkId in ('main-condition')).answer.value.all(system = 'https://fhir.workwell-referral.example/CodeSystem/condition-group')"