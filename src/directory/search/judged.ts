// How a service meets one wish of a search: yes, no or not known, with the reason in words.

export type Verdict = 'yes' | 'no' | 'unknown';
export type Judged = { readonly verdict: Verdict; readonly words: string };

export const yes = (words: string): Judged => ({ verdict: 'yes', words });
export const no = (words: string): Judged => ({ verdict: 'no', words });
/** What a list shows already needs no words. */
export const SILENT_YES = yes('');
export const SILENT_NO = no('');
/** Asks for no words: they may be made only when they are read. */
export const isSilent = (judged: Judged): boolean => judged === SILENT_YES || judged === SILENT_NO;
/** Words that are only made when somebody reads them: a filter asks every service for the verdict alone. */
export const lazily = (verdict: Verdict, words: () => string): Judged => ({
  verdict,
  get words() {
    return words();
  },
});
export const notKnown = (what: string): Judged => ({
  verdict: 'unknown',
  words: `${what}: not known, ask them`,
});
