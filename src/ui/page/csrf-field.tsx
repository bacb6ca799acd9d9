// The hidden field that proves a form came from our own page.

import { useChrome } from './chrome.ts';

/** Nothing when the page was made without a token (a page that only reads). */
export const CsrfField = () => {
  const { csrfToken } = useChrome();
  return csrfToken === null ? null : <input type="hidden" name="_csrf" value={csrfToken} />;
};
