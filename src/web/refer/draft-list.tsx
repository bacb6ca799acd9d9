// What was begun and not sent: a list to go on from, or to throw away.
import type { ReactElement } from 'react';
import type { Temporal } from 'temporal-polyfill';
import type { DraftAnswers } from '#database';
import { formatInstant } from '#kernel';
import { Card, Form, SubmitButton } from '#ui';

export type OwnDraft = {
  readonly id: string;
  readonly href: string;
  readonly name: string | null;
  readonly updatedAt: Temporal.Instant;
};

/** What a draft is called in a list: the name typed so far. */
export const draftName = (answers: DraftAnswers): string | null => {
  const typed = answers.name?.['full-name'];
  return typeof typed === 'string' && typed !== '' ? typed : null;
};

type DraftListProps = {
  readonly drafts: readonly OwnDraft[];
  readonly base: string;
  /** Found by a secret in the browser, which others in a house or an office may use too: no name is shown, only when. */
  readonly visitor?: boolean;
};

export const DraftList = ({ drafts, base, visitor = false }: DraftListProps): ReactElement | null =>
  drafts.length === 0 ? null : (
    <section aria-labelledby="drafts-heading">
      <h2 className="nhsuk-heading-m" id="drafts-heading">
        Not sent yet
      </h2>
      {visitor ? (
        <p>
          Anybody who uses this browser can open what is not sent, for up to three days. If others use it too,
          choose “Forget it” when you stop.
        </p>
      ) : null}
      {drafts.map(draft => (
        <DraftCard key={draft.id} draft={draft} base={base} visitor={visitor} />
      ))}
    </section>
  );

type DraftCardProps = { readonly draft: OwnDraft; readonly base: string; readonly visitor: boolean };

const DraftCard = ({ draft, base, visitor }: DraftCardProps): ReactElement => {
  const when = `Last changed ${formatInstant(draft.updatedAt)}`;
  const label = visitor
    ? `Forget what is not sent, last changed ${formatInstant(draft.updatedAt)}`
    : `Throw away the draft for ${draft.name ?? 'no name yet'}`;
  return (
    <Card heading={visitor ? when : (draft.name ?? 'No name yet')} level="h3" href={draft.href}>
      {visitor ? null : <p>{when}</p>}
      <Form action={`${base}/draft/${draft.id}/discard`} label={label}>
        <SubmitButton variant="secondary" small>
          {visitor ? 'Forget it' : 'Throw away'}
        </SubmitButton>
      </Form>
    </Card>
  );
};
