// One of the page furniture's own words, marked as English where the page's language has no checked translation of it.

import { InEnglish } from '../content/bdi.tsx';
import { useChrome } from './chrome.ts';
import { englishWords, type PageWords } from './words.ts';

export const PageWord = ({ of: word }: { of: keyof PageWords }) => {
  const { language, words } = useChrome();
  const own = words?.[word];
  if (own !== undefined) return own;
  if (language === 'en' || language.startsWith('en-')) return englishWords[word];
  return <InEnglish>{englishWords[word]}</InEnglish>;
};

/** For the library's fields: the hidden "Error:" before each message, in the page's language. */
export const errorProps = { visuallyHiddenText: <PageWord of="error" /> };
