// Two entries side by side, field by field, with what differs.
import type { ReactElement } from 'react';
import {
  checkedInWords,
  type DuplicatePair,
  EDITABLE,
  EDITABLE_KEYS,
  type EntryText,
  loadEntryTexts,
  loadService,
  loadTrust,
  type Service,
  type ServiceTrust,
  STATUSES,
} from '#directory';
import { Bdi, Table, Tag } from '#ui';
import type { Req } from '#web';

export type Side = { readonly service: Service; readonly entry: EntryText; readonly trust: ServiceTrust };

export async function loadSide(req: Req, id: string): Promise<Side | null> {
  const [service, entries, trusts] = await Promise.all([
    loadService(req.ctx, id),
    loadEntryTexts(req.ctx, [id]),
    loadTrust(req.ctx, [id]),
  ]);
  const [entry, trust] = [entries.get(id), trusts.get(id)];
  return service && entry && trust ? { service, entry, trust } : null;
}

type Line = { readonly key: string; readonly label: string; readonly one: string; readonly other: string };

const placesOf = ({ places }: Service): string =>
  places.map(({ lines, postcode }) => [...lines, postcode].filter(Boolean).join(', ')).join('\n');

const sayOf = (field: string, text: string | null): string => {
  if (text === null) return field === 'documents' ? 'Some, with pages of their own' : 'Special days or dates';
  return field === 'status' && text in STATUSES ? STATUSES[text as keyof typeof STATUSES] : text;
};

function linesOf(one: Side, other: Side): readonly Line[] {
  const line = (key: string, label: string, of: (side: Side) => string): Line => ({
    key,
    label,
    one: of(one),
    other: of(other),
  });
  return [
    line('organization', 'Organisation', ({ service }) => service.organization.name),
    ...EDITABLE_KEYS.map(field =>
      // Also the addresses that no form can change.
      line(field, EDITABLE[field], ({ entry, service }) =>
        field === 'address' ? placesOf(service) : sayOf(field, entry[field]),
      ),
    ),
    line('source', 'Source', ({ service }) => `${service.source.name}, ${service.source.asOf}`),
    line('checked', 'Last check', ({ trust }) => checkedInWords(trust)),
    line('trust', 'Trust', ({ trust }) => `${trust.score} of 100`),
  ].filter(({ one: left, other: right }) => left !== '' || right !== '');
}

/** Most have one name: it is said once. */
export const Names = ({ pair: { one, other } }: { readonly pair: DuplicatePair }): ReactElement =>
  one.name === other.name ? (
    <>
      <Bdi>{one.name}</Bdi>, listed twice
    </>
  ) : (
    <>
      <Bdi>{one.name}</Bdi> and <Bdi>{other.name}</Bdi>
    </>
  );

const shortened = (text: string): string =>
  text === '' ? 'Not said' : text.length > 300 ? `${text.slice(0, 297)} …` : text;

export const Sides = ({ one, other }: { readonly one: Side; readonly other: Side }): ReactElement => (
  <Table
    caption="Side by side"
    rows={linesOf(one, other)}
    rowKey={({ key }) => key}
    columns={[
      { heading: 'What', rowHeader: true, cell: ({ label }) => label },
      { heading: 'First entry', cell: ({ one: text }) => <Bdi>{shortened(text)}</Bdi> },
      { heading: 'Second entry', cell: ({ other: text }) => <Bdi>{shortened(text)}</Bdi> },
      {
        heading: 'Alike',
        cell: ({ one: left, other: right }) =>
          left === right ? 'The same' : <Tag meaning="waiting">Different</Tag>,
      },
    ]}
  />
);
