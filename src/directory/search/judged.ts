// How a service meets one wish of a search: yes, no or not known, with the reason in words.

export type Verdict = 'yes' | 'no' | 'unknown';
export type Judged = { readonly verdict: Verdict; readonly words: string };

export const yes = (words: string): Judged => ({ verdict: 'yes', words });
export const no = (words: string): Judged => ({ verdict: 'no', words });
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
