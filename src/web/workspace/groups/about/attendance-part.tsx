// How a group was attended: each number with what it is out of, and what is missing.
import type { ReactElement } from 'react';
import { ABSENCE_REASONS, type Attendance, type Group } from '#groups';
import { EmptyState, Grid, Stat, Table } from '#ui';
import { countOf } from '../../words.ts';

type Props = { readonly attendance: Attendance; readonly runs: boolean; readonly group: Group };

export const AttendancePart = ({ attendance, runs }: Props): ReactElement => {
  const { marked, came, sentWord, didNotCome, guests, held, registers, calledOff, reasons } = attendance;
  return (
    <section aria-labelledby="attendance">
      <h2 id="attendance">Attendance</h2>
      {marked === 0 ? (
        <EmptyState
          title={
            runs ? 'Nobody was marked in a register yet' : 'Nobody of your team was marked in a register yet'
          }
        />
      ) : (
        <>
          {runs ? null : <p>Of people of your own team.</p>}
          <Grid narrow>
            <Stat
              value={came}
              of={marked}
              label="Came, of all times somebody was expected and marked"
              note={`Sent word ${sentWord}, did not come ${didNotCome}. Guests without a record: ${guests}, counted apart`}
            />
            <Stat
              value={registers}
              of={held}
              label="Registers filled in, of meetings that are over"
              note={`${countOf(calledOff, 'meeting')} called off, not counted`}
            />
          </Grid>
          <Table
            caption={`Why people did not come, of ${countOf(sentWord + didNotCome, 'time')}`}
            compact
            columns={[
              { heading: 'Reason', rowHeader: true, cell: row => ABSENCE_REASONS[row.reason] },
              { heading: 'Times', numeric: true, cell: row => row.count },
            ]}
            rows={reasons}
            rowKey={row => row.reason}
            empty="Everybody who was expected came"
          />
        </>
      )}
    </section>
  );
};
