// What happened to a person or a referral, in order.

import type { ReactNode } from 'react';

export type TimelineEntry = {
  readonly key: string;
  readonly title: ReactNode;
  /** The time as the reader reads it: "Tuesday 3 March 2026, 2:15pm". */
  readonly when: ReactNode;
  /** The same for machines: a date or an instant, ISO 8601. */
  readonly dateTime?: string | undefined;
  readonly by?: ReactNode;
  readonly children?: ReactNode;
};

/** `level` is the level of each entry's heading. */
export const Timeline = ({
  entries,
  level: Heading = 'h3',
}: {
  entries: readonly TimelineEntry[];
  level?: 'h2' | 'h3' | 'h4';
}) => (
  <ol className="fb-timeline">
    {entries.map(({ key, title, when, dateTime, by, children }) => (
      <li key={key} className="fb-timeline__entry">
        <Heading className="fb-timeline__title">{title}</Heading>
        <p className="fb-timeline__when">
          <time dateTime={dateTime}>
            <bdi>{when}</bdi>
          </time>
          {by ? (
            <>
              {' by '}
              <bdi>{by}</bdi>
            </>
          ) : null}
        </p>
        {children}
      </li>
    ))}
  </ol>
);
