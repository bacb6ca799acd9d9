// Choosing the day something is due: a few near days in one press, or any other day typed.
import type { ReactElement } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { formatDayWithWeekday } from '#kernel';
import { type Choice, DateField, RadiosField } from '#ui';
import { NEAR_DAYS, type NearDay, nearDay } from './day.ts';

type DueFieldProps = {
  readonly name: string;
  readonly label: string;
  readonly today: Temporal.PlainDate;
  readonly hint?: string;
  /** A choice above the days: "Nothing is planned". */
  readonly first?: Choice;
};

/** Sends `name` and, for another day, `name-on-day`, `name-on-month` and `name-on-year`; read by `readDue`. */
export const DueField = ({ name, label, hint, today, first }: DueFieldProps): ReactElement => {
  const near = (Object.keys(NEAR_DAYS) as NearDay[]).map(value => ({
    value,
    label: `${NEAR_DAYS[value]}: ${formatDayWithWeekday(nearDay(value, today))}`,
  }));
  const other = {
    value: 'date',
    label: 'Another day',
    conditional: <DateField name={`${name}-on`} label="Which day?" hint={`For example, ${example(today)}`} />,
  };
  return (
    <RadiosField
      name={name}
      label={label}
      hint={hint}
      small
      options={[...(first ? [first] : []), ...near, other]}
    />
  );
};

const example = (today: Temporal.PlainDate): string => {
  const { day, month, year } = today.add({ days: 40 });
  return `${day} ${month} ${year}`;
};
