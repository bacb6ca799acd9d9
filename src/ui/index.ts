// Page layout, form fields, tables and styles: the only door to this folder.

export { assetAddress, assetFolders } from './assets.ts';
export { Bdi, InEnglish } from './content/bdi.tsx';
export {
  Card,
  Columns,
  Confirmation,
  Details,
  Grid,
  InsetText,
  WarningCallout,
} from './content/callouts.tsx';
export { EmptyState } from './content/empty-state.tsx';
export { FilterLinks } from './content/filter-links.tsx';
export { PageHeading } from './content/page-heading.tsx';
export { Pagination, type PaginationProps } from './content/pagination.tsx';
export { Stat, type StatProps } from './content/stat.tsx';
export { type SummaryAction, SummaryList, type SummaryRow } from './content/summary-list.tsx';
export {
  type Column,
  type ColumnSort,
  type Sorting,
  sortBy,
  Table,
  type TableProps,
} from './content/table.tsx';
export { Tag, type TagMeaning } from './content/tag.tsx';
export { type Task, TaskList } from './content/task-list.tsx';
export { Timeline, type TimelineEntry } from './content/timeline.tsx';
export { CheckboxesField, type Choice, type ChoiceGroup, RadiosField } from './fields/choice-fields.tsx';
export { DateField, type DateValue, PartialDateField } from './fields/date-fields.tsx';
export type { FieldProps, FormErrors, FormValues } from './fields/field.ts';
export {
  ButtonForm,
  ButtonGroup,
  ButtonLink,
  ChoiceButtons,
  Form,
  HiddenField,
  SubmitButton,
} from './fields/form.tsx';
export {
  NumberField,
  PasswordField,
  SelectField,
  type SelectGroup,
  type SelectOption,
  TextAreaField,
  TextField,
} from './fields/text-fields.tsx';
export { type LanguageLink, type NavLink, type PageChrome, plainChrome } from './page/chrome.ts';
export { renderDocument } from './page/document.tsx';
export { ErrorSummary, type FieldErrors } from './page/error-summary.tsx';
export { type Back, Layout, type LayoutProps } from './page/layout.tsx';
export { englishWords, type PageWords } from './page/words.ts';
export {
  ExpiredFormPage,
  ForbiddenPage,
  NotFoundPage,
  ProblemPage,
  type Scope,
  TooLargePage,
  TooManyRequestsPage,
} from './problems/problem-pages.tsx';
