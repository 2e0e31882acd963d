import type { ReactElement } from 'react'
import type { FitNote } from '../../../src/domain/fit-note.ts'
import { displayDate, type LocalDate } from '../../../src/domain/local-date.ts'
import { LENGTH, type Timeline, timelineOf } from './timeline.ts'

/**
 * Earlier fit notes on a line of days. What it shows stands in words beside it and in the table of notes; "may be fit" is told
 * by the shape, not by the colour alone. Sizes are attributes: the page allows no inline style.
 */
export function SpellTimeline({ notes, today }: { notes: readonly FitNote[]; today: LocalDate }): ReactElement | null {
  const timeline = timelineOf(notes, today)
  if (!timeline) return null
  return (
    <span className="ww-timeline-box">
      <svg
        className="ww-timeline"
        viewBox={`0 0 ${LENGTH} 20`}
        width="100%"
        height="20"
        preserveAspectRatio="none"
        role="img"
        aria-label={inWords(timeline, today)}
      >
        <line className="ww-timeline__line" x1="0" x2={LENGTH} y1="19" y2="19" />
        {timeline.months.map(x => (
          <line key={x} className="ww-timeline__line" x1={x} x2={x} y1="15" y2="19" />
        ))}
        {timeline.bars.map(({ x, width, advice }) => (
          <rect
            key={`${x}-${width}-${advice}`}
            className={`ww-timeline__note ww-timeline__note--${advice}`}
            x={x}
            width={width}
            y={advice === 'may-be-fit' ? 8 : 2}
            height={advice === 'may-be-fit' ? 6 : 12}
          />
        ))}
        <line className="ww-timeline__today" x1={timeline.today} x2={timeline.today} y1="0" y2="20" />
      </svg>
      <span className="ww-timeline__ends" aria-hidden="true">
        <span>{displayDate(timeline.from)}</span>
        <span>{timeline.to === today ? 'Today' : displayDate(timeline.to)}</span>
      </span>
    </span>
  )
}

const inWords = ({ from, to, bars }: Timeline, today: LocalDate): string =>
  `Timeline from ${displayDate(from)} to ${to === today ? 'today' : displayDate(to)} with ${bars.length} fit ${bars.length === 1 ? 'note' : 'notes'}, listed below under "All fit notes in the record"`
