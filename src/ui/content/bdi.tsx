// Keeps a name, date or number whole inside text of the other direction.

import type { ReactNode } from 'react';

/** Wrap every name, date and number that a person gave or that comes from a record. */
export const Bdi = ({ children }: { children: ReactNode }) => <bdi>{children}</bdi>;

/** Words shown in English on a page of another language, because no checked translation exists. */
export const InEnglish = ({ children }: { children: ReactNode }) => (
  <span lang="en" dir="ltr">
    {children}
  </span>
);
