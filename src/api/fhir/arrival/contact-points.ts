// Ways to reach the person: their own, and those of people to call instead. Nothing is taken to be safe to use.
import type { Address, Patient, PatientContact, Period, ContactPoint as Telecom } from '@medplum/fhirtypes';
import { parsePostcode } from '#kernel';
import type { ContactOwner, ContactPoint } from '#people';
import type { Notes } from '../arrival.ts';
import type { Found } from '../message/references.ts';
import { conceptOrCode, extensionOf, joined, UK_CORE } from './concept.ts';

const MOST_POINTS = 60;
const KINDS: Readonly<Record<string, ContactPoint['kind']>> = {
  phone: 'phone',
  sms: 'phone',
  email: 'email',
};
const ROLE_CODES = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode';

/** v3 RoleCode: family members are most codes; these few are not. */
const NOT_FAMILY: ReadonlyMap<string, ContactOwner> = new Map(
  Object.entries<ContactOwner>({
    ONESELF: 'person',
    FRND: 'friend',
    NBOR: 'friend',
    ROOM: 'friend',
    ECON: 'not_known',
    GUARD: 'not_known',
    POWATT: 'not_known',
    DPOWATT: 'not_known',
    HPOWATT: 'not_known',
    SPOWATT: 'not_known',
  }),
);

type Whose = { readonly belongsTo: ContactOwner; readonly note: string | null; readonly first: boolean };

export function readContactPoints(
  { resource, at }: Found<Patient>,
  today: string,
  notes: Notes,
): readonly ContactPoint[] {
  const own: Whose = { belongsTo: 'person', note: null, first: true };
  const points = [
    ...(resource.telecom ?? []).flatMap((telecom, place) =>
      telecomPoint(telecom, own, `${at}.telecom[${place}]`, today, notes),
    ),
    ...(resource.address ?? []).flatMap(address => addressPoint(address, own, today)),
    ...(resource.contact ?? []).flatMap((contact, place) =>
      pointsOfContact(contact, `${at}.contact[${place}]`, today, notes),
    ),
  ];
  if (points.length > MOST_POINTS)
    notes.fault('too-costly', `${at}.telecom`, `At most ${MOST_POINTS} ways to reach the person are taken.`);
  return points;
}

/** A contact with the relationship `self` holds the person's own numbers: the BaRS way of sending them. */
function pointsOfContact(
  contact: PatientContact,
  at: string,
  today: string,
  notes: Notes,
): readonly ContactPoint[] {
  const name = contact.name
    ? (contact.name.text ?? joined([...(contact.name.given ?? []), contact.name.family], ' '))
    : null;
  const belongsTo = ownerOf(contact);
  const relationship =
    belongsTo === 'person' ? null : joined((contact.relationship ?? []).map(conceptOrCode), ', ');
  const rank = extensionOf(contact, `${UK_CORE}Extension-UKCore-ContactRank`)?.valuePositiveInt ?? null;
  const callFirst = belongsTo !== 'person' && rank === 1 ? 'call first' : null;
  const whose: Whose = {
    belongsTo,
    note: joined([name, relationship, callFirst], ', '),
    first: rank === null || rank === 1,
  };
  const points = [
    ...(contact.telecom ?? []).flatMap((telecom, place) =>
      telecomPoint(telecom, whose, `${at}.telecom[${place}]`, today, notes),
    ),
    ...(contact.address ? addressPoint(contact.address, whose, today) : []),
  ];
  if (points.length === 0 && whose.note) {
    return [
      {
        kind: 'other',
        value: whose.note,
        belongsTo,
        safeToUse: 'not_asked',
        preferred: false,
        safeNote: 'Named in the message without a way to reach them',
      },
    ];
  }
  return points;
}

function ownerOf({ relationship, name }: PatientContact): ContactOwner {
  const codings = (relationship ?? []).flatMap(concept => concept.coding ?? []);
  if (codings.some(coding => coding.code === 'ONESELF')) return 'person';
  for (const { system, code } of codings) {
    if (system !== ROLE_CODES || code === undefined) continue;
    return NOT_FAMILY.get(code) ?? 'family';
  }
  // Without a name or a relationship the sender does not say whose number it is.
  return name === undefined
    ? 'not_known'
    : codings.some(coding => coding.code === 'N')
      ? 'family'
      : 'not_known';
}

function telecomPoint(
  telecom: Telecom,
  whose: Whose,
  at: string,
  today: string,
  notes: Notes,
): readonly ContactPoint[] {
  const value = telecom.value?.trim();
  if (!value) {
    notes.warn('incomplete', at, 'This way to reach somebody has no value.');
    return [];
  }
  const ended = telecom.use === 'old' || hasEnded(telecom.period, today);
  const kind = KINDS[telecom.system ?? ''] ?? 'other';
  const named = kind === 'other' && telecom.system && telecom.system !== 'other' ? telecom.system : null;
  const safeNote = joined(
    [whose.note, named, telecom.use === 'old' ? null : telecom.use, periodNote(telecom.period, ended)],
    ', ',
  );
  return [
    point(kind, value, whose, { ended, safeNote, preferred: telecom.rank === 1 && whose.first && !ended }),
  ];
}

function addressPoint(address: Address, whose: Whose, today: string): readonly ContactPoint[] {
  const lines = [
    ...(address.line ?? []),
    address.city,
    address.district,
    address.state,
    address.postalCode,
    address.country,
  ];
  const distinct = [...new Set(lines.flatMap(line => line?.trim() || []))];
  const value = distinct.length > 0 ? distinct.join(', ') : address.text?.trim();
  if (!value) return [];
  const parsed = parsePostcode(address.postalCode ?? '');
  const ended = address.use === 'old' || hasEnded(address.period, today);
  const safeNote = joined(
    [
      whose.note,
      address.use === 'old' ? null : address.use,
      address.type === 'postal' ? 'for post' : null,
      periodNote(address.period, ended),
    ],
    ', ',
  );
  return [
    {
      ...point('address', value, whose, { ended, safeNote, preferred: false }),
      ...(parsed.ok ? { postcode: parsed.value } : {}),
    },
  ];
}

type State = { readonly ended: boolean; readonly safeNote: string | null; readonly preferred: boolean };

const point = (
  kind: ContactPoint['kind'],
  value: string,
  whose: Whose,
  { ended, safeNote, preferred }: State,
): ContactPoint => ({
  kind,
  value,
  belongsTo: whose.belongsTo,
  safeToUse: ended ? 'no' : 'not_asked',
  preferred,
  ...(safeNote === null ? {} : { safeNote }),
});

const hasEnded = (period: Period | undefined, today: string): boolean => {
  const end = period?.end?.slice(0, 10);
  return end !== undefined && end < today.slice(0, end.length);
};

const periodNote = (period: Period | undefined, ended: boolean): string | null => {
  const dates = joined(
    [period?.start && `from ${period.start.slice(0, 10)}`, period?.end && `until ${period.end.slice(0, 10)}`],
    ' ',
  );
  return joined([ended ? 'no longer used' : null, dates], ' ');
};
