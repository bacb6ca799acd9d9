// From what was typed on the question pages to a referral that arrives; nothing that is missing keeps it out.
import type { Temporal } from 'temporal-polyfill';
import type { z } from 'zod';
import type { DraftAnswers } from '#database';
import { type Answer, answered, type StaffActor, unanswered } from '#kernel';
import type { ArrivingPerson, ContactPoint, Fact, PersonLanguage, PersonName } from '#people';
import type { ReferralArrival, Referrer } from '#referrals';
import { type FieldErrors, parseForm } from '#web';
import { FORM_VERSION, type Journey, type QuestionName, questionsOf } from './journey.ts';
import { consentWordingOf } from './questions/consent.tsx';
import { QUESTIONS } from './questions/index.ts';
import { PREFERENCES } from './questions/preferences.tsx';

type Typed = { [Name in QuestionName]: z.infer<ReturnType<(typeof QUESTIONS)[Name]['schema']>> };
export type CheckedAnswers = Partial<Typed>;

export type Checked =
  | { readonly ok: true; readonly value: CheckedAnswers }
  | {
      readonly ok: false;
      readonly value: CheckedAnswers;
      readonly missing: readonly QuestionName[];
      readonly errors: Readonly<Partial<Record<QuestionName, FieldErrors>>>;
    };

/** Parses every page of a draft again: a draft may be older than the rules, or pages may have been jumped over. */
export function checkAnswers(journey: Journey, answers: DraftAnswers, today: Temporal.PlainDate): Checked {
  const value: Record<string, unknown> = {};
  const errors: Partial<Record<QuestionName, FieldErrors>> = {};
  for (const name of questionsOf(journey)) {
    const parsed = parseForm(QUESTIONS[name].schema(journey, today), answers[name] ?? {});
    if (parsed.ok) value[name] = parsed.value;
    else errors[name] = parsed.errors;
  }
  const missing = Object.keys(errors) as QuestionName[];
  const typed = value as CheckedAnswers;
  return missing.length === 0 ? { ok: true, value: typed } : { ok: false, value: typed, missing, errors };
}

/** `value` must have passed `checkAnswers` for the same journey. */
export function toArrival(
  journey: Journey,
  value: CheckedAnswers,
  account: StaffActor | null,
): ReferralArrival {
  return {
    source: journey,
    person: toPerson(value),
    referrer: toReferrer(journey, value, account),
    reason: value.reason?.reason ?? '',
    whatMatters: value.help?.['what-matters'] ?? '',
    interventions: value.help?.interventions ?? [],
    urgency: value.reason?.urgency ?? 'not_known',
    consent: value.consent?.consent ?? 'not_known',
    consentWording: consentWordingOf(journey),
    formVersion: FORM_VERSION,
    messageId: null,
  };
}

function toReferrer(journey: Journey, value: CheckedAnswers, account: StaffActor | null): Referrer {
  const about = value['about-you'];
  return {
    accountId: account?.accountId ?? null,
    referringOrganisationId: account?.referringOrganisationId ?? null,
    name: account?.name ?? about?.['referrer-name'] ?? (journey === 'self' ? null : ''),
    role: about?.['referrer-role'] || null,
    organisation: about?.['referrer-organisation'] ?? null,
    contact: about?.['referrer-contact'] ?? null,
  };
}

function toPerson(value: CheckedAnswers): ArrivingPerson {
  const identity = value.identity;
  return {
    names: toNames(value),
    birthDate: identity?.birthDate ? answered(identity.birthDate) : unanswered('not_known'),
    nhsNumber: identity?.nhsNumber ?? null,
    nhsNumberStatus: identity?.nhsNumber ? 'given' : 'not_known',
    gpPracticeId: null,
    gpRegistration: identity?.gp ?? 'not_known',
    contactPoints: toContactPoints(value.contact),
    languages: toLanguages(value.languages),
    facts: toFacts(value),
  };
}

function toNames({ name }: CheckedAnswers): readonly [PersonName, ...PersonName[]] {
  const full = name?.['full-name'] ?? '';
  const others: PersonName[] = [];
  if (name?.['known-as']) others.push({ use: 'known_as', fullName: name['known-as'] });
  if (name?.['own-script']) others.push({ use: 'other_script', fullName: name['own-script'] });
  return [{ use: 'legal', fullName: full }, ...others];
}

type Contact = NonNullable<CheckedAnswers['contact']>;

function toContactPoints(contact: CheckedAnswers['contact']): ContactPoint[] {
  if (!contact) return [];
  const points = [phonePoint(contact), emailPoint(contact), addressPoint(contact)].filter(
    point => point !== null,
  );
  // What to know first holds for each way alike: a note about calls is one about emails and letters too.
  const { safeNote } = contact;
  if (!safeNote) return points;
  if (points.length > 0) return points.map(point => ({ ...point, safeNote }));
  return [
    {
      kind: 'other',
      value: safeNote,
      belongsTo: 'not_known',
      safeToUse: 'not_known',
      preferred: false,
    },
  ];
}

const phonePoint = (contact: Contact): ContactPoint | null =>
  contact.phone
    ? {
        kind: 'phone',
        value: contact.phone,
        belongsTo: contact.phoneOwner,
        safeToUse: contact.phoneSafe,
        preferred: contact.phoneSafe === 'yes',
      }
    : null;

const emailPoint = ({ email }: Contact): ContactPoint | null =>
  email
    ? { kind: 'email', value: email, belongsTo: 'not_known', safeToUse: 'not_asked', preferred: false }
    : null;

const addressPoint = ({ address, postcode }: Contact): ContactPoint | null =>
  address || postcode
    ? {
        kind: 'address',
        value: address || postcode,
        ...(postcode ? { postcode } : {}),
        belongsTo: 'not_known',
        safeToUse: 'not_asked',
        preferred: false,
      }
    : null;

function toLanguages(languages: CheckedAnswers['languages']): PersonLanguage[] {
  const list: PersonLanguage[] = [];
  if (languages?.speaks) list.push({ ...languages.speaks, use: 'speaks', preferred: true });
  if (languages?.['speaks-also']) list.push({ ...languages['speaks-also'], use: 'speaks', preferred: false });
  if (languages?.reads) list.push({ ...languages.reads, use: 'reads', preferred: true });
  return list;
}

function toFacts(value: CheckedAnswers): Fact[] {
  const interpreter = value.languages?.interpreter ?? 'not_known';
  const needed: Answer<boolean> =
    interpreter === 'not_known' ? unanswered('not_known') : answered(interpreter === 'yes');
  const preferences = value.preferences ?? {};
  return [
    { kind: 'interpreter', answer: needed },
    ...PREFERENCES.map(({ kind }): Fact => {
      const chosen = preferences[kind];
      return { kind, answer: chosen && chosen !== 'not_asked' ? answered(chosen) : unanswered('not_asked') };
    }),
  ];
}
