// Start and end of a measure side by side, item by item: what changed, which way is better, and what is missing.
import type { ReactElement } from 'react';
import { formatDay, languageName } from '#kernel';
import {
  findMeasure,
  type MeasurePair,
  type MeasureResponse,
  MISSING,
  MODES,
  type PairedItem,
  type Reading,
  standingOf,
} from '#outcomes';
import { type Column, InsetText, Table } from '#ui';

export const MeasureTable = ({ pair }: { pair: MeasurePair }): ReactElement => {
  const measure = findMeasure(pair.measure);
  return (
    <>
      <Table
        caption={measure?.name ?? pair.measure}
        captionSize="s"
        columns={COLUMNS}
        rows={pair.items}
        rowKey={item => item.item}
      />
      <p className="nhsuk-hint">
        Each answer is from 0 to 10. There is no total: each question stands alone. {pair.paired} of{' '}
        {pair.items.length} questions were answered both times.
      </p>
      {pair.start ? <Asked response={pair.start} label="Start" /> : null}
      {pair.end ? <Asked response={pair.end} label="End" /> : null}
      {pair.countedWithOthers ? null : <NotValidated pair={pair} />}
    </>
  );
};

const COLUMNS: Column<PairedItem>[] = [
  { heading: 'Question', rowHeader: true, cell: item => item.wording },
  { heading: 'Start', numeric: true, cell: item => readingOf(item.start) },
  { heading: 'End', numeric: true, cell: item => readingOf(item.end) },
  { heading: 'Change', cell: changeOf },
];

const readingOf = (reading: Reading): ReactElement | string => {
  if (reading.status === 'answered') return String(reading.value);
  return (
    <span className="fb-missing">{reading.status === 'missing' ? MISSING[reading.reason] : 'Not taken'}</span>
  );
};

const WHY_NOT: Record<NonNullable<PairedItem['noChangeBecause']>, string> = {
  'start-missing': 'No answer at the start',
  'end-missing': 'No answer at the end',
  'both-missing': 'No answer',
  'worded-differently': 'Asked in other words, so not compared',
};

function changeOf({ change, meaning, noChangeBecause, direction }: PairedItem): ReactElement {
  if (change === null || meaning === null) {
    return <span className="fb-missing">{noChangeBecause ? WHY_NOT[noChangeBecause] : ''}</span>;
  }
  const amount = change === 0 ? 'No change' : `${change > 0 ? 'Up' : 'Down'} ${Math.abs(change)}`;
  const words = meaning === 'same' ? '' : `: ${meaning}`;
  return (
    <>
      {amount}
      {words}
      {direction === 'lower is better' ? <span className="nhsuk-hint"> (lower is better)</span> : null}
    </>
  );
}

type AskedProps = { readonly response: MeasureResponse; readonly label: string };

const Asked = ({ response: { asked, takenOn }, label }: AskedProps): ReactElement => (
  <p className="nhsuk-hint">
    {label}: {formatDay(takenOn)}
    {asked ? `, ${languageName(asked.language)}. ${MODES[asked.mode]}.` : '. No question was asked.'}
  </p>
);

const NotValidated = ({ pair }: { pair: MeasurePair }): ReactElement => {
  const asked = [pair.start?.asked, pair.end?.asked].find(how => how?.standing === 'not_validated');
  const note = asked ? standingOf(pair.measure, asked.language, asked.mode).note : '';
  return (
    <InsetText>{`Not validated in this language or way of asking. ${note} These answers are kept for the person and are not counted with others.`}</InsetText>
  );
};
