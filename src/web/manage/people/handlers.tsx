// Handlers of the search for people: typed by POST, then found under an address that says nothing to anybody else.
import { z } from 'zod';
import { loadStandings } from '#overviews';
import { findPeople } from '#people';
import {
  type Answered,
  notFound,
  openText,
  page,
  pageNumber,
  parseForm,
  type Req,
  redirect,
  requiredText,
  sealText,
} from '#web';
import { PeoplePage } from './people-page.tsx';

const PURPOSE = 'people-search';
const PAGE_SIZE = 20;

export const show = (): Answered => page(<PeoplePage />);

const form = z.object({ search: requiredText('Type a name, a phone number or an NHS number', { max: 200 }) });

export function search(req: Req): Answered {
  const parsed = parseForm(form, req.body);
  if (!parsed.ok) return page(<PeoplePage typed={parsed.input} errors={parsed.errors} />, { status: 422 });
  return redirect(`/people/found?search=${sealText(req, PURPOSE, parsed.value.search)}`);
}

/** Where the name leads: to the record, or for the privacy lead to who looked at it. */
const recordHref = ({ actor }: Req, personId: string): string =>
  actor.kind === 'staff' && actor.role === 'privacy_lead'
    ? `/privacy/people/${personId}`
    : `/people/${personId}`;

export async function found(req: Req): Promise<Answered> {
  const text = openText(req, PURPOSE, req.query.search);
  if (text === null) return notFound();
  const asked = { page: pageNumber(req), pageSize: PAGE_SIZE };
  const { people, total } = await findPeople(req.ctx, { text, ...asked });
  const standings = await loadStandings(
    req.ctx,
    people.map(person => person.id),
  );
  const rows = people.map(person => ({
    ...person,
    href: recordHref(req, person.id),
    standing: standings.get(person.id) ?? null,
  }));
  const sealed = String(req.query.search);
  return page(<PeoplePage typed={{ search: text }} found={{ ...asked, rows, total, sealed }} />);
}
