import { drawnOf, type Folders } from './folders.ts'

const [WIDTH, BOX, GAP, TALL, ROW, TOP] = [920, 148, 18, 30, 68, 44]

/** The folders as boxes, whoever imports above what is imported. */
export function pictureOf(folders: Folders): string {
  const places = placesOf(folders)
  const at = (folder: string): Place => places.get(folder) ?? { x: 0, y: 0 }
  const arrows = drawnOf(folders).map(({ from, to, loose }) => {
    const [start, end] = [at(from), at(to)]
    const [x1, y1, x2, y2] = [start.x, start.y + TALL, end.x, end.y]
    const bend = (y2 - y1) / 2
    return `    <path d="M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}"${loose ? ' stroke-dasharray="4 4"' : ''}/>`
  })
  const boxes = [...places].map(
    ([folder, { x, y }]) =>
      `    <rect x="${x - BOX / 2}" y="${y}" width="${BOX}" height="${TALL}" rx="4" fill="${colourOf(folder)}"/><text x="${x}" y="${y + 20}">${folder}</text>`,
  )
  const height = TOP + folders.rows.length * ROW
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="Arial, Helvetica, sans-serif" font-size="13" role="img" aria-labelledby="t d">
  <title id="t">What imports what</title>
  <desc id="d">The folders of the app in rows. Each imports only from rows below its own; the table in docs/architecture.md says the same in words.</desc>
  <defs>
    <marker id="a" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L10 5L0 10z" fill="#212b32"/></marker>
  </defs>
  <rect width="${WIDTH}" height="${height}" fill="#fff"/>
  <text x="${WIDTH / 2}" y="24" text-anchor="middle" fill="#212b32">Arrows point from who imports to what is imported; dashed: its types alone, or only when it is wanted</text>
  <g stroke="#4c6272" stroke-width="1.3" fill="none" marker-end="url(#a)">
${arrows.join('\n')}
  </g>
  <g fill="#fff" text-anchor="middle">
${boxes.join('\n')}
  </g>
</svg>
`
}

const colourOf = (folder: string): string =>
  folder.startsWith('launch/') ? '#005eb8' : folder.startsWith('profiles/') ? '#007f3b' : '#003087'

interface Place {
  readonly x: number
  readonly y: number
}

/** Each row in the middle of the picture; in a row whoever is used from the left stands on the left, so that few arrows cross. */
function placesOf(folders: Folders): Map<string, Place> {
  const drawn = drawnOf(folders)
  const places = new Map<string, Place>()
  folders.rows.forEach((row, index) => {
    const middleOf = (folder: string): number => {
      const above = drawn.flatMap(({ from, to }) => (to === folder ? [places.get(from)?.x ?? WIDTH / 2] : []))
      return above.length === 0 ? WIDTH / 2 : above.reduce((sum, x) => sum + x, 0) / above.length
    }
    const ordered = row.toSorted((one, other) => middleOf(one) - middleOf(other) || one.localeCompare(other))
    const left = (WIDTH - ordered.length * BOX - (ordered.length - 1) * GAP) / 2
    ordered.forEach((folder, place) => {
      places.set(folder, { x: left + place * (BOX + GAP) + BOX / 2, y: TOP + index * ROW })
    })
  })
  return places
}
