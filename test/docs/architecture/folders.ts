import type { Import } from './imports.ts'

/** That a folder imports another. `loose`: types alone, or only when it is wanted; nothing of it is loaded at the start. */
export interface Use {
  readonly from: string
  readonly to: string
  readonly loose: boolean
}

/** Folders in rows, so that each imports only from rows below its own. */
export interface Folders {
  readonly rows: readonly (readonly string[])[]
  readonly uses: readonly Use[]
}

/** What puts the app together has a box of its own: it stands beside the folders, not in one. */
export const SERVER = 'src/server.ts'
const APP = ['src/app.ts', 'src/limits-at-doors.ts']

const isOurs = ({ to }: Import): boolean => /^(src|launch|profiles)\//.test(to)

export function folderOf(path: string): string {
  const [top, folder, ...rest] = path.split('/')
  if (rest.length > 0) return `${top}/${folder}`
  return APP.includes(path) ? 'src/app.ts' : SERVER
}

/** @throws Error when folders import each other in a circle */
export function foldersFrom(imports: readonly Import[]): Folders {
  const isLoose = new Map<string, boolean>()
  for (const { from, to, way } of imports.filter(isOurs)) {
    const pair = `${folderOf(from)} ${folderOf(to)}`
    isLoose.set(pair, (isLoose.get(pair) ?? true) && way !== 'value')
  }
  const uses = [...isLoose]
    .map(([pair, loose]) => ({ from: pair.split(' ')[0] ?? '', to: pair.split(' ')[1] ?? '', loose }))
    .filter(({ from, to }) => from !== to)
  return { rows: rowsOf(uses), uses }
}

function rowsOf(uses: readonly Use[]): string[][] {
  const heights = new Map<string, number>()
  const heightOf = (folder: string, above: readonly string[] = []): number => {
    if (above.includes(folder)) throw new Error(`A circle of imports: ${[...above, folder].join(' -> ')}`)
    const known = heights.get(folder)
    if (known !== undefined) return known
    const below = uses.filter(({ from }) => from === folder).map(({ to }) => heightOf(to, [...above, folder]))
    const height = Math.max(-1, ...below) + 1
    heights.set(folder, height)
    return height
  }
  for (const { from, to } of uses) for (const folder of [from, to]) heightOf(folder)
  const highest = Math.max(...heights.values())
  return Array.from({ length: highest + 1 }, (_row, index) =>
    [...heights].flatMap(([folder, height]) => (height === highest - index ? [folder] : [])).toSorted(),
  )
}

/** Without what follows from the others: where A uses B and B uses C, that A uses C too is not drawn. */
export function drawnOf({ uses }: Folders): Use[] {
  const usedBy = (folder: string): string[] => uses.flatMap(({ from, to }) => (from === folder ? [to] : []))
  const reaches = (from: string, to: string): boolean => usedBy(from).some(each => each === to || reaches(each, to))
  return uses.filter(({ from, to }) => !usedBy(from).some(each => each !== to && reaches(each, to)))
}
