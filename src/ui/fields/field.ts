// What every form field has in common: its name, words, error and the value to keep; and where these come from.

import { createContext, type ReactElement, useContext } from 'react';

export type Words = string | ReactElement;
export type TextSize = 's' | 'm' | 'l' | 'xl';

/** What was sent, as the form sent it: text, or a list of texts. Anything else counts as empty. */
export type FormValues = Readonly<Record<string, unknown>>;
export type FormErrors = Readonly<Record<string, string | undefined>>;

export type FieldProps = {
  readonly name: string;
  readonly label: Words;
  readonly hint?: Words | undefined;
  /** Defaults to the form's own error of this name. */
  readonly error?: string | undefined;
  /** Defaults to the form's own value of this name. */
  readonly value?: string | undefined;
};

type FormState = { readonly errors: FormErrors; readonly values: FormValues };

const FormStateContext = createContext<FormState>({ errors: {}, values: {} });

export const FormStateProvider = FormStateContext.Provider;

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export const textsOf = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.filter(each => typeof each === 'string');
  return typeof value === 'string' && value !== '' ? [value] : [];
};

/** A field's own error and value, or else those its form was given. */
export const useField = (field: {
  name: string;
  error?: string | undefined;
  value?: string | readonly string[] | undefined;
}) => {
  const { errors, values } = useContext(FormStateContext);
  return { error: field.error ?? errors[field.name], value: field.value ?? values[field.name] };
};

/** The values of a date's three parts, by the names this folder gives them. */
export const useDateValues = (name: string) => {
  const { values } = useContext(FormStateContext);
  return {
    day: textOf(values[`${name}-day`]),
    month: textOf(values[`${name}-month`]),
    year: textOf(values[`${name}-year`]),
  };
};

/** Only the properties that have a value: the library's types tell absent from undefined. */
export const given = <T extends object>(
  properties: T,
): { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
} => {
  const kept = Object.entries(properties).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as ReturnType<typeof given<T>>;
};
