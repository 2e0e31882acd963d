import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { LAUNCH_FAILURES } from '../../launch/web/launch-failure-page.tsx'
import { EHR_FAULTS } from '../../src/sandbox/ehr/faults/ehr-faults.ts'
import { faultTable } from './fault-table.ts'

const page = readFileSync('docs/integrating.md', 'utf8')

it('docs/integrating.md has the table of all faults, word by word as the make-believe EHR says them', () => {
  expect(page).toContain(faultTable())
})

it('every fault that ends a launch shows the title of the page of its code', () => {
  for (const { code, sees } of EHR_FAULTS)
    if (code !== undefined) expect(sees).toBe(LAUNCH_FAILURES[code as keyof typeof LAUNCH_FAILURES].title)
})
