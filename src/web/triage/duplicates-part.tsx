// Records that may be the same person, side by side with reasons in words; a person decides, and can take it back.
import type { ReactElement, ReactNode } from 'react';
import {
  formatDay,
  formatInstant,
  formatNhsNumber,
  formatPartialDate,
  instantOf,
  isNoFixedAbode,
  languageName,
  londonDay,
} from '#kernel';
import type { IdentityRecord } from '#people';
import { STATE_NAMES } from '#referrals';
import {
  Bdi,
  ButtonForm,
  ButtonGroup,
  type Column,
  Details,
  InsetText,
  Table,
  Tag,
  type TagMeaning,
} from '#ui';
import type { Lookalike, TriageScene } from './scene.ts';

const LEVELS = {
  certain: { words: 'Almost certainly the same person', meaning: 'urgent' },
  likely: { words: 'Likely to be the same person', meaning: 'attention' },
  possible: { words: 'May be the same person', meaning: 'information' },
  unlikely: { words: 'A little alike', meaning: 'neutral' },
} as const satisfies Record<string, { words: string; meaning: TagMeaning }>;

const list = (texts: readonly string[], none: string): ReactNode =>
  texts.length === 0 ? none : <Bdi>{texts.join(' · ')}</Bdi>;

const standingOf = ({ standing }: Lookalike): string => {
  if (!standing?.state || !standing.receivedAt) return 'No referral';
  const received = formatDay(londonDay(instantOf(standing.receivedAt)));
  const worker = standing.workerName ? `, with ${standing.workerName}` : '';
  return `${STATE_NAMES[standing.state]}${worker}; received ${received}`;
};

const postcodeWords = (postcode: string): string =>
  isNoFixedAbode(postcode) ? `${postcode} (no fixed abode)` : postcode;

type Side = { readonly what: string; readonly here: ReactNode; readonly there: ReactNode };

const sidesOf = (here: IdentityRecord, alike: Lookalike): Side[] => {
  const both = (what: string, show: (record: IdentityRecord) => ReactNode): Side => ({
    what,
    here: show(here),
    there: show(alike.record),
  });
  return [
    both('Names', record => list(record.names, 'None')),
    both('Date of birth', record => (record.birthDate ? formatPartialDate(record.birthDate) : 'Not known')),
    both('NHS number', record => (record.nhsNumber ? formatNhsNumber(record.nhsNumber) : 'No NHS number')),
    both('Phone', record => list(record.phones, 'None')),
    both('Postcode', record => list(record.postcodes.map(postcodeWords), 'None')),
    both('Speaks', record => list(record.languages.map(languageName), 'Not known')),
    both('Record made', record => formatDay(londonDay(instantOf(record.recordedAt)))),
    { what: 'Referral', here: 'This one', there: standingOf(alike) },
  ];
};

const COLUMNS: readonly Column<Side>[] = [
  { heading: 'What', rowHeader: true, cell: side => side.what },
  { heading: 'This referral', cell: side => side.here },
  { heading: 'The record here', cell: side => side.there },
];

const Reasons = ({ alike }: { alike: Lookalike }): ReactElement => (
  <ul className="nhsuk-list nhsuk-list--bullet">
    {alike.verdict.reasons.map(reason => (
      <li key={reason.text}>
        {reason.weight < 0 ? 'Against: ' : ''}
        <Bdi>{reason.text}</Bdi>
      </li>
    ))}
  </ul>
);

type PairProps = { readonly scene: TriageScene; readonly alike: Lookalike; readonly open: boolean };

const Pair = ({ scene, alike, open }: PairProps): ReactElement => {
  const level = LEVELS[alike.verdict.level];
  const at = `/triage/${scene.referral.id}`;
  const name = alike.record.displayName;
  return (
    <section aria-label={`Compared with ${name}`}>
      <h3 className="nhsuk-heading-s">
        <Bdi>{name}</Bdi> <Tag meaning={level.meaning}>{level.words}</Tag>
      </h3>
      <Reasons alike={alike} />
      <Table
        caption={`This referral and the record of ${name}`}
        captionHidden
        columns={COLUMNS}
        rows={sidesOf(scene.record, alike)}
        rowKey={side => side.what}
      />
      <p>
        <a href={`/people/${alike.record.id}`}>
          Open the record of <Bdi>{name}</Bdi>
        </a>
      </p>
      {open ? (
        <ButtonGroup>
          <ButtonForm action={`${at}/same-person`} hidden={{ person: alike.record.id }} variant="secondary">
            Same person
            <span className="nhsuk-u-visually-hidden"> as {name}</span>
          </ButtonForm>
          <ButtonForm
            action={`${at}/different-person`}
            hidden={{ person: alike.record.id }}
            variant="secondary"
          >
            Different person
            <span className="nhsuk-u-visually-hidden"> from {name}</span>
          </ButtonForm>
        </ButtonGroup>
      ) : null}
    </section>
  );
};

const Joined = ({ scene }: { scene: TriageScene }): ReactElement | null => {
  const { join, referral } = scene;
  if (!join) return null;
  return (
    <InsetText>
      <p>
        This referral came with a record of its own, <Bdi>{join.fromName}</Bdi>.{' '}
        {join.decidedBy ? <Bdi>{join.decidedBy}</Bdi> : 'Somebody'} said on{' '}
        {formatInstant(instantOf(join.decidedAt))} that it is the same person. Nothing was copied or lost.
      </p>
      <ButtonForm action={`/triage/${referral.id}/separate`} variant="secondary" small>
        Undo: they are two people
      </ButtonForm>
    </InsetText>
  );
};

const ToldApart = ({ scene, open }: { scene: TriageScene; open: boolean }): ReactElement | null =>
  scene.toldApart.length === 0 ? null : (
    <Details summary={`Told apart before: ${scene.toldApart.length}`}>
      <ul className="nhsuk-list">
        {scene.toldApart.map(alike => (
          <li key={alike.record.id}>
            <Bdi>{alike.record.displayName}</Bdi> is another person.
            {open ? (
              <ButtonForm
                action={`/triage/${scene.referral.id}/compare-again`}
                hidden={{ person: alike.record.id }}
                variant="secondary"
                small
              >
                Compare again
                <span className="nhsuk-u-visually-hidden"> with {alike.record.displayName}</span>
              </ButtonForm>
            ) : null}
          </li>
        ))}
      </ul>
    </Details>
  );

/** @param open whether decisions may still be made here. */
export const DuplicatesPart = ({ scene, open }: { scene: TriageScene; open: boolean }): ReactElement => (
  <section>
    <h2 className="nhsuk-heading-m" id="known-already">
      Is this person known here already?
    </h2>
    <Joined scene={scene} />
    {scene.lookalikes.length === 0 ? (
      <p>
        No {scene.toldApart.length > 0 ? 'other ' : ''}record {scene.ownTeamOnly ? 'of your team ' : ''}looks
        like this person. You can also <a href="/people">search for people</a>.
      </p>
    ) : (
      <p>Nothing is joined unless you say so, and you can undo it.</p>
    )}
    {scene.lookalikes.map(alike => (
      <Pair key={alike.record.id} scene={scene} alike={alike} open={open} />
    ))}
    {scene.more > 0 ? (
      <p>
        {scene.more} more look a little alike. <a href="/people">Search for people</a> to see them.
      </p>
    ) : null}
    <ToldApart scene={scene} open={open} />
  </section>
);
