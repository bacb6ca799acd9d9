// Parses what a test rendered.

import { parseHTML } from 'linkedom';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

/** A document that holds only this element. */
export const parsed = (element: ReactElement) =>
  parseHTML(`<!DOCTYPE html><html><body>${renderToStaticMarkup(element)}</body></html>`).document;
