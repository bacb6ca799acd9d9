// A form with the hidden token, and the small parts that end one: hidden values and buttons.

import type { ReactNode } from 'react';
import { Button } from '../library.ts';
import { CsrfField } from '../page/csrf-field.tsx';
import { type FormErrors, FormStateProvider, type FormValues, given } from './field.ts';

export type FormProps = {
  readonly action: string;
  readonly method?: 'post' | 'get' | undefined;
  /** Given once here, each field inside shows its own error and keeps its own value. */
  readonly errors?: FormErrors | undefined;
  readonly values?: FormValues | undefined;
  readonly children: ReactNode;
  readonly id?: string | undefined;
  readonly className?: string | undefined;
  /** A name for assistive technology, where a page has several forms. */
  readonly label?: string | undefined;
};

/** Posts by default, with the hidden token. The browser's own checks are off: our messages are plainer. */
export const Form = ({
  action,
  method = 'post',
  errors,
  values,
  children,
  id,
  className,
  label,
}: FormProps) => (
  <FormStateProvider value={{ errors: errors ?? {}, values: values ?? {} }}>
    <form action={action} method={method} noValidate id={id} className={className} aria-label={label}>
      {method === 'post' ? <CsrfField /> : null}
      {children}
    </form>
  </FormStateProvider>
);

export const HiddenField = ({ name, value }: { name: string; value: string }) => (
  <input type="hidden" name={name} value={value} />
);

type ButtonLook = {
  readonly children: ReactNode;
  /** `secondary` for the less likely choice, `warning` for what is hard to undo. */
  readonly variant?: 'primary' | 'secondary' | 'warning' | undefined;
  readonly small?: boolean | undefined;
};

const lookOf = ({ variant, small }: ButtonLook) => ({
  secondary: variant === 'secondary',
  warning: variant === 'warning',
  small: small === true,
});

/** `name` and `value` tell several buttons of one form apart. */
export const SubmitButton = ({
  name,
  value,
  ...look
}: ButtonLook & { readonly name?: string | undefined; readonly value?: string | undefined }) => (
  <Button type="submit" {...lookOf(look)} {...given({ name, value })}>
    {look.children}
  </Button>
);

/** A link that looks like a button: for going somewhere, never for changing something. */
export const ButtonLink = ({ href, ...look }: ButtonLook & { readonly href: string }) => (
  <Button href={href} {...lookOf(look)}>
    {look.children}
  </Button>
);

/** Buttons and links in a row that belong together. */
export const ButtonGroup = ({ children }: { children: ReactNode }) => (
  <div className="nhsuk-button-group">{children}</div>
);

/** A form that is only a button: one act, for a row of a list. */
export const ButtonForm = ({
  action,
  hidden = {},
  ...look
}: ButtonLook & {
  readonly action: string;
  readonly hidden?: Readonly<Record<string, string>> | undefined;
}) => (
  <Form action={action} className="fb-button-form">
    {Object.entries(hidden).map(([name, value]) => (
      <HiddenField key={name} name={name} value={value} />
    ))}
    <SubmitButton {...look} />
  </Form>
);

/** One form of several buttons, each an answer by itself: one press, and it is kept. */
export const ChoiceButtons = ({
  action,
  name,
  choices,
  label,
  hidden = {},
}: {
  readonly action: string;
  readonly name: string;
  /** Value to words. */
  readonly choices: Readonly<Record<string, string>>;
  readonly label: string;
  readonly hidden?: Readonly<Record<string, string>> | undefined;
}) => (
  <Form action={action} className="fb-choice-buttons" label={label}>
    {Object.entries(hidden).map(([field, value]) => (
      <HiddenField key={field} name={field} value={value} />
    ))}
    {Object.entries(choices).map(([value, words]) => (
      <SubmitButton key={value} name={name} value={value} variant="secondary" small>
        {words}
      </SubmitButton>
    ))}
  </Form>
);
