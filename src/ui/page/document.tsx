// Turns a page into the HTML that is sent: static markup, no script of React's, no inline style or script.

import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { ChromeProvider, type PageChrome } from './chrome.ts';

/** The whole HTML document of a page whose outermost part is `Layout`. */
export const renderDocument = (element: ReactElement, chrome: PageChrome): string =>
  `<!DOCTYPE html>\n${renderToStaticMarkup(<ChromeProvider value={chrome}>{element}</ChromeProvider>)}\n`;
