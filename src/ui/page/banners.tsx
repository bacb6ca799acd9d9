// The strips and banners above a page's content: demonstration, success, leave quickly.

import type { ReactNode } from 'react';
import { NotificationBanner, Tag } from '../library.ts';
import { useChrome, useWords } from './chrome.ts';
import { PageWord } from './page-word.tsx';

export const DemonstrationBanner = () => {
  const words = useWords();
  if (!useChrome().demonstration) return null;
  return (
    <section className="fb-demonstration" aria-label={words.demonstration}>
      <Tag className="fb-demonstration__tag">
        <PageWord of="demonstration" />
      </Tag>
      <p className="fb-demonstration__meaning">
        <PageWord of="demonstrationMeaning" />
      </p>
    </section>
  );
};

/** Says that something was done. It takes the reader's attention once, then stays as text. */
export const SuccessBanner = ({ children }: { children: ReactNode }) => (
  <NotificationBanner success title={useWords().success}>
    {typeof children === 'string' ? (
      <p className="nhsuk-notification-banner__heading">{children}</p>
    ) : (
      children
    )}
  </NotificationBanner>
);

/**
 * A plain link to a neutral site. With script it also replaces this page in the tab's history; without, it still
 * leaves. For pages that someone may be reading beside a person they fear.
 */
export const QuickExit = () => {
  const { quickExitHref } = useChrome();
  const words = useWords();
  if (quickExitHref === undefined) return null;
  return (
    <nav className="fb-quick-exit" aria-label={words.leaveQuickly}>
      <a
        className="nhsuk-button nhsuk-button--warning nhsuk-button--small"
        href={quickExitHref}
        rel="nofollow noreferrer"
        data-quick-exit=""
      >
        <PageWord of="leaveQuickly" />
      </a>
    </nav>
  );
};
