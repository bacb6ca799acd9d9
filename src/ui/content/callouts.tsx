// Boxes that set something apart: a quiet note, a warning, more detail on demand, a card, figures side by side.

import type { ReactNode } from 'react';
import {
  Card as LibraryCard,
  Details as LibraryDetails,
  InsetText as LibraryInset,
  Panel as LibraryPanel,
  WarningCallout as LibraryWarning,
} from '../library.ts';

type HeadingLevel = 'h2' | 'h3' | 'h4';

const paragraph = (children: ReactNode) => (typeof children === 'string' ? <p>{children}</p> : children);

export const InsetText = ({ children }: { children: ReactNode }) => (
  <LibraryInset>{paragraph(children)}</LibraryInset>
);

type WarningProps = {
  readonly heading?: string;
  readonly level?: HeadingLevel;
  readonly children: ReactNode;
};

/** Something the reader must not miss. One a page at most. */
export const WarningCallout = ({ heading = 'Important', level = 'h2', children }: WarningProps) => (
  <LibraryWarning>
    <LibraryWarning.Heading headingLevel={level}>{heading}</LibraryWarning.Heading>
    {paragraph(children)}
  </LibraryWarning>
);

type DetailsProps = { readonly summary: string; readonly open?: boolean; readonly children: ReactNode };

/** Opens and closes without script. */
export const Details = ({ summary, open = false, children }: DetailsProps) => (
  <LibraryDetails open={open}>
    <LibraryDetails.Summary>{summary}</LibraryDetails.Summary>
    <LibraryDetails.Text>{paragraph(children)}</LibraryDetails.Text>
  </LibraryDetails>
);

/** At the end of a form: it is done, with the reference to keep. The title is the page's heading. */
export const Confirmation = ({ title, children }: { title: string; children?: ReactNode }) => (
  <LibraryPanel>
    <LibraryPanel.Title headingLevel="h1">{title}</LibraryPanel.Title>
    {children}
  </LibraryPanel>
);

type CardProps = {
  readonly heading: ReactNode;
  readonly level?: HeadingLevel | undefined;
  /** The whole card goes there. */
  readonly href?: string | undefined;
  readonly children?: ReactNode;
};

export const Card = ({ heading, level = 'h2', href, children }: CardProps) => (
  <LibraryCard clickable={href !== undefined}>
    <LibraryCard.Heading headingLevel={level} size="m">
      {href === undefined ? (
        heading
      ) : (
        <a className="nhsuk-card__link" href={href}>
          {heading}
        </a>
      )}
    </LibraryCard.Heading>
    {typeof children === 'string' ? <p className="nhsuk-card__description">{children}</p> : children}
  </LibraryCard>
);

/** Cards or figures side by side where there is room, under each other on a phone. */
export const Grid = ({ children, narrow }: { children: ReactNode; narrow?: boolean }) => (
  <div className={narrow ? 'fb-grid fb-grid--narrow' : 'fb-grid'}>{children}</div>
);

/** The main part and what stands beside it; below it on a phone, where a link leads there. */
export const Columns = ({
  children,
  side,
  sideLabel,
}: {
  children: ReactNode;
  side: ReactNode;
  sideLabel: string;
}) => (
  <div className="fb-columns">
    <a className="fb-columns__jump" href="#beside">
      {sideLabel}
    </a>
    <div>{children}</div>
    <aside id="beside" className="fb-columns__side" aria-label={sideLabel}>
      {side}
    </aside>
  </div>
);
