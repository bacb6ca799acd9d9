// The page's own heading, with what it belongs to above it.

import type { ReactNode } from 'react';

type PageHeadingProps = {
  readonly children: ReactNode;
  /** Small words above: the person, the step, the section. */
  readonly caption?: ReactNode;
  readonly size?: 'l' | 'xl' | undefined;
};

/** One a page. Questions that are the page's only heading use the field's `pageHeading` instead. */
export const PageHeading = ({ children, caption, size = 'l' }: PageHeadingProps) => (
  <h1 className={`nhsuk-heading-${size}`}>
    {caption ? <span className={`nhsuk-caption-${size}`}>{caption} </span> : null}
    {children}
  </h1>
);
