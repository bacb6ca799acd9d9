// The fields that can be corrected here, each as one text that a person can type and that is always written the same way.
import { done, findLanguage, languageName, type Outcome, refused } from '#kernel';
import { type PhoneNumber, phoneNumbersIn } from '../cleaning/phone-numbers.ts';
import { emailIn, webAddressIn } from '../cleaning/web-address.ts';
import { FIELDS, type ServiceField } from '../trust/field.ts';
import { readAddress } from './address.ts';
import { isChoice, readChoice } from './choices.ts';
import { readOpening, writeOpening } from './opening.ts';

export type EditableField =
  | Exclude<ServiceField, 'areas' | 'interpreted'>
  /** Whether it is open at all. */
  | 'status';

export const EDITABLE: Readonly<Record<EditableField, string>> = {
  status: 'Is it open?',
  name: FIELDS.name,
  description: FIELDS.description,
  phone: FIELDS.phone,
  email: FIELDS.email,
  url: FIELDS.url,
  address: FIELDS.address,
  opening: FIELDS.opening,
  eligibility: FIELDS.eligibility,
  ages: FIELDS.ages,
  application: FIELDS.application,
  cost: FIELDS.cost,
  languages: FIELDS.languages,
  interpreting: FIELDS.interpreting,
  wait: FIELDS.wait,
  taking: FIELDS.taking,
  routes: FIELDS.routes,
  attending: FIELDS.attending,
  ways: FIELDS.ways,
  format: FIELDS.format,
  step_free: FIELDS.step_free,
  creche: FIELDS.creche,
  travel: FIELDS.travel,
  trauma: FIELDS.trauma,
  nrpf: FIELDS.nrpf,
  stages: FIELDS.stages,
  asks_status: FIELDS.asks_status,
  documents: FIELDS.documents,
};
export const EDITABLE_KEYS = Object.keys(EDITABLE) as [EditableField, ...EditableField[]];

/** Numbers, hours and addresses are a line each where they are typed. */
export const onOneLine = (text: string): string => text.replaceAll('\n', ', ');

/** For a sentence about what an entry says. */
export const quotedText = (text: string): string => (text === '' ? 'nothing' : `“${onOneLine(text)}”`);

export const STATUSES = {
  active: 'Yes',
  'temporarily closed': 'Closed for now',
  defunct: 'Closed for good',
} as const;

/** Nothing is an empty text. Null: what its source says cannot be said in our form, so it cannot be changed in it. */
export type EntryText = Readonly<Record<EditableField, string | null>>;

export const isEditable = (field: string): field is EditableField => Object.hasOwn(EDITABLE, field);

export type FieldRefusal =
  | 'empty'
  | 'too-long'
  | 'not-a-phone'
  | 'not-an-email'
  | 'names-a-person'
  | 'not-a-web-address'
  | 'not-an-address'
  | 'not-ages'
  | 'not-a-language'
  | 'not-opening-times'
  | 'not-a-choice'
  | 'not-a-status';

const LONGEST: Partial<Record<EditableField, number>> = {
  description: 5000,
  eligibility: 2000,
  application: 2000,
};
const LONGEST_LINE = 500;
/** A service may move, but what has a place has an address. */
const NEVER_EMPTY: ReadonlySet<EditableField> = new Set(['name', 'status', 'address']);

/** What was typed, written the way we write it; what is the same reads the same. */
export function readField(field: EditableField, typed: string): Outcome<string, FieldRefusal> {
  const text = typed.replaceAll('\r\n', '\n').trim();
  if (text.length > (LONGEST[field] ?? LONGEST_LINE)) return refused('too-long');
  if (text === '') return NEVER_EMPTY.has(field) ? refused('empty') : done('');
  if (isChoice(field)) {
    const chosen = readChoice(field, text);
    return chosen === null ? refused('not-a-choice') : done(chosen);
  }
  const read = READERS[field];
  return read ? read(text) : done(text);
}

type Reader = (text: string) => Outcome<string, FieldRefusal>;

const READERS: Partial<Record<EditableField, Reader>> = {
  status: text => (Object.hasOwn(STATUSES, text) ? done(text) : refused('not-a-status')),
  name: text => done(text.replaceAll(/\s+/g, ' ')),
  phone: readPhones,
  email: readEmail,
  url: text => {
    const { value } = webAddressIn(text);
    return value === null ? refused('not-a-web-address') : done(value);
  },
  address: text => {
    const value = readAddress(text);
    return value === null ? refused('not-an-address') : done(value);
  },
  ages: readAges,
  languages: readLanguages,
  documents: text => done([...new Set(linesOf(text))].join('\n')),
  opening: text => {
    const sessions = readOpening(text);
    return sessions === null ? refused('not-opening-times') : done(writeOpening(sessions));
  },
};

export const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');

export const phoneLine = ({ number, extension, description }: PhoneNumber): string =>
  `${number}${extension === null ? '' : ` ext ${extension}`}${description === null ? '' : ` (${description})`}`;

/** One line a number. */
export const phonesOf = (text: string): readonly PhoneNumber[] =>
  text.split('\n').flatMap(line => phoneNumbersIn(line).phones);

function readPhones(text: string): Outcome<string, FieldRefusal> {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  const read = lines.map(line => phoneNumbersIn(line).phones);
  return read.every(phones => phones.length > 0)
    ? done(read.flat().map(phoneLine).join('\n'))
    : refused('not-a-phone');
}

function readEmail(text: string): Outcome<string, FieldRefusal> {
  const { value, reason } = emailIn(text);
  if (value !== null) return done(value);
  return refused(reason === 'names-a-person' ? 'names-a-person' : 'not-an-email');
}

export type Ages = { readonly from: number | null; readonly to: number | null };

/** '16 to 25', '16 and over', 'up to 25'; both null for an empty text. */
export function agesOf(text: string): Ages | null {
  if (text === '') return { from: null, to: null };
  const [, from, to] = /^(\d{1,3})\s*(?:to|-|–)\s*(\d{1,3})$/i.exec(text) ?? [];
  if (from !== undefined && to !== undefined)
    return Number(from) <= Number(to) ? { from: Number(from), to: Number(to) } : null;
  const [, least] = /^(\d{1,3})\s*(?:and over|\+|or over|upwards)$/i.exec(text) ?? [];
  if (least !== undefined) return { from: Number(least), to: null };
  const [, most] = /^(?:up to|under|to)\s*(\d{1,3})$/i.exec(text) ?? [];
  return most === undefined ? null : { from: null, to: Number(most) };
}

export const agesText = ({ from, to }: Ages): string => {
  if (from !== null && to !== null) return `${from} to ${to}`;
  if (from !== null) return `${from} and over`;
  return to === null ? '' : `up to ${to}`;
};

function readAges(text: string): Outcome<string, FieldRefusal> {
  const ages = agesOf(text);
  return ages === null ? refused('not-ages') : done(agesText(ages));
}

export const languageNamesOf = (text: string): string[] =>
  text
    .split(/[,;\n]/)
    .map(name => name.trim())
    .filter(name => name !== '');

/** Languages that are known get the name we use; in order of name, so that the same languages are the same text. */
function readLanguages(text: string): Outcome<string, FieldRefusal> {
  const found = languageNamesOf(text).map(name => findLanguage(name));
  if (found.some(language => language === null)) return refused('not-a-language');
  const names = found.flatMap(language => (language ? [languageName(language.tag)] : []));
  return done([...new Set(names)].sort().join(', '));
}
