// Interpreting on the manager's overview: what was asked for, what was given, what could not be, and in which languages.
import type { ReactElement } from 'react';
import { languageName } from '#kernel';
import { type InterpretingByLanguage, type InterpretingNumbers, unmetOf } from '#overviews';
import { type Column, EmptyState, Grid, Stat, Table } from '#ui';
import { percentOf } from './span.ts';

type Props = {
  readonly interpreting: {
    readonly all: InterpretingNumbers;
    readonly byLanguage: readonly InterpretingByLanguage[];
  };
};

const LANGUAGES_SHOWN = 20;

export const InterpretingPart = ({ interpreting: { all, byLanguage } }: Props): ReactElement => (
  <>
    <h2 className="nhsuk-heading-m">Interpreting asked for in these days</h2>
    {all.needed === 0 ? (
      <EmptyState title="No interpreter was asked for" />
    ) : (
      <>
        <Given all={all} />
        <Table
          caption="Interpreting by language"
          columns={COLUMNS}
          rows={byLanguage.slice(0, LANGUAGES_SHOWN)}
          rowKey={row => row.language}
        />
        {byLanguage.length > LANGUAGES_SHOWN ? (
          <p>{byLanguage.length - LANGUAGES_SHOWN} more languages are in the download.</p>
        ) : null}
      </>
    )}
  </>
);

const Given = ({ all }: { readonly all: InterpretingNumbers }): ReactElement => (
  <Grid narrow>
    <Stat
      value={all.attended}
      of={all.needed}
      label="Interpreted"
      note={`${all.open} not ended yet. ${all.unsaid} of these have passed, and nobody said how they went`}
    />
    <Stat
      value={unmetOf(all)}
      of={all.needed}
      label="Could not be given"
      note={`${percentOf(unmetOf(all), all.needed)}%: none to be had ${all.noneAvailable}, a relative instead ${all.relativeUsed}, the provider failed ${all.providerFailed}`}
    />
    <Stat
      value={all.judgedGood}
      of={all.judged}
      label="Good, of those where it is said"
      note={`Not said for ${all.attended - all.judged} of ${all.attended} interpreted`}
    />
    <Stat
      value={all.sexOnlyMet}
      of={all.sexOnly}
      label="“Only a woman” or “only a man”, interpreted by one"
      note="The rest: not interpreted so far, or who came is not known"
    />
  </Grid>
);

const COLUMNS: Column<InterpretingByLanguage>[] = [
  { heading: 'Language', rowHeader: true, cell: row => languageName(row.language) },
  { heading: 'Asked for', numeric: true, cell: row => row.needed },
  { heading: 'Provider asked', numeric: true, cell: row => row.requested },
  { heading: 'Booked', numeric: true, cell: row => row.booked },
  { heading: 'Interpreted', numeric: true, cell: row => row.attended },
  { heading: 'None to be had', numeric: true, cell: row => row.noneAvailable },
  { heading: 'Relative', numeric: true, cell: row => row.relativeUsed },
  { heading: 'Provider failed', numeric: true, cell: row => row.providerFailed },
  { heading: 'Ended otherwise', numeric: true, cell: row => row.otherwiseEnded },
  { heading: 'Open', numeric: true, cell: row => row.open },
];
