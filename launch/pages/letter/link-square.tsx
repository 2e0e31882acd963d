import type { ReactElement } from 'react'
import { encode } from 'uqr'

/** A link to be photographed from paper (QR code). */
export function LinkSquare({ link }: { link: string }): ReactElement {
  const { data, size } = encode(link, { border: 2 })
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])))
  return (
    <svg
      className="ww-letter-square"
      role="img"
      aria-label="The same link, to be photographed"
      viewBox={`0 0 ${size} ${size}`}
      width="150"
      height="150"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  )
}
