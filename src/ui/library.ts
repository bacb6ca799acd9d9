// The NHS component library, and its link parts with the types they lose on a server.

import {
  HeaderNavigationItem,
  BackLink as LibraryBackLink,
  PaginationItem as LibraryPaginationItem,
  PaginationLink as LibraryPaginationLink,
  SummaryListAction as LibrarySummaryListAction,
} from 'nhsuk-react-components';
import type { AnchorHTMLAttributes, FC } from 'react';

export {
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
  Textarea,
  TextInput,
  WarningCallout,
} from 'nhsuk-react-components';

// A server has no DOM types, and without them the library's link parts lose `href` in TypeScript; so it is said again.
type LinkPart<P = unknown> = FC<AnchorHTMLAttributes<Element> & P>;

export const BackLink = LibraryBackLink as LinkPart;
export const HeaderLink = HeaderNavigationItem as LinkPart<{ current?: boolean }>;
export const PaginationLink = LibraryPaginationLink as LinkPart<{ previous: true } | { next: true }>;
export const PaginationItem = LibraryPaginationItem as LinkPart<{
  number?: number;
  current?: boolean;
  ellipsis?: true;
}>;
export const SummaryListAction = LibrarySummaryListAction as LinkPart<{ visuallyHiddenText?: string }>;
