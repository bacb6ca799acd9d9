// The NHS component library, loaded once for every page part of ours.
//
// It is loaded as CommonJS on purpose: its 300 ES modules take about 450 ms to load under tsx, its CommonJS
// build about 160 ms (measured), and that is time before the first page of a freshly started process.

import { createRequire } from 'node:module';
import type { AnchorHTMLAttributes, FC } from 'react';

const library: typeof import('nhsuk-react-components') = createRequire(import.meta.url)(
  'nhsuk-react-components',
);

export const {
  Button,
  Card,
  CharacterCount,
  Checkboxes,
  DateInput,
  Details,
  ErrorMessage,
  ErrorSummary,
  Fieldset,
  Footer,
  Header,
  HintText,
  InsetText,
  NotificationBanner,
  Pagination,
  Panel,
  PasswordInput,
  Radios,
  Select,
  SkipLink,
  SummaryList,
  Table,
  Tag,
  TextInput,
  Textarea,
  WarningCallout,
} = library;

// A server has no DOM types, and without them the library's link parts lose `href` in TypeScript; so it is said again.
type LinkPart<P = unknown> = FC<AnchorHTMLAttributes<Element> & P>;

export const BackLink = library.BackLink as LinkPart;
export const HeaderLink = library.HeaderNavigationItem as LinkPart<{ current?: boolean }>;
export const PaginationLink = library.PaginationLink as LinkPart<{ previous: true } | { next: true }>;
export const PaginationItem = library.PaginationItem as LinkPart<{
  number?: number;
  current?: boolean;
  ellipsis?: true;
}>;
export const SummaryListAction = library.SummaryListAction as LinkPart<{ visuallyHiddenText?: string }>;
