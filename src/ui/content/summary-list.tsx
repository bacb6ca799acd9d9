// What is known about one thing: a list of what was asked and what was answered.

import type { ReactNode } from 'react';
import { SummaryList as LibraryList, SummaryListAction } from '../library.ts';

export type SummaryAction = {
  readonly href: string;
  readonly text: string;
  /** Read out after the text, so that many "Change" links differ: "preferred language". */
  readonly hiddenText?: string | undefined;
};

export type SummaryRow = {
  readonly key: string;
  /** Null, undefined and '' show as `missing`. */
  readonly value: ReactNode;
  /** Why there is no value; "Not asked yet" when not said. */
  readonly missing?: string | undefined;
  readonly actions?: readonly SummaryAction[] | undefined;
};

type SummaryListProps = { readonly rows: readonly SummaryRow[]; readonly border?: boolean | undefined };

const isMissing = (value: ReactNode) => value === null || value === undefined || value === '';

/** "Not asked yet" is an answer too: a missing value is said, never left blank. */
export const SummaryList = ({ rows, border = true }: SummaryListProps) => (
  <LibraryList noBorder={!border}>
    {rows.map(({ key, value, missing = 'Not asked yet', actions = [] }) => (
      <LibraryList.Row key={key}>
        <LibraryList.Key>{key}</LibraryList.Key>
        <LibraryList.Value>
          {isMissing(value) ? <span className="fb-missing">{missing}</span> : value}
        </LibraryList.Value>
        {actions.map(({ href, text, hiddenText = key.toLowerCase() }) => (
          <SummaryListAction key={href} href={href} visuallyHiddenText={hiddenText}>
            {text}
          </SummaryListAction>
        ))}
      </LibraryList.Row>
    ))}
  </LibraryList>
);
