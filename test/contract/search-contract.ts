import { beforeAll, describe, expect, test } from 'vitest'
import {
  byIdentifier,
  byTag,
  CONTRACT_SYSTEM,
  type ContractClient,
  identifier,
  matchedIds,
  tag,
  token,
  unique,
} from './contract-client.ts'
import { observation, patient } from './sample-resources.ts'

export const searchContract = (client: ContractClient): void => {
  /** Three people under one tag, so that a search sees nobody else's. */
  const mark = unique()
  const ids: Record<'anya' | 'zoe' | 'undated', string> = { anya: '', zoe: '', undated: '' }
  const values = { anya: unique(), zoe: unique(), undated: unique() }

  beforeAll(async () => {
    const meta = tag(mark)
    const anya = await client.made(patient(values.anya, { meta }))
    const zoe = await client.made(
      patient(values.zoe, {
        meta,
        identifier: [identifier(values.zoe), { value: `${mark}-bare` }],
        name: [{ family: 'Müller-Øst', given: ['Zoë', 'Ann'] }],
        gender: 'other',
        birthDate: '1990-12-31',
        active: false,
      }),
    )
    const undated = await client.made({
      resourceType: 'Patient',
      meta,
      identifier: [identifier(values.undated)],
      name: [{ family: 'Contractor', given: ['Anya'] }],
    } as ReturnType<typeof patient>)
    Object.assign(ids, { anya: anya.id, zoe: zoe.id, undated: undated.id })
  })

  const people = async (query: string) => {
    const found = matchedIds(await client.search(`Patient?${byTag(mark)}&${query}`))
    return Object.entries(ids)
      .filter(([, id]) => found.includes(id))
      .map(([name]) => name)
  }

  describe('tokens', () => {
    test('system|code finds exactly the one', async () => {
      expect(matchedIds(await client.search(`Patient?${byIdentifier(values.anya)}`))).toEqual([ids.anya])
    })

    test('a value under another system is not found', async () => {
      expect(await people(`identifier=${token('https://other.example', values.anya)}`)).toEqual([])
    })

    test('a bare code finds it under any system', async () => {
      expect(await people(`identifier=${values.anya}`)).toEqual(['anya'])
    })

    test('|code finds only what has no system', async () => {
      expect(await people(`identifier=${token('', `${mark}-bare`)}`)).toEqual(['zoe'])
      expect(await people(`identifier=${token('', values.anya)}`)).toEqual([])
    })

    test('system| finds everything of that system', async () => {
      expect(await people(`identifier=${token(CONTRACT_SYSTEM, '')}`)).toEqual(['anya', 'zoe', 'undated'])
    })

    test('a comma means or', async () => {
      const both = `identifier=${token(CONTRACT_SYSTEM, values.anya)},${token(CONTRACT_SYSTEM, values.zoe)}`
      expect(await people(both)).toEqual(['anya', 'zoe'])
    })

    test('a repeated parameter means and', async () => {
      expect(await people(`identifier=${values.zoe}&identifier=${mark}-bare`)).toEqual(['zoe'])
      expect(await people(`identifier=${values.zoe}&identifier=${values.anya}`)).toEqual([])
    })

    test(':not leaves out, and keeps what has no value', async () => {
      expect(await people('gender:not=female')).toEqual(['zoe', 'undated'])
    })

    test(':text looks at the beginning of the words of a concept or of its code, in any case', async () => {
      const of = (type: object) => {
        const content = [{ attachment: { title: 'x' } }]
        const document = { resourceType: 'DocumentReference', meta: tag(mark), status: 'current', content, type }
        return client.made(document)
      }
      const inWords = await of({ text: 'Fit note (Médical)' })
      const ofCode = await of({ coding: [{ system: CONTRACT_SYSTEM, code: 'x', display: 'Fit note' }] })
      await of({ text: 'Letter' })
      const found = async (text: string) =>
        matchedIds(await client.search(`DocumentReference?${byTag(mark)}&type:text=${text}`)).toSorted()
      expect(await found('Med3,fit%20note')).toEqual([inWords.id, ofCode.id].toSorted())
      expect(await found('note')).toEqual([])
    })

    test('a boolean is a token', async () => {
      expect(await people('active=false')).toEqual(['zoe'])
    })

    test('_id takes several ids', async () => {
      expect(await people(`_id=${ids.anya},${ids.undated}`)).toEqual(['anya', 'undated'])
    })
  })

  describe('strings', () => {
    test('a string matches from its beginning, in any case', async () => {
      expect(await people('family=contract')).toEqual(['anya', 'undated'])
      expect(await people('family=tract')).toEqual([])
    })

    test('accents do not matter', async () => {
      expect(await people('given=zoe')).toEqual(['zoe'])
      expect(await people('family=muller')).toEqual(['zoe'])
      expect(await people(`family=${encodeURIComponent('müll')}`)).toEqual(['zoe'])
    })

    test(':exact wants all of it', async () => {
      expect(await people('family:exact=CONTRACT')).toEqual(['anya'])
      expect(await people('family:exact=contract')).toEqual([])
    })
  })

  describe('dates', () => {
    test.each([
      ['birthdate=1984-03-11', ['anya']],
      ['birthdate=1984', ['anya']],
      ['birthdate=1990-12', ['zoe']],
      ['birthdate=eq1984-03-12', []],
      ['birthdate=gt1984-03-11', ['zoe']],
      ['birthdate=ge1984-03-11', ['anya', 'zoe']],
      ['birthdate=lt1990-12-31', ['anya']],
      ['birthdate=le1990-12-31', ['anya', 'zoe']],
      ['birthdate=ge1984-01-01&birthdate=lt1985-01-01', ['anya']],
    ])('%s finds %j', async (query, expected) => {
      expect(await people(query)).toEqual(expected)
    })

    test('_lastUpdated finds what changed since', async () => {
      const now = new Date()
      const hour = 3_600_000
      expect(await people(`_lastUpdated=gt${new Date(now.getTime() - hour).toISOString()}`)).toHaveLength(3)
      expect(await people(`_lastUpdated=gt${new Date(now.getTime() + hour).toISOString()}`)).toEqual([])
    })

    test('a period is found by a day within its bounds', async () => {
      const value = unique()
      const period = { start: '2026-09-01', end: '2026-09-14' }
      await client.made(observation(value, `Patient/${ids.anya}`, { effectivePeriod: period }))
      const found = async (date: string) =>
        (await client.search(`Observation?${byIdentifier(value)}&${date}`)).entry.length
      expect(await found('date=ge2026-09-10')).toBe(1)
      expect(await found('date=ge2026-09-15')).toBe(0)
      expect(await found('date=le2026-09-10')).toBe(1)
      expect(await found('date=le2026-08-31')).toBe(0)
    })
  })

  describe('what comes back', () => {
    test('a search set says self, total and the mode of each entry', async () => {
      const bundle = await client.search(`Patient?${byTag(mark)}&_total=accurate`)
      expect(bundle.type).toBe('searchset')
      expect(bundle.total).toBe(3)
      expect(bundle.link.some(link => link.relation === 'self')).toBe(true)
      expect(bundle.entry.every(entry => entry.search?.mode === 'match')).toBe(true)
      expect(bundle.entry.every(entry => entry.fullUrl?.endsWith(`/Patient/${entry.resource?.id}`))).toBe(true)
    })

    test('no match is an empty Bundle, not an error', async () => {
      expect((await client.search(`Patient?${byIdentifier(unique())}`)).entry).toEqual([])
    })

    test('a search by POST finds the same', async () => {
      const reply = await client.ask('Patient/_search', {
        method: 'POST',
        body: byIdentifier(values.zoe),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      })
      expect(matchedIds(reply.bundle())).toEqual([ids.zoe])
    })

    test('_sort orders, and a minus turns the order', async () => {
      const dated = `Patient?${byTag(mark)}&birthdate=gt1900-01-01`
      expect(matchedIds(await client.search(`${dated}&_sort=birthdate`))).toEqual([ids.anya, ids.zoe])
      expect(matchedIds(await client.search(`${dated}&_sort=-birthdate`))).toEqual([ids.zoe, ids.anya])
    })

    test('a second sort key decides between equals', async () => {
      const query = `Patient?${byTag(mark)}&given=anya`
      expect(matchedIds(await client.search(`${query}&_sort=given,-family`))).toEqual([ids.undated, ids.anya])
      expect(matchedIds(await client.search(`${query}&_sort=given,family`))).toEqual([ids.anya, ids.undated])
    })

    test('_summary=count counts and shows nobody', async () => {
      const bundle = await client.search(`Patient?${byTag(mark)}&_summary=count`)
      expect(bundle.total).toBe(3)
      expect(bundle.entry).toEqual([])
    })

    test('_elements leaves the rest out', async () => {
      const bundle = await client.search(`Patient?${byIdentifier(values.anya)}&_elements=birthDate`)
      expect(bundle.entry[0]?.resource).toMatchObject({ birthDate: '1984-03-11' })
      expect(bundle.entry[0]?.resource?.name).toBeUndefined()
    })

    test('following next gives each match once', async () => {
      const code = unique()
      for (let index = 0; index < 5; index++) await client.made(patient(unique(), { meta: tag(code) }))
      const seen: string[] = []
      let page = await client.search(`Patient?${byTag(code)}&_count=2`)
      for (let pages = 1; pages <= 5; pages++) {
        expect(page.entry.length).toBeLessThanOrEqual(2)
        seen.push(...matchedIds(page))
        const next = page.link.find(link => link.relation === 'next')
        if (!next) break
        // The server may know itself by another host name than we do.
        const { search } = new URL(next.url)
        const path = new URL(next.url).pathname.slice(new URL(client.base()).pathname.length)
        page = (await client.get(`${client.base()}${path}${search}`)).bundle()
      }
      expect(seen).toHaveLength(5)
      expect(new Set(seen).size).toBe(5)
    })

    test('_security and _profile find by meta', async () => {
      const profile = `https://contract.workwell-referral.example/StructureDefinition/${unique()}`
      const security = { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }
      const { id } = await client.made(patient(unique(), { meta: { profile: [profile], security: [security] } }))
      const query = `Patient?_profile=${encodeURIComponent(profile)}&_security=${token(security.system, security.code)}`
      expect(matchedIds(await client.search(query))).toEqual([id])
    })
  })

  describe('freshness', () => {
    test('a search sees a create, an update and a deletion at once', async () => {
      const value = unique()
      const query = `Patient?${byIdentifier(value)}&active=true`
      expect((await client.search(query)).entry).toHaveLength(0)
      const created = await client.made(patient(value))
      expect((await client.search(query)).entry).toHaveLength(1)
      await client.put(`Patient/${created.id}`, { ...created, active: false })
      expect((await client.search(query)).entry).toHaveLength(0)
      expect((await client.search(`Patient?${byIdentifier(value)}`)).entry).toHaveLength(1)
      await client.remove(`Patient/${created.id}`)
      expect((await client.search(`Patient?${byIdentifier(value)}`)).entry).toHaveLength(0)
    })
  })

  describe('what cannot be asked', () => {
    test.each([
      ['an unknown search parameter', 'Patient?shoe-size=43'],
      ['a date that is none', 'Patient?birthdate=yesterday'],
      ['an unknown sort', 'Patient?_sort=shoe-size'],
      ['an unknown include', 'Task?_include=Task:shoe-size'],
    ])('%s is refused with 400', async (_name, query) => {
      const reply = await client.get(query)
      expect(reply.status).toBe(400)
      expect(reply.outcome().issue[0]?.severity).toBe('error')
    })
  })
}
