// The search form: words, kind and place first, and the rest in groups that open.
import type { ReactElement } from 'react';
import { type KindInUse, ROUTES, STAGES, WAYS, WEEKDAYS } from '#directory';
import { INTERVENTION_GROUPS } from '#referrals';
import {
  CheckboxesField,
  Details,
  type FieldErrors,
  Form,
  type FormValues,
  HiddenField,
  SelectField,
  type SelectGroup,
  SubmitButton,
  TextField,
} from '#ui';
import type { Trail } from './links.ts';
import { ACCESS, FORMATS, HOWS, MILES, PARTS, SEXES, SITUATION, SORTS, TERMS } from './search-form.ts';
import { figure } from './words.ts';

export type FormProps = {
  readonly values: FormValues;
  readonly errors?: FieldErrors;
  readonly kinds: readonly KindInUse[];
  readonly trail: Trail;
};

export const categoriesOf = (kinds: readonly KindInUse[]) => kinds.filter(kind => kind.category === null);

const groupsOf = (kinds: readonly KindInUse[]): SelectGroup[] =>
  categoriesOf(kinds).map(category => ({
    heading: category.label,
    options: [category, ...kinds.filter(kind => kind.category === category.code)].map((kind, index) => ({
      value: kind.code,
      label: `${index === 0 ? `All: ${kind.label}` : kind.label} (${figure(kind.services)})`,
    })),
  }));

/** The same words in which help is asked for in a referral. */
const NEEDS: SelectGroup[] = INTERVENTION_GROUPS.map(({ heading, interventions }) => ({
  heading,
  options: interventions.map(({ code, label }) => ({ value: code, label })),
})).filter(({ options }) => options.length > 0);

const DISTANCES = MILES.map(miles => ({
  value: miles,
  label: miles === 'any' ? 'Any distance' : `Up to ${miles} ${miles === '1' ? 'mile' : 'miles'}`,
}));

const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

const isFilled = ({ values, errors }: FormProps, names: readonly string[]): boolean =>
  names.some(name => [values[name] ?? ''].flat().some(value => value !== '') || errors?.[name] !== undefined);

const LanguageAndWhom = (props: FormProps): ReactElement => (
  <Details
    summary="Language, women or men, age, access"
    open={isFilled(props, ['language', 'sex', 'age', 'access'])}
  >
    <TextField name="language" label="Language" hint="For example: Tigrinya" width={20} autoComplete="off" />
    <SelectField name="how" label="How the language is spoken" empty={null} options={optionsOf(HOWS)} />
    <SelectField name="sex" label="Women, men or both" empty="Any" options={optionsOf(SEXES)} />
    <TextField name="age" label="Age" hint="In years" width={3} inputMode="numeric" autoComplete="off" />
    <CheckboxesField name="access" label="Access" options={optionsOf(ACCESS)} small />
  </Details>
);

const WhenAndHow = (props: FormProps): ReactElement => (
  <Details summary="Day, time, in person or online" open={isFilled(props, ['day', 'part', 'ways', 'format'])}>
    <SelectField name="day" label="Day" empty="Any day" options={optionsOf(WEEKDAYS)} />
    <SelectField name="part" label="Time of day" empty="Any time" options={optionsOf(PARTS)} />
    <CheckboxesField
      name="ways"
      label="In person or from afar"
      hint="Any of these will do"
      options={optionsOf(WAYS)}
      small
    />
    <SelectField name="format" label="Alone or with others" empty="Either" options={optionsOf(FORMATS)} />
  </Details>
);

const CostAndReferral = (props: FormProps): ReactElement => (
  <Details summary="Cost and referral" open={isFilled(props, ['route', 'terms'])}>
    <CheckboxesField name="terms" label="Cost and ways of working" options={optionsOf(TERMS)} small />
    <SelectField name="route" label="Who or what refers" empty="Any way" options={optionsOf(ROUTES)} />
  </Details>
);

const AsylumSystem = (props: FormProps): ReactElement => (
  <Details summary="Where the person is in the asylum system" open={isFilled(props, ['stage', 'situation'])}>
    <SelectField
      name="stage"
      label="Works at this stage"
      hint="Used for this search only. It is not kept, and nobody else can see it."
      empty="Any stage"
      options={optionsOf(STAGES)}
    />
    <CheckboxesField name="situation" label="What the service asks" options={optionsOf(SITUATION)} small />
  </Details>
);

export const SearchForm = (props: FormProps): ReactElement => (
  <Form action="/directory/search" values={props.values} errors={props.errors} label="Search for services">
    {props.trail.step === null ? null : <HiddenField name="for-step" value={props.trail.step} />}
    <TextField
      name="text"
      label="What or where"
      hint="For example: food, English class, Tooting"
      type="search"
      maxLength={200}
    />
    <SelectField
      name="need"
      label="What help is needed"
      hint="Finds services of every kind that may give it"
      groups={NEEDS}
      empty="Any help"
    />
    <SelectField name="kind" label="Kind of service" groups={groupsOf(props.kinds)} empty="Any kind" />
    <TextField
      name="postcode"
      label="Near this postcode"
      hint="A full postcode or its first half"
      width={10}
      autoComplete="off"
      spellCheck={false}
    />
    <SelectField name="within" label="How far away" empty={null} options={DISTANCES} />
    <LanguageAndWhom {...props} />
    <WhenAndHow {...props} />
    <CostAndReferral {...props} />
    <AsylumSystem {...props} />
    <SelectField name="sort" label="Order" empty={null} options={optionsOf(SORTS)} />
    <CheckboxesField
      name="known"
      label="What is not known"
      options={[
        {
          value: 'yes',
          label: 'Show only what is known',
          hint: 'Otherwise services that have not said are listed after the others: ask them.',
        },
      ]}
      small
    />
    <SubmitButton>Search</SubmitButton>
  </Form>
);
