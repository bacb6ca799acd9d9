// One link worker in the list to choose from: points with their reasons, when there is a place first, and what "only" would take.
import type { ReactElement } from 'react';
import type { ExplainedWorker, FirstFree, MatchReason } from '#matching';
import { Bdi, CheckboxesField, type Choice } from '#ui';

const signed = (weight: number): string => (weight > 0 ? `+${weight}` : weight < 0 ? `−${-weight}` : '0');

/** Points beside the words, so that anybody can add them up. */
const Reasons = ({ reasons }: { reasons: readonly MatchReason[] }): ReactElement => (
  <ul className="nhsuk-list nhsuk-u-margin-bottom-0">
    {reasons.map(reason => (
      <li key={reason.text}>
        <Bdi>{reason.text}</Bdi>{' '}
        <span className="nhsuk-u-secondary-text-colour">({signed(reason.weight)})</span>
      </li>
    ))}
  </ul>
);

const points = (score: number): string =>
  `${score < 0 ? '−' : ''}${Math.abs(score)} ${Math.abs(score) === 1 ? 'point' : 'points'}`;

const placeWords = ({ days }: FirstFree): string => {
  if (days === 0) return 'A place now.';
  return days === null
    ? 'First place: not known.'
    : `First place in about ${days} ${days === 1 ? 'day' : 'days'}.`;
};

/** Before the reasons and without points: an estimate says what it rests on. */
const Place = ({ free }: { free: FirstFree }): ReactElement => (
  <p className="nhsuk-u-margin-bottom-2">
    <strong>{placeWords(free)}</strong>
    {free.days === 0 ? null : ` ${free.basis}.`}
  </p>
);

const offeredOption = ({ worker, score, reasons, firstFree }: ExplainedWorker): Choice => ({
  value: worker.id,
  label: `${worker.name}: ${points(score)}`,
  hint: (
    <>
      <Place free={firstFree} />
      <Reasons reasons={reasons} />
    </>
  ),
});

const apartOption = (
  { worker, score, reasons, firstFree }: ExplainedWorker,
  wouldTake: readonly string[],
): Choice => ({
  value: worker.id,
  label: `${worker.name}: ${points(score)}`,
  hint: (
    <>
      <p className="nhsuk-u-margin-bottom-2">
        <strong>Set apart, because the person said “only”</strong>
      </p>
      <Place free={firstFree} />
      <Reasons reasons={reasons} />
      <p className="nhsuk-u-margin-bottom-0 nhsuk-u-padding-top-2">
        <strong>What it would take:</strong>
      </p>
      <ul className="nhsuk-list nhsuk-list--bullet nhsuk-u-margin-bottom-0">
        {wouldTake.map(each => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </>
  ),
  conditional: (
    <CheckboxesField
      name={`agrees-${worker.id}`}
      label="Was the person asked?"
      small
      options={[{ value: 'yes', label: `The person was asked again and agrees to ${worker.name}` }]}
    />
  ),
});

export const optionOf = (row: ExplainedWorker): Choice =>
  row.wouldTake ? apartOption(row, row.wouldTake) : offeredOption(row);
