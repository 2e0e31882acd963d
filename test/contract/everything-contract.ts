import { beforeAll, expect, test } from 'vitest'
import { type ContractBundle, type ContractClient, unique } from './contract-client.ts'
import { observation, patient, task } from './sample-resources.ts'

/**
 * `Patient/{id}/$everything`: who points at the patient, and from there what is pointed at. Tried on HAPI 8.8, which takes
 * `_count`, `_offset` and `_type` and passes over every other parameter, `start`, `end` and `_since` included.
 */
export const everythingContract = (client: ContractClient): void => {
  const names = new Map<string, string>()
  const at = (name: string) => [...names].find(([, each]) => each === name)?.[0] ?? `Patient/${name}`
  const to = (name: string) => ({ reference: at(name) })
  const everything = (name: string, query = '') => client.get(`${at(name)}/$everything${query}`)
  const shown = (bundle: ContractBundle) =>
    bundle.entry.map(({ resource }) => names.get(`${resource?.resourceType}/${resource?.id}`) ?? '?').sort()
  const inAll = async (query = '') => shown((await everything('patient', `?_count=50${query}`)).bundle())

  const ALL = [
    ...['appointment', 'encounter', 'location', 'other encounter', 'parent practice', 'patient', 'person'],
    ...[
      'points here',
      'practice',
      'practitioner',
      'provenance',
      'reply',
      'request',
      'role',
      'task',
      'test',
      'test elsewhere',
    ],
  ]

  beforeAll(async () => {
    const keep = async (name: string, resource: { readonly resourceType: string }) => {
      const { resourceType, id } = await client.made(resource)
      names.set(`${resourceType}/${id}`, name)
    }
    const make = (resourceType: string, more: object) => ({ resourceType, ...more })
    const ambulatory = { status: 'finished', class: { code: 'AMB' } }

    await keep('parent practice', make('Organization', { name: 'Parent' }))
    await keep('practice', make('Organization', { name: 'Practice', partOf: to('parent practice') }))
    await keep('location', make('Location', { name: 'A room' }))
    await keep('practitioner', make('Practitioner', { active: true }))
    await keep('role', make('PractitionerRole', { practitioner: to('practitioner') }))
    await keep('other patient', patient(unique()))
    await keep(
      'patient',
      patient(unique(), {
        managingOrganization: to('practice'),
        link: [{ other: to('other patient'), type: 'seealso' }],
      }),
    )
    await keep('points here', patient(unique(), { link: [{ other: to('patient'), type: 'seealso' }] }))
    await keep(
      'request',
      make('ServiceRequest', { status: 'active', intent: 'order', subject: to('patient'), requester: to('role') }),
    )
    await keep('task', task(unique(), { for: to('patient'), focus: to('request') }))
    await keep('task of the request alone', task(unique(), { focus: to('request') }))
    await keep(
      'provenance',
      make('Provenance', {
        target: [to('patient')],
        recorded: '2026-05-01T10:00:00Z',
        agent: [{ who: to('practitioner') }],
      }),
    )
    await keep(
      'provenance of the request',
      make('Provenance', {
        target: [to('request')],
        recorded: '2026-05-01T10:00:00Z',
        agent: [{ who: to('practitioner') }],
      }),
    )
    await keep(
      'encounter',
      make('Encounter', { ...ambulatory, subject: to('patient'), location: [{ location: to('location') }] }),
    )
    await keep('other encounter', make('Encounter', { ...ambulatory, subject: to('other patient') }))
    await keep(
      'test',
      observation(unique(), at('patient'), { encounter: to('other encounter'), effectiveDateTime: '2020-05-01' }),
    )
    await keep('test elsewhere', observation(unique(), at('other patient'), { focus: [to('patient')] }))
    await keep(
      'appointment',
      make('Appointment', { status: 'booked', participant: [{ actor: to('patient'), status: 'accepted' }] }),
    )
    await keep('reply', make('Communication', { status: 'completed', recipient: [to('patient')] }))
    await keep('person', make('Person', { link: [{ target: to('patient') }] }))
    await keep('list', make('List', { status: 'current', mode: 'working', subject: to('patient') }))
    await keep('group', make('Group', { type: 'person', actual: true, member: [{ entity: to('patient') }] }))
    await keep('gone', observation(unique(), at('patient')))
    await client.remove(at('gone'))
  }, 60_000)

  test('gives the patient, whatever points there, and what that points at, but no List, no Group and no other patient', async () => {
    const bundle = (await everything('patient', '?_count=50')).bundle()
    expect(bundle.type).toBe('searchset')
    expect(shown(bundle)).toEqual(ALL)
    expect(bundle.total).toBe(ALL.length)
    expect(bundle.entry.every(entry => entry.search?.mode === 'match')).toBe(true)
    expect(bundle.entry[0]?.fullUrl).toBe(`${client.base()}/${at('patient')}`)
  })

  test('of another patient gives what points there, one who points there included', async () => {
    const bundle = (await everything('other patient', '?_count=50')).bundle()
    expect(shown(bundle)).toEqual([
      'other encounter',
      'other patient',
      'parent practice',
      'patient',
      'practice',
      'test elsewhere',
    ])
  })

  test('_type takes the types asked for and, from these alone, what they point at', async () => {
    expect(await inAll('&_type=ServiceRequest')).toEqual(['patient', 'request', 'role'])
    expect(await inAll('&_type=ServiceRequest,PractitionerRole')).toEqual([
      'patient',
      'practitioner',
      'request',
      'role',
    ])
    expect(await inAll('&_type=Task&_type=Person')).toEqual(['patient', 'person', 'request', 'task'])
    expect(await inAll('&_type=Patient')).toEqual(['patient', 'points here', 'practice'])
    expect(await inAll('&_type=Practitioner')).toEqual(['patient'])
    expect(await inAll('&_type=List,Group')).toEqual(['patient'])
    expect(await inAll('&_type=')).toEqual(ALL)
  })

  test.each(['Nonsense', 'Observation,Nonsense', 'observation'])('_type=%s is refused', async type => {
    const reply = await everything('patient', `?_type=${type}`)
    expect(reply.status).toBe(404)
    expect(reply.outcome().issue[0]?.diagnostics).toContain('HAPI-2197')
  })

  test.each([
    '_since=2099-01-01',
    'start=2025-01-01&end=2025-12-31',
    '_lastUpdated=ge2099-01-01',
    '_tag=x',
    'nonsense=x',
    '_sort=-_id',
  ])('%s changes nothing', async query => expect(await inAll(`&${query}`)).toEqual(ALL))

  test('is paged: every resource once, the patient on the first page', async () => {
    const first = (await everything('patient', '?_count=5')).bundle()
    expect(shown(first)).toContain('patient')
    const pages: ContractBundle[] = [first]
    for (let next = nextOf(first); next !== undefined && pages.length < 20; next = nextOf(pages.at(-1))) {
      pages.push((await client.get(next)).bundle())
    }
    expect(pages.map(page => page.entry.length)).toEqual([5, 5, 5, ALL.length - 15])
    expect(pages.flatMap(shown).sort()).toEqual(ALL)
  })

  test('can be begun further on', async () => {
    const page = async (query: string) => (await everything('patient', query)).bundle()
    const [first, second] = [await page('?_count=4'), await page('?_count=2&_offset=2')]
    expect(shown(second)).toEqual(shown({ ...first, entry: first.entry.slice(2, 4) }))
    expect(second.link.map(link => link.relation).sort()).toEqual(['next', 'previous', 'self'])
    expect((await page('?_offset=100')).entry).toEqual([])
  })

  test.each(['_count=abc', '_offset=abc'])('%s is refused', async query => {
    expect((await everything('patient', `?${query}`)).status).toBeGreaterThanOrEqual(400)
  })

  test('can be asked by POST, with Parameters', async () => {
    const post = async (...parameter: object[]) =>
      shown((await client.post(`${at('patient')}/$everything`, { resourceType: 'Parameters', parameter })).bundle())
    expect(await post({ name: '_type', valueString: 'Task' })).toEqual(['patient', 'request', 'task'])
    expect(await post({ name: '_count', valueInteger: 3 })).toHaveLength(3)
    expect(await post({ name: '_count', valueInteger: 50 })).toEqual(ALL)
  })

  test('who is not known is a 404, who was deleted a 410', async () => {
    expect((await client.get(`Patient/c-${unique()}/$everything`)).status).toBe(404)
    const { id } = await client.made(patient(unique()))
    await client.remove(`Patient/${id}`)
    expect((await client.get(`Patient/${id}/$everything`)).status).toBe(410)
  })

  test.each(['Observation/x/$everything', 'Practitioner/x/$everything', '$everything'])(
    '%s is no operation',
    async path => {
      expect((await client.get(path)).status).toBe(400)
    },
  )

  test('stands in the CapabilityStatement', async () => {
    const statement = (await client.get('metadata')).text
    expect(statement).toContain('http://hl7.org/fhir/OperationDefinition/Patient-everything')
  })
}

const nextOf = (bundle: ContractBundle | undefined): string | undefined =>
  bundle?.link.find(link => link.relation === 'next')?.url
