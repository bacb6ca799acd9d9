// Fields for a day of life, whole or partly known. Sent as `name-day`, `name-month` and `name-year`.

import { DateInput } from '../library.ts';
import { errorProps, PageWord } from '../page/page-word.tsx';
import { type FieldProps, given, type TextSize, useDateValues, useField } from './field.ts';

type DatePart = 'day' | 'month' | 'year';

export type DateValue = Readonly<Partial<Record<DatePart, string>>>;

type DateFieldProps = Omit<FieldProps, 'value'> & {
  readonly legendSize?: TextSize | undefined;
  readonly pageHeading?: boolean | undefined;
  readonly value?: DateValue | undefined;
  /** Which parts the error is about; all of them when not said. */
  readonly wrong?: readonly DatePart[] | undefined;
  /** `bday` fills in the reader's own date of birth; only on pages a person fills in about themselves. */
  readonly autoComplete?: 'bday' | undefined;
};

const inputs = { day: DateInput.Day, month: DateInput.Month, year: DateInput.Year };

const DateParts = ({ parts, ...field }: DateFieldProps & { readonly parts: readonly DatePart[] }) => {
  const { error } = useField({ name: field.name, error: field.error });
  const kept = useDateValues(field.name);
  const { name, label, hint, value = kept, wrong = parts, legendSize, pageHeading, autoComplete } = field;
  return (
    <DateInput
      id={name}
      name={name}
      errorProps={errorProps}
      legend={label}
      legendProps={given({ size: legendSize ?? (pageHeading ? 'l' : 's'), isPageHeading: pageHeading })}
      {...given({ hint, error })}
    >
      {parts.map(part => {
        const Input = inputs[part];
        return (
          <Input
            key={part}
            label={<PageWord of={part} />}
            defaultValue={value[part] ?? ''}
            error={error !== undefined && wrong.includes(part) ? error : false}
            {...given({ autoComplete: autoComplete ? `${autoComplete}-${part}` : undefined })}
          />
        );
      })}
    </DateInput>
  );
};

/** A whole date. */
export const DateField = (field: DateFieldProps) => <DateParts {...field} parts={['day', 'month', 'year']} />;

/** Each part may be left empty: nothing is ever filled in for the person. `parts` leaves some out altogether. */
export const PartialDateField = ({
  parts = ['day', 'month', 'year'],
  ...field
}: DateFieldProps & { readonly parts?: readonly DatePart[] | undefined }) => (
  <DateParts {...field} parts={parts} />
);
