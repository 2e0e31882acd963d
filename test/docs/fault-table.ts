import { EHR_FAULTS } from '../../src/sandbox/ehr/faults/ehr-faults.ts'

/** The table of faults in docs/integrating.md, as the fault list has it. */
export function faultTable(): string {
  const places = [...new Set(EHR_FAULTS.map(({ where }) => where))]
  const rows = places.flatMap(place => [
    `| **${place}** | | |`,
    ...EHR_FAULTS.filter(({ where }) => where === place).map(
      ({ name, says, sees, code }) =>
        `| \`${name}\` | ${says} | ${sees}${code === undefined ? '' : ` (\`${code}\`)`} |`,
    ),
  ])
  return [
    '| Fault | What goes wrong | What the clinician sees (and the code in the log) |',
    '|---|---|---|',
    ...rows,
  ].join('\n')
}
