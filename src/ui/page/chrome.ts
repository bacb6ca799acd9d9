// What surrounds every page: who is signed in, which language, which links; given once, read by any part.

import { createContext, useContext } from 'react';
import { englishWords, type PageWords } from './words.ts';

export type NavLink = {
  readonly href: string;
  readonly text: string;
  readonly current?: boolean | undefined;
};

/** A link to the same page in another language. `name` is the language's own name for itself. */
export type LanguageLink = {
  readonly href: string;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly name: string;
};

export type PageChrome = {
  readonly csrfToken: string | null;
  readonly actorName: string | null;
  readonly actorRole: string | null;
  readonly organisationName: string | null;
  /** BCP 47 tag of the page's own words, for example `en` or `ckb`. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** The path asked for, without its query. */
  readonly path: string;
  readonly demonstration: boolean;
  readonly nav: readonly NavLink[];
  /** Where the sign-out form posts; null when nobody is signed in. */
  readonly signOutHref: string | null;
  readonly homeHref?: string | undefined;
  readonly accountHref?: string | undefined;
  readonly signInHref?: string | undefined;
  readonly footerLinks?: readonly NavLink[] | undefined;
  readonly languages?: readonly LanguageLink[] | undefined;
  /** A neutral site for "Leave this page quickly"; for pages a person may read where they are not safe. */
  readonly quickExitHref?: string | undefined;
  /** What was just done, shown once after a redirect. */
  readonly success?: string | undefined;
  /** The page furniture's own words, when the page is not in English. */
  readonly words?: Partial<PageWords> | undefined;
};

/** Chrome for a page that nobody is signed in to, in English. */
export const plainChrome: PageChrome = {
  csrfToken: null,
  actorName: null,
  actorRole: null,
  organisationName: null,
  language: 'en',
  direction: 'ltr',
  path: '/',
  demonstration: false,
  nav: [],
  signOutHref: null,
};

const ChromeContext = createContext<PageChrome>(plainChrome);

export const ChromeProvider = ChromeContext.Provider;

export const useChrome = (): PageChrome => useContext(ChromeContext);

/** The words of the page furniture, English where no translation was given. */
export function useWords(): PageWords {
  const { words } = useChrome();
  return words ? { ...englishWords, ...words } : englishWords;
}
