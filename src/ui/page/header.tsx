// The head of every page: our own mark and name, who is signed in, and where they can go.

import { assetAddress } from '../assets.ts';
import { Bdi } from '../content/bdi.tsx';
import { Header, HeaderLink } from '../library.ts';
import { type PageChrome, useChrome, useWords } from './chrome.ts';
import { CsrfField } from './csrf-field.tsx';
import { PageWord } from './page-word.tsx';
import type { PageWords } from './words.ts';

const SignOut = ({ href }: { href: string }) => (
  <Header.AccountItem>
    <form className="nhsuk-header__account-form" action={href} method="post" noValidate>
      <CsrfField />
      <button className="nhsuk-header__account-button" type="submit">
        <PageWord of="signOut" />
      </button>
    </form>
  </Header.AccountItem>
);

const signedInAs = (name: string, role: string | null, organisation: string | null) => {
  const place = [role, organisation].filter(part => part !== null).join(', ');
  return (
    <span>
      <Bdi>{name}</Bdi>
      {place ? (
        <span className="fb-account__place">
          <Bdi>{place}</Bdi>
        </span>
      ) : null}
    </span>
  );
};

// A function, not a component: the library's Header finds the account menu by the type of the child it is given.
const accountMenu = (chrome: PageChrome, words: PageWords) => {
  const { actorName, actorRole, organisationName, accountHref, signOutHref, signInHref } = chrome;
  if (actorName === null) {
    if (signInHref === undefined) return null;
    return (
      <Header.Account aria-label={words.account}>
        <Header.AccountItem href={signInHref}>
          <PageWord of="signIn" />
        </Header.AccountItem>
      </Header.Account>
    );
  }
  const who = signedInAs(actorName, actorRole, organisationName);
  return (
    <Header.Account aria-label={words.account}>
      {accountHref === undefined ? (
        <Header.AccountItem icon>{who}</Header.AccountItem>
      ) : (
        <Header.AccountItem href={accountHref} icon>
          {who}
        </Header.AccountItem>
      )}
      {signOutHref === null ? null : <SignOut href={signOutHref} />}
    </Header.Account>
  );
};

export const PageHeader = () => {
  const chrome = useChrome();
  const words = useWords();
  const { nav, homeHref = '/' } = chrome;
  return (
    <Header
      className="fb-header"
      logo={{ src: assetAddress['mark.svg'], alt: '', 'aria-label': words.home }}
      service={{ text: 'Footbridge', href: homeHref }}
    >
      {accountMenu(chrome, words)}
      {nav.length === 0 ? null : (
        <Header.Navigation aria-label={words.menu}>
          {nav.map(({ href, text, current }) => (
            <HeaderLink key={href} href={href} current={current === true}>
              {text}
            </HeaderLink>
          ))}
        </Header.Navigation>
      )}
    </Header>
  );
};
