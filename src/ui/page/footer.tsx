// The foot of every page, and the links to the same page in other languages.

import { Footer } from '../library.ts';
import { useChrome, useWords } from './chrome.ts';
import { PageWord } from './page-word.tsx';

export const PageFooter = () => {
  const { footerLinks = [] } = useChrome();
  const words = useWords();
  return (
    <Footer>
      <Footer.Meta visuallyHiddenText={words.supportLinks}>
        {footerLinks.map(link => (
          <Footer.ListItem key={link.href} href={link.href}>
            {link.text}
          </Footer.ListItem>
        ))}
        <Footer.Copyright>
          <PageWord of="licence" />
        </Footer.Copyright>
      </Footer.Meta>
    </Footer>
  );
};

/** Each language is named in itself, marked with its own tag and direction. */
export const LanguageLinks = () => {
  const { languages = [], language: current } = useChrome();
  const words = useWords();
  if (languages.length === 0) return null;
  return (
    <nav className="fb-languages" aria-label={words.languages}>
      <ul className="fb-languages__list">
        {languages.map(({ href, language, direction, name }) => (
          <li key={language} className="fb-languages__item">
            {language === current ? (
              <span lang={language} dir={direction} aria-current="true">
                {name}
              </span>
            ) : (
              <a href={href} lang={language} hrefLang={language} dir={direction}>
                {name}
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
};
