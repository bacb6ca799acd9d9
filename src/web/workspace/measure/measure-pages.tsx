// The wellbeing questions, word for word, with large answers to press; and the question before answers are declared void.
import type { ReactElement } from 'react';
import { formatDay, LANGUAGES } from '#kernel';
import {
  type Measure,
  type MeasureItem,
  type MeasureResponse,
  MISSING,
  MODE_KEYS,
  MODES,
  POINTS,
  type Point,
  standingOf,
} from '#outcomes';
import {
  Bdi,
  ButtonGroup,
  DateField,
  Details,
  Form,
  InsetText,
  Layout,
  PageHeading,
  RadiosField,
  SubmitButton,
  TextAreaField,
  TextField,
} from '#ui';
import type { FieldErrors, FormInput } from '#web';
import { type PersonScene, personHref } from '../scene.ts';
import type { Onward } from './onward.ts';

type FormProps = { readonly values: FormInput; readonly errors?: FieldErrors | undefined };
type MeasurePageProps = FormProps & {
  readonly scene: PersonScene;
  readonly measure: Measure;
  readonly point: Point;
  readonly onward: Onward;
};

export const MeasurePage = ({
  scene,
  measure,
  point,
  onward,
  values,
  errors,
}: MeasurePageProps): ReactElement => {
  const back = personHref(scene, onward === 'close' ? '/close' : '');
  const here = personHref(scene, `/measures/${measure.key}/${point}`);
  const action = onward === 'close' ? `${here}${here.includes('?') ? '&' : '?'}onward=close` : here;
  return (
    <Layout title="Wellbeing questions" back={back} errors={errors}>
      <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>
        Wellbeing questions: {POINTS[point].toLowerCase()}
      </PageHeading>
      <BeforeYouAsk measure={measure} />
      <Form action={action} values={values} errors={errors}>
        <HowAsked />
        <InsetText>{measure.introduction}</InsetText>
        {measure.items.map(item => (
          <Question key={item.key} item={item} />
        ))}
        <SubmitButton>Keep the answers</SubmitButton>
      </Form>
    </Layout>
  );
};

const BeforeYouAsk = ({ measure }: { measure: Measure }): ReactElement => {
  const other = standingOf(measure.key, 'und', 'interpreted');
  return (
    <>
      <p>
        Ask only the person, only if they want to, and only in these words. The English words are approved. In
        any other language, and through an interpreter, they are <strong>not validated</strong>: the answers
        are kept for the person and are not counted with others.
      </p>
      <Details summary="Why, and who says so">
        <p>{other.note} The goals in the plan may say more. Help never depends on these questions.</p>
        <p className="nhsuk-hint">
          {measure.name}, for people of {measure.minimumAge} and over. {measure.licence}. Reviewed{' '}
          {formatDay(measure.asOf)}, next by {formatDay(measure.reviewBy)}. About other languages:{' '}
          {other.source}, {formatDay(other.asOf)}.
        </p>
      </Details>
    </>
  );
};

const HowAsked = (): ReactElement => (
  <>
    <RadiosField
      name="answered-by"
      label="Who answers?"
      small
      options={[
        { value: 'person', label: 'The person' },
        { value: 'someone_else', label: 'Somebody else for them' },
      ]}
    />
    <RadiosField
      name="mode"
      label="How are the questions asked?"
      small
      options={MODE_KEYS.map(mode => ({ value: mode, label: MODES[mode] }))}
    />
    <TextField
      name="language"
      label="In which language?"
      suggestions={LANGUAGES.map(language => language.name)}
      autoComplete="off"
      width={20}
    />
    <DateField name="taken" label="On which day?" />
  </>
);

const NUMBERS = Array.from({ length: 11 }, (_, value) => ({ value: String(value), label: String(value) }));

/** The wording is the question itself and stays as it is. */
const Question = ({ item }: { item: MeasureItem }): ReactElement => (
  <div className="fb-scale">
    <RadiosField
      name={item.key}
      label={item.text}
      legendSize="m"
      hint={`0 is ${item.anchor0}, 10 is ${item.anchor10}`}
      inline
      options={[
        ...NUMBERS,
        { value: 'declined', label: MISSING.declined, divider: 'or' },
        { value: 'not_known', label: MISSING.not_known },
        { value: 'not_asked', label: MISSING.not_asked },
      ]}
    />
  </div>
);

type VoidPageProps = FormProps & { readonly scene: PersonScene; readonly response: MeasureResponse };

export const VoidPage = ({ scene, response, values, errors }: VoidPageProps): ReactElement => (
  <Layout title="Declare answers void" back={personHref(scene)} errors={errors}>
    <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>Should these answers not count?</PageHeading>
    <p>
      Wellbeing questions {POINTS[response.point].toLowerCase()}, answered on {formatDay(response.takenOn)}.
      They stay readable with your reason, and the questions can be asked again.
    </p>
    <Form action={`/measures/${response.id}/void`} values={values} errors={errors}>
      <TextAreaField
        name="reason"
        label="Why should they not count?"
        hint="For example, somebody else answered"
        rows={2}
      />
      <ButtonGroup>
        <SubmitButton variant="warning">Declare them void</SubmitButton>
        <a href={personHref(scene)}>Keep them</a>
      </ButtonGroup>
    </Form>
  </Layout>
);
