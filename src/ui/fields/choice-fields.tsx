// Fields where one or several of a few answers are chosen: radios and checkboxes.

import { Fragment, type ReactNode } from 'react';
import { Checkboxes, ErrorMessage, Fieldset, HintText, Radios } from '../library.ts';
import { errorProps } from '../page/page-word.tsx';
import { type FieldProps, given, type TextSize, textOf, textsOf, useField, type Words } from './field.ts';

export type Choice = {
  readonly value: string;
  readonly label: Words;
  readonly hint?: Words | undefined;
  /** More questions, shown when this is chosen; always there without script. */
  readonly conditional?: ReactNode;
  /** A line with this word above the choice, such as "or". */
  readonly divider?: string | undefined;
  /** A checkbox that clears the others ("None of these"). */
  readonly exclusive?: boolean | undefined;
};

export type ChoiceGroup = {
  readonly heading: string;
  readonly hint?: Words | undefined;
  readonly options: readonly Choice[];
};

type ChoiceFieldProps = Omit<FieldProps, 'value'> & {
  readonly legendSize?: TextSize | undefined;
  /** The legend is the page's only heading. */
  readonly pageHeading?: boolean | undefined;
  readonly small?: boolean | undefined;
};

const legendOf = ({ legendSize, pageHeading }: Pick<ChoiceFieldProps, 'legendSize' | 'pageHeading'>) =>
  given({ size: legendSize ?? (pageHeading ? 'l' : 's'), isPageHeading: pageHeading });

// The first choice carries the field's own name as its id, so that an error can link to it.
const idOf = (name: string, index: number) => (index === 0 ? name : `${name}-${index + 1}`);

const groupId = (name: string) => `${name}-group`;

type ItemsProps<Chosen> = {
  readonly name: string;
  readonly options: readonly Choice[];
  readonly chosen: Chosen;
  /** How many choices of the field come before these. */
  readonly before: number;
};

type RadiosFieldProps = ChoiceFieldProps & {
  readonly options?: readonly Choice[] | undefined;
  /** Choices under headings, of which one is chosen in all; after `options` when both are given. */
  readonly groups?: readonly ChoiceGroup[] | undefined;
  readonly value?: string | undefined;
  readonly inline?: boolean | undefined;
};

// Called as a function: the items must be direct children of the library's Radios.
const radioItems = ({ name, options, chosen, before }: ItemsProps<string>) =>
  options.map((option, index) => (
    <Fragment key={option.value}>
      {option.divider ? <Radios.Divider>{option.divider}</Radios.Divider> : null}
      <Radios.Item
        id={idOf(name, before + index)}
        value={option.value}
        defaultChecked={option.value === chosen}
        conditional={option.conditional}
        {...given({ hint: option.hint })}
      >
        {option.label}
      </Radios.Item>
    </Fragment>
  ));

export const RadiosField = (field: RadiosFieldProps) => {
  const { error, value } = useField(field);
  const { name, label, hint, options = [], groups = [], inline, small } = field;
  const chosen = textOf(value);
  if (groups.length > 0)
    return (
      <Grouped {...field} error={error}>
        {(set, before, shared) => (
          <Radios key={set.heading} {...shared}>
            {radioItems({ name, options: set.options, chosen, before })}
          </Radios>
        )}
      </Grouped>
    );
  return (
    <Radios
      id={groupId(name)}
      name={name}
      errorProps={errorProps}
      legend={label}
      legendProps={legendOf(field)}
      {...given({ hint, error, inline, small })}
    >
      {radioItems({ name, options, chosen, before: 0 })}
    </Radios>
  );
};

type CheckboxesFieldProps = ChoiceFieldProps & {
  readonly options?: readonly Choice[] | undefined;
  /** Choices under headings; after `options` when both are given. */
  readonly groups?: readonly ChoiceGroup[] | undefined;
  readonly value?: string | readonly string[] | undefined;
};

type CheckboxItemsProps = ItemsProps<readonly string[]> & {
  /** One choice of the field clears the others, wherever they stand. */
  readonly clearing: boolean;
};

const hasExclusive = (options: readonly Choice[]) => options.some(option => option.exclusive === true);

// Called as a function: the items must be direct children of the library's Checkboxes.
const checkboxItems = ({ name, options, chosen, before, clearing }: CheckboxItemsProps) =>
  options.map((option, index) => (
    <Fragment key={option.value}>
      {option.divider ? <Checkboxes.Divider dividerText={option.divider} /> : null}
      <Checkboxes.Item
        id={idOf(name, before + index)}
        value={option.value}
        defaultChecked={chosen.includes(option.value)}
        conditional={option.conditional}
        {...given({ hint: option.hint })}
        {...(clearing ? { exclusiveGroup: name } : {})}
        {...(option.exclusive ? { exclusive: true } : {})}
      >
        {option.label}
      </Checkboxes.Item>
    </Fragment>
  ));

/** Sends every ticked value under one name: a text when one is ticked, a list when several are. */
export const CheckboxesField = (field: CheckboxesFieldProps) => {
  const { error, value } = useField(field);
  const { name, label, hint, options = [], groups = [], small } = field;
  const chosen = textsOf(value);
  if (groups.length > 0) {
    const clearing = hasExclusive([...options, ...groups.flatMap(group => group.options)]);
    return (
      <Grouped {...field} error={error}>
        {(set, before, shared) => (
          <Checkboxes key={set.heading} {...shared}>
            {checkboxItems({ name, options: set.options, chosen, before, clearing })}
          </Checkboxes>
        )}
      </Grouped>
    );
  }
  return (
    <Checkboxes
      id={groupId(name)}
      name={name}
      errorProps={errorProps}
      legend={label}
      legendProps={legendOf(field)}
      {...given({ hint, error, small })}
    >
      {checkboxItems({ name, options, chosen, before: 0, clearing: hasExclusive(options) })}
    </Checkboxes>
  );
};

type GroupedProps = ChoiceFieldProps & {
  readonly options?: readonly Choice[] | undefined;
  readonly groups?: readonly ChoiceGroup[] | undefined;
  readonly children: (set: ChoiceGroup, before: number, shared: ReturnType<typeof setProps>) => ReactNode;
};

/** One question with a fieldset for each of its groups. */
const Grouped = (field: GroupedProps) => {
  const { name, label, hint, error, options = [], groups = [], children } = field;
  const hintId = `${groupId(name)}--hint`;
  const errorId = `${groupId(name)}--error-message`;
  const described = [hint ? hintId : '', error ? errorId : ''].filter(id => id !== '').join(' ');
  const sets = [...(options.length > 0 ? [{ heading: '', hint: undefined, options }] : []), ...groups];
  return (
    <div className={error ? 'nhsuk-form-group nhsuk-form-group--error' : 'nhsuk-form-group'}>
      <Fieldset {...given({ 'aria-describedby': described === '' ? undefined : described })}>
        <Fieldset.Legend {...legendOf(field)}>{label}</Fieldset.Legend>
        <HintText id={hintId}>{hint}</HintText>
        <ErrorMessage id={errorId} {...errorProps}>
          {error}
        </ErrorMessage>
        {sets.map((set, index) => {
          const before = sets.slice(0, index).reduce((sum, earlier) => sum + earlier.options.length, 0);
          return children(set, before, setProps(field, set, index));
        })}
      </Fieldset>
    </div>
  );
};

const setProps = ({ name, small }: ChoiceFieldProps, set: ChoiceGroup, index: number) => ({
  id: `${groupId(name)}-${index + 1}`,
  name,
  formGroupProps: { className: 'fb-choice-group' },
  ...given({ hint: set.hint, small }),
  ...(set.heading === ''
    ? {}
    : { legend: set.heading, legendProps: { className: 'fb-choice-group__heading' } }),
});
