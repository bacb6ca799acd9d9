// Contacts with a person as a timeline: the last few on the record, all of them on a page of their own.
import type { ReactElement } from 'react';
import { CONTACTS_A_PAGE, type Contact, INTERPRETING, loadContacts, MODES, REACHED } from '#contacts';
import { languageName } from '#kernel';
import {
  Bdi,
  ButtonLink,
  EmptyState,
  Layout,
  PageHeading,
  Pagination,
  Timeline,
  type TimelineEntry,
} from '#ui';
import { type Answered, notFound, page, pageNumber, type Req } from '#web';
import { openPerson, type PersonScene, personHref } from '../scene.ts';
import { countOf, whenOf } from '../words.ts';

const entryOf = (contact: Contact): TimelineEntry => ({
  key: contact.id,
  title: `${MODES[contact.mode]}: ${REACHED[contact.reached].toLowerCase()}`,
  when: whenOf(contact.happenedAt),
  dateTime: contact.happenedAt.toISOString(),
  by: contact.workerName ?? 'a former colleague',
  children: <Details contact={contact} />,
});

const Details = ({ contact }: { contact: Contact }): ReactElement => {
  const { minutes, interpreting, interpreterLanguage, interpreterReason, note } = contact;
  const language = interpreterLanguage === null ? '' : ` (${languageName(interpreterLanguage)})`;
  const parts = [
    ...(minutes > 0 ? [countOf(minutes, 'minute')] : []),
    ...(interpreting === 'not_needed'
      ? []
      : [`Interpreting: ${INTERPRETING[interpreting].toLowerCase()}${language}`]),
  ];
  return (
    <>
      {parts.length > 0 ? <p>{parts.join('. ')}</p> : null}
      {interpreterReason === null ? null : (
        <p>
          Why: <Bdi>{interpreterReason}</Bdi>
        </p>
      )}
      {note === '' ? null : (
        <p className="fb-note">
          <Bdi>{note}</Bdi>
        </p>
      )}
    </>
  );
};

type PartProps = {
  readonly scene: PersonScene;
  readonly contacts: readonly Contact[];
  readonly total: number;
};

export const ContactsPart = ({ scene, contacts, total }: PartProps): ReactElement => (
  <section aria-labelledby="contacts">
    <h2 id="contacts">Contacts</h2>
    {total === 0 ? (
      <EmptyState title="No contact yet">
        <p>Tries that reached nobody belong here too.</p>
      </EmptyState>
    ) : (
      <Timeline entries={contacts.map(entryOf)} />
    )}
    {total > contacts.length ? (
      <p>
        <a href={personHref(scene, '/contacts')}>Show all {total} contacts</a>
      </p>
    ) : null}
  </section>
);

export async function showContacts(req: Req): Promise<Answered> {
  const scene = await openPerson(req);
  if (!scene) return notFound();
  const at = pageNumber(req);
  const found = await loadContacts(req.ctx, scene.person.id, { page: at });
  const body = <ContactsPage scene={scene} {...found} at={at} />;
  return page(body, { subject: { type: 'person', id: scene.person.id } });
}

const ContactsPage = ({ scene, contacts, total, at }: PartProps & { readonly at: number }): ReactElement => (
  <Layout title="Contacts" back={personHref(scene)}>
    <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>Contacts</PageHeading>
    {scene.mayWork ? (
      <ButtonLink href={personHref(scene, '/contacts/new')}>Record a contact</ButtonLink>
    ) : null}
    {contacts.length === 0 ? (
      <EmptyState title="No contact here" />
    ) : (
      <Timeline level="h2" entries={contacts.map(entryOf)} />
    )}
    <Pagination
      page={at}
      pageSize={CONTACTS_A_PAGE}
      total={total}
      things="contacts"
      hrefFor={to => `/people/${scene.person.id}/contacts?page=${to}`}
    />
  </Layout>
);
