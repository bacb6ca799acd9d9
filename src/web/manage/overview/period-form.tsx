// Choosing the days that numbers are about: usual stretches as links, any other in boxes.
import type { ReactElement } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { DateField, Details, FilterLinks, Form, SubmitButton } from '#ui';
import { type AskedPeriod, periodQuery } from '#web';

const USUAL = [
  { days: 30, text: '30 days' },
  { days: 90, text: '90 days' },
  { days: 365, text: 'A year' },
] as const;

type Props = {
  readonly asked: AskedPeriod;
  readonly today: Temporal.PlainDate;
  /** The page these days are for. */
  readonly action?: string;
};

export const PeriodForm = ({ asked, today, action = '/overview' }: Props): ReactElement => {
  const { period, errors, typed } = asked;
  const links = USUAL.map(({ days, text }) => {
    const usual = { from: today.subtract({ days: days - 1 }).toString(), to: today.toString() };
    const current = !errors && usual.from === period.from && usual.to === period.to;
    return { href: `${action}?${periodQuery(usual)}`, text, current };
  });
  return (
    <>
      <FilterLinks label="Period" links={links} />
      <Details summary="Choose other days" open={errors !== null}>
        <Form action={action} method="get" values={typed} errors={errors ?? undefined} label="Period">
          <DateField name="from" label="First day" />
          <DateField name="to" label="Last day" />
          <SubmitButton variant="secondary">Show these days</SubmitButton>
        </Form>
      </Details>
    </>
  );
};
