// A figure that never stands alone: what it counts, and out of how many.

import type { ReactNode } from 'react';

export type StatProps = {
  /** Null when it may not be shown (too few people) or cannot be worked out; then say why in `note`. */
  readonly value: number | string | null;
  readonly label: string;
  /** The denominator. Required, so that leaving it out is a decision: null for a plain count. */
  readonly of: number | null;
  /** What is missing, since when, or why there is no figure. */
  readonly note?: ReactNode;
};

const inEnglish = new Intl.NumberFormat('en-GB');

const figure = (value: number | string) => (typeof value === 'number' ? inEnglish.format(value) : value);

export const Stat = ({ value, label, of, note }: StatProps) => (
  <div className="fb-stat">
    <p className="fb-stat__label">{label}</p>
    <p className="fb-stat__figure">
      {value === null ? (
        <span className="fb-missing">Not shown</span>
      ) : (
        <>
          <span className="fb-stat__value">
            <bdi>{figure(value)}</bdi>
          </span>
          {of === null ? null : (
            <span className="fb-stat__of">
              {' of '}
              <bdi>{inEnglish.format(of)}</bdi>
            </span>
          )}
        </>
      )}
    </p>
    {note === undefined ? null : <p className="fb-stat__note">{note}</p>}
  </div>
);
