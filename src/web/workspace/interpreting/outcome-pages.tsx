// The pages on which it is said how interpreting went, and how good it was.
import type { ReactElement } from 'react';
import {
  NONE_BECAUSE,
  NONE_BECAUSE_KEYS,
  NOT_ATTENDED,
  NOT_ATTENDED_KEYS,
  PERSON_VIEW_KEYS,
  PERSON_VIEWS,
  QUALITIES,
  QUALITY_KEYS,
} from '#contacts';
import {
  Bdi,
  ButtonGroup,
  ButtonLink,
  Form,
  InsetText,
  Layout,
  PageHeading,
  RadiosField,
  SubmitButton,
  TextAreaField,
  TextField,
} from '#ui';
import { bookingHref, type FieldErrors, type FormInput, whenWords, whoWords } from '#web';
import type { BookingScene } from './arrange-handlers.tsx';
import { contactHref } from './words.ts';

type Props = BookingScene & { readonly values: FormInput; readonly errors?: FieldErrors | undefined };

const About = ({ booking }: Pick<Props, 'booking'>): ReactElement => (
  <p>
    {whoWords(booking)}
    <br />
    {whenWords(booking)}
  </p>
);

export const OutcomePage = ({ scene, booking, values, errors }: Props): ReactElement => (
  <Layout title="How the interpreting went" back={bookingHref(booking)} errors={errors}>
    <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>How did the interpreting go?</PageHeading>
    <About booking={booking} />
    {booking.contactId === null ? (
      <InsetText>
        <p>
          If the conversation is not recorded yet, <a href={contactHref({ booking })}>record the contact</a>:
          it is filled in from the booking, and says how the interpreting went as well.
        </p>
      </InsetText>
    ) : null}
    <Form action={bookingHref(booking, '/outcome')} values={values} errors={errors}>
      <RadiosField
        name="kind"
        label="What happened?"
        small
        options={[
          { value: 'attended', label: 'The interpreter came and interpreted' },
          { value: 'not_attended', label: 'It did not take place', conditional: <NotAttendedFields /> },
          { value: 'none_available', label: 'No interpreter was to be had', conditional: <NoneFields /> },
          {
            value: 'relative_used',
            label: 'An adult relative or friend interpreted',
            hint: 'Only when nothing else is possible. Nobody under 18, ever.',
            conditional: <RelativeFields />,
          },
        ]}
      />
      <SubmitButton>Save how it went</SubmitButton>
    </Form>
  </Layout>
);

const NotAttendedFields = (): ReactElement => (
  <RadiosField
    name="because"
    label="Why?"
    small
    options={NOT_ATTENDED_KEYS.map(why => ({ value: why, label: NOT_ATTENDED[why] }))}
  />
);

const NoneFields = (): ReactElement => (
  <>
    <RadiosField
      name="none-because"
      label="Why was none to be had?"
      small
      options={NONE_BECAUSE_KEYS.map(why => ({ value: why, label: NONE_BECAUSE[why] }))}
    />
    <TextAreaField name="none-reason" label="What was tried?" rows={2} />
    <TextAreaField
      name="instead"
      label="What was done instead?"
      hint="For example, another day was agreed"
      rows={2}
    />
  </>
);

const RelativeFields = (): ReactElement => (
  <>
    <TextField
      name="relation"
      label="Who is it to the person?"
      hint="For example, aunt or friend"
      width={20}
    />
    <RadiosField
      name="age"
      label="How old are they?"
      small
      options={[
        { value: 'adult', label: '18 or older: I asked' },
        { value: 'under_18', label: 'Under 18' },
        { value: 'not_known', label: 'I do not know' },
      ]}
    />
    <TextAreaField name="reason" label="Why was there no professional interpreter?" rows={2} />
  </>
);

export const QualityPage = ({ scene, booking, values, errors }: Props): ReactElement => (
  <Layout title="How good the interpreting was" back={bookingHref(booking)} errors={errors}>
    <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>How good was the interpreting?</PageHeading>
    <About booking={booking} />
    <Form action={bookingHref(booking, '/quality')} values={values} errors={errors}>
      <RadiosField
        name="quality"
        label="For you, it was"
        small
        options={QUALITY_KEYS.map(quality => ({ value: quality, label: QUALITIES[quality] }))}
      />
      <TextAreaField
        name="note"
        label="What was the problem?"
        hint="Only if there was one. The provider needs to hear it"
        rows={2}
      />
      <RadiosField
        name="view"
        label="What did the person think of it?"
        hint="Ask when the interpreter is not there."
        small
        options={PERSON_VIEW_KEYS.map(view => ({ value: view, label: PERSON_VIEWS[view] }))}
      />
      <TextAreaField name="person-words" label="In their words (optional)" rows={2} />
      <ButtonGroup>
        <SubmitButton>Save</SubmitButton>
        <ButtonLink href={bookingHref(booking)} variant="secondary">
          Not now
        </ButtonLink>
      </ButtonGroup>
    </Form>
  </Layout>
);
