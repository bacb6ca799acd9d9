// Who the person is besides the name: birth date as far as it is known, NHS number if it can be right, gender and ethnicity.
import type { Identifier, Patient } from '@medplum/fhirtypes';
import { Temporal } from 'temporal-polyfill';
import { type Answer, ageOn, answered, type PartialDate, parseNhsNumber, unanswered } from '#kernel';
import type { Fact, NhsNumberStatus } from '#people';
import type { Notes } from '../arrival.ts';
import type { Found } from '../message/references.ts';
import { conceptWords, extensionOf, UK_CORE } from './concept.ts';

const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';
const ABSENT = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';
const OLDEST_YEARS = 130;
const ADULT = 18;

/** The structure check has seen that the day exists; here it must be a day somebody alive can be born on. Never filled in. */
export function readBirthDate(
  { resource, at }: Found<Patient>,
  today: string,
  notes: Notes,
): Answer<PartialDate> {
  const date = resource.birthDate;
  if (date === undefined) return unanswered(absentReason(resource));
  const path = `${at}.birthDate`;
  if (date > today.slice(0, date.length)) notes.fault('value', path, 'The birth date lies in the future.');
  if (Number(date.slice(0, 4)) < Number(today.slice(0, 4)) - OLDEST_YEARS)
    notes.fault('value', path, 'The birth date is too long ago.');
  if (mayBeChild(answered(date), today)) {
    notes.warn('business-rule', path, 'The person may be under 18. Whoever sorts this referral is told.');
  }
  return answered(date);
}

/** Social prescribing records are made for adults (PRSB v1.1): a child is flagged, never refused. */
export const mayBeChild = (birthDate: Answer<PartialDate>, today: string): boolean =>
  birthDate.status === 'answered' && ageOn(birthDate.value, Temporal.PlainDate.from(today)).least < ADULT;

function absentReason(patient: Patient): 'not_asked' | 'declined' | 'not_known' {
  const beside = (patient as { _birthDate?: { extension?: { url: string; valueCode?: string }[] } })
    ._birthDate;
  const code = extensionOf(beside, ABSENT)?.valueCode;
  if (code === 'asked-declined') return 'declined';
  return code === 'unknown' || code === 'asked-unknown' || code === 'temp-unknown'
    ? 'not_known'
    : 'not_asked';
}

export type ReadNumber = {
  readonly nhsNumber: string | null;
  readonly nhsNumberStatus: NhsNumberStatus;
  /** Numbers that were sent and cannot be used as NHS numbers. */
  readonly doubtful: readonly string[];
};

const VERIFIED = new Set([
  '01',
  'number-present-and-verified',
  'nn',
  'number-present-and-traced-using-welsh-nhs-ar',
]);

type SentNumber = {
  readonly identifier: Identifier;
  readonly value: string;
  readonly at: string;
  readonly parsed: ReturnType<typeof parseNhsNumber>;
};

/** NHS numbers in use, as they were sent. */
const numbersSent = ({ resource, at }: Found<Patient>): readonly SentNumber[] =>
  (resource.identifier ?? []).flatMap((identifier, place) => {
    const { system, value, use, period } = identifier;
    if (system !== NHS_NUMBER || !value || use === 'old' || period?.end) return [];
    return [{ identifier, value, at: `${at}.identifier[${place}].value`, parsed: parseNhsNumber(value) }];
  });

/**
 * A number is used only when its check digit is right and no other is sent. A person without one is taken all the same
 * (BaRS core 1.4). Status 01 makes it verified.
 */
export function readNhsNumber(patient: Found<Patient>, notes: Notes): ReadNumber {
  const sent = numbersSent(patient);
  for (const { parsed, at } of sent) {
    if (parsed.ok) continue;
    const what =
      parsed.reason === 'check-digit-wrong'
        ? 'fails its check digit (modulus 11)'
        : 'does not have ten digits';
    const text = `This NHS number ${what}. It is kept with the message and not used as the number.`;
    notes.warn('value', at, text);
  }
  const right = sent.filter(({ parsed }) => parsed.ok);
  const numbers = [...new Set(right.flatMap(({ parsed }) => (parsed.ok ? [parsed.value] : [])))];
  const doubtful = sent.filter(each => !right.includes(each) || numbers.length > 1).map(({ value }) => value);
  if (numbers.length > 1) {
    notes.warn(
      'multiple-matches',
      `${patient.at}.identifier`,
      'Several NHS numbers were sent. None is used.',
    );
  }
  const [nhsNumber] = numbers;
  if (nhsNumber === undefined || numbers.length > 1) {
    return { nhsNumber: null, nhsNumberStatus: sent.length > 0 ? 'check_failed' : 'not_asked', doubtful };
  }
  const verified = right.some(({ identifier }) => VERIFIED.has(statusOf(identifier) ?? ''));
  return { nhsNumber, nhsNumberStatus: verified ? 'verified' : 'given', doubtful };
}

const statusOf = (identifier: Identifier): string | undefined =>
  extensionOf(identifier, `${UK_CORE}Extension-UKCore-NHSNumberVerificationStatus`)?.valueCodeableConcept
    ?.coding?.[0]?.code;

/** Administrative gender only: sex at birth is never read from a message (Gender Recognition Act 2004 s22; PRSB v1.1). */
export function readGender({ resource }: Found<Patient>): Fact | null {
  if (resource.gender === undefined) return null;
  return {
    kind: 'gender',
    answer: resource.gender === 'unknown' ? unanswered('not_known') : answered(resource.gender),
  };
}

/** Codes by which the national lists say that there is no answer. */
const NO_ETHNICITY: ReadonlyMap<string, 'declined' | 'not_known'> = new Map(
  Object.entries<'declined' | 'not_known'>({
    Z: 'declined',
    '98': 'declined',
    '99': 'not_known',
  }),
);

export function readEthnicity({ resource }: Found<Patient>): Fact | null {
  const concept = extensionOf(resource, `${UK_CORE}Extension-UKCore-EthnicCategory`)?.valueCodeableConcept;
  if (concept === undefined) return null;
  const coding = concept.coding?.find(each => each.code !== undefined);
  const none = coding?.code === undefined ? undefined : NO_ETHNICITY.get(coding.code);
  if (none !== undefined) return { kind: 'ethnic_category', answer: unanswered(none) };
  const value = {
    code: coding?.code ?? null,
    system: coding?.system ?? null,
    label: conceptWords(concept) ?? coding?.code ?? '',
  };
  return { kind: 'ethnic_category', answer: answered(value) };
}

/** A person who may have died: whoever rings must know. */
export function noteDeath({ resource, at }: Found<Patient>, notes: Notes): boolean {
  const died = resource.deceasedBoolean === true || resource.deceasedDateTime !== undefined;
  if (died)
    notes.warn(
      'business-rule',
      `${at}.deceased`,
      'The message says that the person has died. Whoever sorts this referral is told.',
    );
  return died;
}
