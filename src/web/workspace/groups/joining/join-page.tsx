// Offering one group to one person: what is not as they asked is asked about, and "only" is kept unless they say otherwise.
import type { ReactElement } from 'react';
import { brokenOnly, differencesOf, type Group, placesLeft, standingOf } from '#groups';
import { askedOf } from '#people';
import {
  Bdi,
  CheckboxesField,
  Form,
  HiddenField,
  InsetText,
  Layout,
  PageHeading,
  RadiosField,
  SubmitButton,
  SummaryList,
  TextField,
} from '#ui';
import type { FieldErrors, FormInput } from '#web';
import type { PersonScene } from '../../scene.ts';
import { groupHref, placesWords, timeWords, whoWords } from '../words.ts';
import { differenceWords, followingWords } from './differences.tsx';
import { offerHref } from './person-groups.tsx';

export type JoinProps = {
  readonly scene: PersonScene;
  readonly group: Group;
  readonly step: string;
  readonly values: FormInput;
  readonly errors?: FieldErrors | undefined;
};

export const JoinPage = ({ scene, group, step, values, errors }: JoinProps): ReactElement => {
  const { person } = scene;
  const back = `/people/${person.id}/groups${step === '' ? '' : `?step=${step}`}`;
  return (
    <Layout title="Offer a group" back={back} errors={errors}>
      <PageHeading caption={<Bdi>{person.displayName}</Bdi>}>
        <Bdi>{group.name}</Bdi>
      </PageHeading>
      <SummaryList
        rows={[
          { key: 'Who may come', value: whoWords(group) },
          { key: 'Language', value: followingWords(person, group) },
          { key: 'Next meeting', value: group.next ? timeWords(group.next) : null, missing: 'No date' },
          { key: 'Places', value: placesWords(group) },
        ]}
      />
      <p>
        <a href={groupHref(group)}>More about the group</a>
      </p>
      <Form action={offerHref(person.id, group, '')} values={values} errors={errors}>
        {step === '' ? null : <HiddenField name="step" value={step} />}
        <Only scene={scene} group={group} />
        <Theirs group={group} scene={scene} />
        <Differences scene={scene} group={group} />
        <Want group={group} />
        <TextField
          name="note"
          label="Anything to add? (optional)"
          hint="Seen by who leads the group. No more than they need for it"
          maxLength={500}
        />
        <SubmitButton>Save</SubmitButton>
      </Form>
    </Layout>
  );
};

type PartProps = Pick<JoinProps, 'scene' | 'group'>;

const Only = ({ scene: { person }, group }: PartProps): ReactElement | null => {
  const only = brokenOnly(person, group);
  return only === null ? null : (
    <>
      <InsetText>
        <p>
          <strong>They said: only groups for {only}.</strong> That holds until they say otherwise.{' '}
          <a href={`/people/${person.id}/groups`}>Look for a group for {only}</a>, or ask them again.
        </p>
      </InsetText>
      <CheckboxesField
        name="softens"
        label="Have you asked them again?"
        small
        options={[{ value: 'yes', label: 'They say now that this group is all right for them' }]}
      />
    </>
  );
};

/** The person's word is enough; nothing on their record is held against it, and no papers are asked for. */
const Theirs = ({ group, scene: { person } }: PartProps): ReactElement | null =>
  group.who === 'mixed' ? null : (
    <CheckboxesField
      name="belongs"
      label={`This group is for ${group.who}. Is it right for them?`}
      hint="It is theirs to say. Do not ask for papers."
      small
      options={[
        {
          value: 'yes',
          label: askedOf(person.facts, 'mix').startsWith(group.who)
            ? `They asked for a group for ${group.who}, and say that this one is right`
            : `They say that a group for ${group.who} is right for them`,
        },
      ]}
    />
  );

const Differences = ({ scene: { person }, group }: PartProps): ReactElement | null => {
  const only = brokenOnly(person, group);
  const differs = differencesOf(person, group).filter(({ kind }) => !(kind === 'mix' && only !== null));
  return differs.length === 0 ? null : (
    <CheckboxesField
      name="agreed"
      label="This is not what they asked for. Ask, and tick what they agree to"
      small
      options={differs.map(each => ({
        value: each.kind,
        label: `${differenceWords(each, group)}. They agree`,
      }))}
    />
  );
};

const Want = ({ group }: Pick<JoinProps, 'group'>): ReactElement => (
  <RadiosField
    name="want"
    label="What do they want?"
    small
    options={[
      { value: 'place', ...placeWords(group) },
      { value: 'creche', label: 'To wait until there is a crèche' },
      { value: 'interpreter', label: 'To wait until there is an interpreter' },
      { value: 'other', label: 'To wait for another reason', hint: 'Say below what it is' },
      { value: 'declined', label: 'They do not want this group', divider: 'or' },
    ]}
  />
);

function placeWords(group: Group): { readonly label: string; readonly hint?: string } {
  if (standingOf(group) === 'open') return { label: 'A place' };
  const why =
    group.joining === 'closed'
      ? 'The group is closed for joining'
      : placesLeft(group) === 0
        ? 'The group is full'
        : 'Others wait already';
  return {
    label: 'A place: they go on the waiting list',
    hint: `${why}. They would be number ${group.waiting + 1}`,
  };
}
