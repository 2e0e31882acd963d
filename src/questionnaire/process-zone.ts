import process from 'node:process'

/*
 * fhirpath.js reckons with dates in the zone of its process (`now() + 1 month`, `@2026-07-01T10:00 < now()`), and takes no other. Whatever
 * zone a process was started in, this app's is London: the clinicians, the patients and their notes are in England (docs/adr/0029).
 */
process.env.TZ = 'Europe/London'
