// The heading of a page of results: how many, and where.
import type { ReactElement } from 'react';
import type { FoundServices } from '#directory';
import type { DirectorySearch } from '../search-form.ts';
import { counted, figure } from '../words.ts';

type Props = { readonly search: DirectorySearch; readonly found: FoundServices };

export const headingOf = ({ search, found }: Props): string => {
  const about = found.behind ? 'about ' : '';
  if (found.place === null) return `${about}${counted(found.total)} found`;
  const miles = search.within === '1' ? '1 mile' : `${search.within} miles`;
  const how =
    search.within === 'any' ? ` near ${found.place.label}` : ` within ${miles} of ${found.place.label}`;
  return `${about}${counted(found.total)} found${how}`;
};

/** How many are known to fit, and how many may: never left out without a word. */
export const Counts = ({
  found,
  unknownHref,
}: Props & { readonly unknownHref: string | null }): ReactElement | null => {
  if (found.unknown === 0) return null;
  const may = `${figure(found.unknown)} may fit: something you asked for is not known of them`;
  return (
    <p>
      <strong>{figure(found.known)} known to fit.</strong>{' '}
      {unknownHref === null ? (
        `${may}. They come after the others. Ask them.`
      ) : (
        <>
          Not shown: {may}. <a href={unknownHref}>Show them too</a>
        </>
      )}
    </p>
  );
};
