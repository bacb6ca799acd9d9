// Words in a reader's own language: as text, as a paragraph, and the open word that nobody has checked a translation.
import type { ReactElement, ReactNode } from 'react';
import { formatDay, instantOf, LONDON, londonDay } from '#kernel';
import {
  directionOf,
  isOffered,
  type MessageKey,
  type Translated,
  translator,
  unreviewedMark,
  type Values,
} from '#translations';
import { InEnglish, InsetText } from '#ui';
import type { Req } from '../route.ts';

/** What the reader chose on a page that is offered in several languages, by `?language=`; English otherwise. */
export function languageAsked({ query }: Pick<Req, 'query'>): string {
  const { language } = query;
  return typeof language === 'string' && isOffered(language) ? language : 'en';
}

export type Say = (key: MessageKey, values?: Values) => ReactNode;

/** Each message in the reader's language, or marked as English where no translation may be shown. */
export function sayIn(language: string): Say {
  const t = translator(language, { unreviewed: 'marked' });
  return (key, values) => {
    const { text, lang } = t(key, values);
    return lang === language ? text : <InEnglish>{text}</InEnglish>;
  };
}

/** A notice, which may be in English on a page of another language: then it also reads from its own side. */
export const SpokenParagraph = ({ of }: { of: Translated }): ReactElement => (
  <p lang={of.lang} dir={directionOf(of.lang)}>
    {of.text}
  </p>
);

/** Says openly, in both languages, that nobody has checked the translation; nothing on a page in English. */
export const UnreviewedMark = ({ language }: { language: string }): ReactElement | null => {
  const mark = unreviewedMark(language);
  return mark ? (
    <InsetText>
      <p>{mark.text}</p>
      <p>
        <InEnglish>This translation has not yet been checked by a translator.</InEnglish>
      </p>
    </InsetText>
  ) : null;
};

/** A day as the language writes it, with the digits 0 to 9 that stand on letters and buses here; by the clock in London. */
export const dayIn = (language: string, at: Date): string =>
  language === 'en'
    ? formatDay(londonDay(instantOf(at)))
    : new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, {
        dateStyle: 'long',
        timeZone: LONDON,
      }).format(at);
