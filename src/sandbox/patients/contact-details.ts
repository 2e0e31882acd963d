import type { Address, ContactPoint } from 'fhir/r4.js'
import { addDays, type LocalDate } from '../../domain/local-date.ts'
import type { AddressCase, PersonCase, PhoneCase } from './patient-case.ts'
import { digits, type SeededNumbers } from './seeded-numbers.ts'

// Ofcom keeps these ranges for drama: no call can reach anybody.
const DRAMA_RANGE = { mobile: '07700 900', home: '01632 960', work: '020 7946 0', 'old mobile': '07700 900' } as const
const USE = { mobile: 'mobile', home: 'home', work: 'work', 'old mobile': 'mobile' } as const

const USUAL_PHONES: readonly PhoneCase[] = [{ kind: 'mobile', rank: 1 }, { kind: 'home' }]
const USUAL_ADDRESSES: readonly AddressCase[] = [{ use: 'home' }]

const STREETS = ['Sample Street', 'Placeholder Lane', 'Example Road', 'Demo Close', "Tester's Walk"] as const

export function telecom(person: PersonCase, slug: string, today: LocalDate, draw: SeededNumbers): ContactPoint[] {
  const phones = (person.phones ?? USUAL_PHONES).map(
    ({ kind, rank, endedDaysAgo }): ContactPoint => ({
      system: 'phone',
      value: `${DRAMA_RANGE[kind]}${digits(draw, 3)}`,
      use: USE[kind],
      ...(rank !== undefined && { rank }),
      ...(endedDaysAgo !== undefined && {
        period: { start: addDays(today, -endedDaysAgo - 2000), end: addDays(today, -endedDaysAgo) },
      }),
    }),
  )
  const email: ContactPoint = { system: 'email', value: `${slug}@patient.example`, use: 'home' }
  return person.email === false ? phones : [...phones, email]
}

/** Postcodes start with XX, an area that Royal Mail does not have; ZZ99 3VZ is the NHS's own for "no fixed abode". */
export const addresses = (person: PersonCase, today: LocalDate, draw: SeededNumbers): Address[] =>
  (person.addresses ?? USUAL_ADDRESSES).map((each): Address => {
    if (each.use === 'no-fixed-abode') return { use: 'home', text: 'No fixed abode', postalCode: 'ZZ99 3VZ' }
    const area = each.elsewhere === true ? { city: 'Otherford', code: 'XX9' } : { city: 'Demobury', code: 'XX1' }
    return {
      use: each.use,
      type: 'physical',
      line: [`${1 + draw(180)} ${STREETS[draw(STREETS.length)] ?? STREETS[0]}`],
      city: area.city,
      postalCode: `${area.code} ${1 + draw(8)}AB`,
      country: 'GBR',
      ...(each.endedDaysAgo !== undefined && { period: { end: addDays(today, -each.endedDaysAgo) } }),
    }
  })
