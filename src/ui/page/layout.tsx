// The frame of every page: head, header, banners, the main column, footer.

import type { ReactElement, ReactNode } from 'react';
import { assetAddress } from '../assets.ts';
import { BackLink, SkipLink } from '../library.ts';
import { DemonstrationBanner, QuickExit, SuccessBanner } from './banners.tsx';
import { useChrome, useWords } from './chrome.ts';
import { ErrorSummary, type FieldErrors, hasErrors } from './error-summary.tsx';
import { LanguageLinks, PageFooter } from './footer.tsx';
import { PageHeader } from './header.tsx';
import { PageWord } from './page-word.tsx';

export type Back = string | { readonly href: string; readonly text: string };

export type LayoutProps = {
  /** The page's own name, without the service's: it becomes "Name – Footbridge". */
  readonly title: string;
  readonly children: ReactNode;
  readonly back?: Back | undefined;
  /** Uses the whole width, for work lists and tables; otherwise a column of reading width. */
  readonly wide?: boolean | undefined;
  readonly errors?: FieldErrors | undefined;
  /** What was just done, said at the top. */
  readonly success?: string | ReactElement | undefined;
};

const DocumentHead = ({ title }: { title: string }) => {
  const { direction } = useChrome();
  const styles = direction === 'rtl' ? 'footbridge.rtl.css' : 'footbridge.css';
  return (
    <head>
      <meta charSet="utf-8" />
      <title>{title}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <meta name="theme-color" content="#0f4c5c" />
      <link rel="icon" href={assetAddress['mark.svg']} type="image/svg+xml" />
      <link rel="stylesheet" href={assetAddress[styles]} />
      <script type="module" src={assetAddress['footbridge.js']} />
    </head>
  );
};

const BackNavigation = ({ back }: { back: Back }) => {
  const words = useWords();
  const link = typeof back === 'string' ? { href: back, text: <PageWord of="back" /> } : back;
  return (
    <nav className="fb-back" aria-label={words.back}>
      <BackLink href={link.href}>{link.text}</BackLink>
    </nav>
  );
};

const PageMain = ({ wide, errors, success, children }: Omit<LayoutProps, 'title' | 'back'>) => {
  const chrome = useChrome();
  const done = success ?? chrome.success;
  return (
    <main className="nhsuk-main-wrapper" id="maincontent">
      <div className="nhsuk-grid-row">
        <div className={wide ? 'nhsuk-grid-column-full' : 'nhsuk-grid-column-two-thirds'}>
          {done ? <SuccessBanner>{done}</SuccessBanner> : null}
          {errors ? <ErrorSummary errors={errors} /> : null}
          {children}
        </div>
      </div>
    </main>
  );
};

/** A whole page. With `errors`, the title starts with "Error: " and a summary links to each field. */
export const Layout = ({ title, back, children, ...main }: LayoutProps) => {
  const chrome = useChrome();
  const words = useWords();
  const named = `${title} – Footbridge`;
  return (
    <html lang={chrome.language} dir={chrome.direction}>
      <DocumentHead title={hasErrors(main.errors) ? `${words.error}: ${named}` : named} />
      <body className={main.wide ? 'fb-wide' : undefined}>
        <SkipLink>
          <PageWord of="skipToContent" />
        </SkipLink>
        <PageHeader />
        <div className="nhsuk-width-container">
          <DemonstrationBanner />
          <LanguageLinks />
          <QuickExit />
          {back ? <BackNavigation back={back} /> : null}
          <PageMain {...main}>{children}</PageMain>
        </div>
        <PageFooter />
      </body>
    </html>
  );
};
