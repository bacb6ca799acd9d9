// Fields for one text: a line, a number, a password, a longer answer, one of a list.

import type { HTMLInputTypeAttribute } from 'react';
import { CharacterCount, PasswordInput, Select, Textarea, TextInput } from '../library.ts';
import { useChrome, useWords } from '../page/chrome.ts';
import { errorProps } from '../page/page-word.tsx';
import { type FieldProps, given, type TextSize, textOf, useField } from './field.ts';

type LineProps = FieldProps & {
  readonly labelSize?: TextSize | undefined;
  /** The label is the page's only heading. */
  readonly pageHeading?: boolean | undefined;
  readonly autoComplete?: string | undefined;
  /** In characters. */
  readonly width?: 2 | 3 | 4 | 5 | 10 | 20 | 30 | undefined;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
};

type TextFieldProps = LineProps & {
  readonly type?: Extract<HTMLInputTypeAttribute, 'text' | 'email' | 'tel' | 'url' | 'search'> | undefined;
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | undefined;
  readonly maxLength?: number | undefined;
  readonly spellCheck?: boolean | undefined;
  /** The language the answer will be in, when it is not the page's: helps keyboards and screen readers. */
  readonly language?: string | undefined;
  /** Offered while typing; any other answer may be typed too. */
  readonly suggestions?: readonly string[] | undefined;
};

const wordsOf = ({ labelSize, pageHeading }: Pick<LineProps, 'labelSize' | 'pageHeading'>) => ({
  errorProps,
  labelProps: given({ size: labelSize ?? (pageHeading ? 'l' : 's'), isPageHeading: pageHeading }),
});

// An empty field with dir=auto starts on the left: right on an English page, where a name may be typed in any script,
// wrong on a right-to-left page, where text follows the page. Numbers and addresses always run left to right.
const directionOf = (type: string, page: 'ltr' | 'rtl') => {
  if (page === 'ltr') return 'auto';
  return type === 'text' || type === 'search' ? undefined : 'ltr';
};

const suggestionsId = (name: string) => `${name}-suggestions`;

export const TextField = (field: TextFieldProps) => {
  const { error, value } = useField(field);
  const { direction } = useChrome();
  const { name, label, hint, suggestions, language, type = 'text' } = field;
  const { autoComplete, width, prefix, suffix, inputMode, maxLength, spellCheck } = field;
  return (
    <>
      <TextInput
        id={name}
        name={name}
        label={label}
        type={type}
        defaultValue={textOf(value)}
        dir={directionOf(type, direction)}
        {...wordsOf(field)}
        {...given({ hint, error, autoComplete, width, prefix, suffix, inputMode, maxLength, lang: language })}
        {...given({ spellCheck: spellCheck ?? (type === 'text' || type === 'search' ? undefined : false) })}
        {...given({ list: suggestions ? suggestionsId(name) : undefined })}
      />
      {suggestions ? (
        <datalist id={suggestionsId(name)}>
          {suggestions.map(each => (
            <option key={each} value={each} />
          ))}
        </datalist>
      ) : null}
    </>
  );
};

/** A whole or decimal number, kept as typed. Not `type=number`: it loses what was typed wrong. */
export const NumberField = ({
  decimal,
  ...field
}: LineProps & { readonly decimal?: boolean | undefined }) => (
  <TextField width={5} {...field} inputMode={decimal ? 'decimal' : 'numeric'} spellCheck={false} />
);

/** Never shows a value back. */
export const PasswordField = (field: Omit<LineProps, 'value' | 'prefix' | 'suffix'>) => {
  const { error } = useField(field);
  const { name, label, hint, width, autoComplete = 'current-password' } = field;
  return (
    <PasswordInput
      id={name}
      name={name}
      label={label}
      autoComplete={autoComplete}
      {...wordsOf(field)}
      {...given({ hint, error, width })}
    />
  );
};

type TextAreaFieldProps = FieldProps &
  Pick<LineProps, 'labelSize' | 'pageHeading' | 'autoComplete'> & {
    readonly rows?: number | undefined;
    /** Shows how many characters are left; the server decides what is too long. */
    readonly maxLength?: number | undefined;
    readonly language?: string | undefined;
  };

export const TextAreaField = (field: TextAreaFieldProps) => {
  const { error, value } = useField(field);
  const { direction } = useChrome();
  const { name, label, hint, rows = 5, maxLength, autoComplete, language } = field;
  const shared = {
    id: name,
    name,
    label,
    rows,
    defaultValue: textOf(value),
    dir: directionOf('text', direction),
    ...wordsOf(field),
    ...given({ hint, error, autoComplete, lang: language }),
  };
  return maxLength === undefined ? (
    <Textarea {...shared} />
  ) : (
    <CharacterCount {...shared} maxLength={maxLength} />
  );
};

export type SelectOption = { readonly value: string; readonly label: string };
export type SelectGroup = { readonly heading: string; readonly options: readonly SelectOption[] };

type SelectFieldProps = FieldProps &
  Pick<LineProps, 'labelSize' | 'pageHeading' | 'autoComplete'> & {
    readonly options?: readonly SelectOption[] | undefined;
    readonly groups?: readonly SelectGroup[] | undefined;
    /** The words of the first, empty choice; null for no empty choice. */
    readonly empty?: string | null | undefined;
  };

const optionsOf = (options: readonly SelectOption[]) =>
  options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));

export const SelectField = (field: SelectFieldProps) => {
  const { error, value } = useField(field);
  const words = useWords();
  const { name, label, hint, options = [], groups = [], autoComplete, empty = words.chooseOne } = field;
  return (
    <Select
      id={name}
      name={name}
      label={label}
      defaultValue={textOf(value)}
      {...wordsOf(field)}
      {...given({ hint, error, autoComplete })}
    >
      {empty === null ? null : <option value="">{empty}</option>}
      {optionsOf(options)}
      {groups.map(({ heading, options: inner }) => (
        <optgroup key={heading} label={heading}>
          {optionsOf(inner)}
        </optgroup>
      ))}
    </Select>
  );
};
