import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Mutant } from './single-mutants.ts'

/** Faults that break no written rule. They stand in equivalent.json, each with its reason: what is written there must hold whatever the rate is. */
const rules = z
  .array(
    z.strictObject({
      of: z.enum(['single', 'bundle']),
      fault: z.string(),
      element: z.string(),
      /** Of which examples, where it is not of all. */
      in: z.string().optional(),
      reason: z.string().min(30),
    }),
  )
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'equivalent.json'), 'utf8')))
  .map(rule => ({
    of: rule.of,
    fault: new RegExp(`^(${rule.fault})$`),
    element: new RegExp(rule.element),
    in: new RegExp(rule.in ?? ''),
  }))

export const isEquivalent = (of: 'single' | 'bundle', { fault, element, name }: Mutant): boolean =>
  rules.some(rule => rule.of === of && rule.fault.test(fault) && rule.element.test(element) && rule.in.test(name))
