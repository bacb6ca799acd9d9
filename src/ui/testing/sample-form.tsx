// A form with every field, some of them wrong, as it comes back after being sent. For tests only.

import {
  ButtonGroup,
  CheckboxesField,
  DateField,
  Form,
  HiddenField,
  Layout,
  NumberField,
  PageHeading,
  PartialDateField,
  PasswordField,
  RadiosField,
  SelectField,
  SubmitButton,
  TextAreaField,
  TextField,
} from '../index.ts';

export const errors = {
  'full-name': 'Enter a name',
  phone: 'Enter a phone number',
  born: 'Enter a real date, or leave it empty',
  contact: 'Choose how we may get in touch',
  needs: 'Tick at least one',
  language: 'Choose a language',
  story: 'Tell us in 500 letters or fewer',
  password: 'Enter the password',
};

export const values = {
  'full-name': '<b>Nour</b> "Haddad"',
  'born-day': '31',
  'born-month': '2',
  'born-year': '1988',
  contact: 'text',
  needs: ['gp', 'english'],
  language: 'prs',
  story: 'Came in 2024',
  password: 'secret',
};

const ContactFields = () => (
  <>
    <TextField name="full-name" label="Full name" hint="One name is fine." autoComplete="name" />
    <TextField name="phone" label="Phone" type="tel" inputMode="tel" autoComplete="tel" width={20} />
    <TextField name="spoken" label="Main language" suggestions={['Dari', 'Tigrinya']} />
    <NumberField name="household" label="People at home" width={3} suffix="people" />
    <PartialDateField
      name="born"
      label="Date of birth"
      hint="Leave out what you do not know."
      wrong={['day']}
    />
    <RadiosField
      name="contact"
      label="How may we get in touch?"
      options={[
        { value: 'phone', label: 'Phone', conditional: <TextField name="call-when" label="When?" /> },
        { value: 'text', label: 'Text', hint: 'We never say why in the text' },
        { value: 'none', label: 'Not at all', divider: 'or' },
      ]}
    />
  </>
);

const NeedFields = () => (
  <>
    <CheckboxesField
      name="needs"
      label="What would help?"
      legendSize="m"
      hint="Tick all that matter."
      groups={[
        { heading: 'Health', options: [{ value: 'gp', label: 'Registering with a GP' }] },
        {
          heading: 'Life here',
          hint: 'Outside the clinic',
          options: [
            { value: 'english', label: 'Learning English' },
            { value: 'none', label: 'None of these', exclusive: true, divider: 'or' },
          ],
        },
      ]}
    />
    <SelectField
      name="language"
      label="Language for letters"
      options={[{ value: 'en', label: 'English' }]}
      groups={[{ heading: 'Others', options: [{ value: 'prs', label: 'Dari' }] }]}
    />
    <DateField name="seen" label="Date of the talk" />
    <TextAreaField name="story" label="What matters to them?" maxLength={500} />
    <TextAreaField name="note" label="Anything else?" />
    <PasswordField name="password" label="Password" />
  </>
);

export const FormPage = () => (
  <Layout title="Refer a person" back="/start" errors={errors}>
    <PageHeading caption="Step 1 of 3">Refer a person</PageHeading>
    <Form action="/refer" errors={errors} values={values}>
      <ContactFields />
      <NeedFields />
      <HiddenField name="draft" value="d1" />
      <ButtonGroup>
        <SubmitButton>Save</SubmitButton>
        <SubmitButton variant="secondary" name="act" value="later">
          Save for later
        </SubmitButton>
        <a href="/cancel">Cancel</a>
      </ButtonGroup>
    </Form>
  </Layout>
);
