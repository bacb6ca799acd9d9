// What a page says where a list has nothing in it: why, and what can be done.

import type { ReactNode } from 'react';

type EmptyStateProps = {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** A link or button: the next sensible thing to do. */
  readonly action?: ReactNode;
};

export const EmptyState = ({ title, children, action }: EmptyStateProps) => (
  <div className="fb-empty">
    <p className="fb-empty__title">{title}</p>
    {children}
    {action}
  </div>
);
