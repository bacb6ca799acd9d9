// The list of what needs to be put right, at the top of a page, each line a link to its field.

import { ErrorSummary as LibrarySummary } from '../library.ts';
import { PageWord } from './page-word.tsx';

/** Field name to what is wrong, in plain words. The name '' is for the form as a whole and is not a link. */
export type FieldErrors = Readonly<Record<string, string | undefined>>;

const listed = (errors: FieldErrors): [string, string][] =>
  Object.entries(errors).flatMap(([name, message]) => (message ? [[name, message]] : []));

export const hasErrors = (errors: FieldErrors | undefined): boolean =>
  errors !== undefined && listed(errors).length > 0;

/** Nothing when there is no error. Links go to `#name`, which every field of this folder carries. */
export const ErrorSummary = ({ errors }: { errors: FieldErrors }) => {
  const lines = listed(errors);
  if (lines.length === 0) return null;
  return (
    <LibrarySummary>
      <LibrarySummary.Title>
        <PageWord of="problem" />
      </LibrarySummary.Title>
      <LibrarySummary.List>
        {lines.map(([name, message]) =>
          name === '' ? (
            <LibrarySummary.ListItem key="whole-form">{message}</LibrarySummary.ListItem>
          ) : (
            <LibrarySummary.ListItem key={name} href={`#${name}`}>
              {message}
            </LibrarySummary.ListItem>
          ),
        )}
      </LibrarySummary.List>
    </LibrarySummary>
  );
};
