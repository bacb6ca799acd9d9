// The door of the web: the route table's types, answers, forms, and the server that serves them.

export { type CsvValue, csvFile } from './csv.ts';
export {
  choice,
  choiceOr,
  type FieldErrors,
  type FormInput,
  lengthErrors,
  listOf,
  optionalText,
  type Parsed,
  pageNumber,
  parseForm,
  readInput,
  requiredText,
  several,
  textOf,
  wholeNumber,
} from './forms.ts';
export { homeOf, roleName } from './navigation.ts';
export { BookingsLeft, bookingHref, languageWords, whenWords, whoWords } from './parts/bookings-left.tsx';
export { EntryFields, entryInput, readEntryForm } from './parts/entry-form.tsx';
export { NotKept } from './parts/not-kept.tsx';
export { PhoneLink } from './parts/phone-link.tsx';
export { dayIn, languageAsked, SpokenParagraph, sayIn, UnreviewedMark } from './parts/spoken.tsx';
export { StateTag } from './parts/state-tag.tsx';
export { type AskedPeriod, askedPeriod, type DayPeriod, periodQuery, periodWords } from './period.ts';
export { cookieName } from './pipeline/cookies.ts';
export { newDraftToken } from './pipeline/draft-token.ts';
export { serveRoutes } from './pipeline/serve.ts';
export { makeServer } from './pipeline/server.ts';
export {
  type Answered,
  type CookieChange,
  file,
  json,
  notFound,
  type Organisation,
  page,
  type Req,
  type Route,
  redirect,
  type Services,
  type Subject,
  textLines,
  tooMany,
} from './route.ts';
export { openText, sealText } from './sealed-text.ts';
