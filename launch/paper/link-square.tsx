import type { ReactElement } from 'react'
import { encode } from 'uqr'

/** The squares of a QR code as an SVG path, each one unit wide, and how many stand in a row. */
export function squarePath(link: string): { readonly path: string; readonly size: number } {
  const { data, size } = encode(link, { border: 2 })
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])))
  return { path: dark.join(''), size }
}

/** A link to be photographed from paper (QR code). */
export function LinkSquare({ link, says }: { link: string; says: string }): ReactElement {
  const { path, size } = squarePath(link)
  return (
    <svg
      className="ww-letter-square"
      role="img"
      aria-label={says}
      viewBox={`0 0 ${size} ${size}`}
      width="150"
      height="150"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
