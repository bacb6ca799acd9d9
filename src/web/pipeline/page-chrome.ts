// What surrounds a page: who is signed in, their menu, the language and its other choices, what was just done.
import { directionOf, OFFERED_LANGUAGES, pageWords } from '#translations';
import type { PageChrome } from '#ui';
import { homeOf, navigation, roleName } from '../navigation.ts';
import { cookieName } from './cookies.ts';
import type { Scene } from './scene.ts';

const SOURCE_LANGUAGE = 'en';
/** A page that says nothing about whoever opens it. */
const NEUTRAL_SITE = 'https://www.bbc.co.uk/weather';

/** Pages that a person may read where they are not safe: asking for help, and services that were picked for them. */
const READ_BESIDE_OTHERS = /^\/(refer-to|shortlist)\//;

type Spoken = { readonly language?: string; readonly translations?: string };

export function chromeOf(scene: Scene, { language = SOURCE_LANGUAGE, translations }: Spoken): PageChrome {
  const { request, reply, services, who } = scene;
  const session = who?.session ?? null;
  const organisation = who?.ok ? who.organisation : (session?.organisation ?? null);
  const path = request.url.split('?')[0] ?? '/';
  const notice = request.cookies[cookieName(services.config, 'notice')];
  const signedIn = session && !session.needsSecondFactor ? session.actor : null;
  return {
    csrfToken: reply.generateCsrf(),
    actorName: signedIn?.name ?? null,
    actorRole: signedIn ? roleName(signedIn.role) : null,
    organisationName: organisation?.name ?? null,
    language,
    direction: directionOf(language),
    path,
    demonstration: organisation?.demonstration ?? false,
    nav: signedIn ? navigation(signedIn.role, path) : [],
    signOutHref: signedIn ? '/sign-out' : null,
    homeHref: signedIn ? homeOf(signedIn.role) : '/',
    ...(signedIn ? { accountHref: '/account' } : { signInHref: '/sign-in' }),
    ...(notice ? { success: safeDecode(notice) } : {}),
    ...(language === SOURCE_LANGUAGE ? {} : { words: pageWords(language, { unreviewed: 'marked' }) }),
    ...(translations ? { languages: languageLinks(translations) } : {}),
    ...(READ_BESIDE_OTHERS.test(path) ? { quickExitHref: NEUTRAL_SITE } : {}),
  };
}

const languageLinks = (address: string) =>
  OFFERED_LANGUAGES.map(offered => ({
    ...offered,
    href: offered.language === SOURCE_LANGUAGE ? address : `${address}?language=${offered.language}`,
  }));

const safeDecode = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text).slice(0, 300);
  } catch {
    return undefined;
  }
};
