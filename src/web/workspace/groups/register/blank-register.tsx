// A register to print: names and empty boxes, to be filled in by hand where there is no phone or no signal.
import type { ReactElement } from 'react';
import { type ExpectedPerson, MARK_KEYS, MARKS } from '#groups';
import { Bdi, type Column, Layout, PageHeading, Table } from '#ui';
import type { SessionScene } from '../scene.ts';
import { leadersWords, sessionHref, timeWords } from '../words.ts';

type Props = { readonly scene: SessionScene; readonly people: readonly ExpectedPerson[] };
type Line = { readonly key: string; readonly name: string };

/** For people who have come without a place: they are counted, and their names are not written down. */
const BOX = '☐';
/** Room to write in, on one line of A4. */
const LINE = '_'.repeat(12);

const COLUMNS: Column<Line>[] = [
  { heading: 'Name', rowHeader: true, cell: ({ name }) => <Bdi>{name}</Bdi> },
  ...MARK_KEYS.map((mark): Column<Line> => ({ heading: MARKS[mark], cell: () => BOX })),
  { heading: 'Why', cell: () => LINE },
];

export const BlankRegister = ({ scene: { group, session }, people }: Props): ReactElement => (
  <Layout title="Register to print" wide back={sessionHref(session)}>
    <PageHeading caption={timeWords(session)}>
      <Bdi>{group.name}</Bdi>
    </PageHeading>
    <p>
      Led by <Bdi>{leadersWords(group)}</Bdi>. Guests without a record, as a number: ______
    </p>
    <Table
      caption="Who is expected"
      captionHidden
      columns={COLUMNS}
      rows={people.map(({ personId, personName }) => ({ key: personId, name: personName }))}
      rowKey={line => line.key}
      empty="Nobody has a place for this day"
    />
    <p>Do not let others read this. Copy it into Footbridge the same day, then destroy it.</p>
  </Layout>
);
