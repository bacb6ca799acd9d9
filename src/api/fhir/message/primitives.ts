// The formats of FHIR R4 primitives (https://hl7.org/fhir/R4/datatypes.html), calendar days included.
import { isPartialDate } from '#kernel';

const DATE_TIME =
  /^([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]{1,9})?(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00)))?$/;

const isDay = (text: string): boolean => isPartialDate(text) && !text.startsWith('0000');

const isDateTime = (text: string): boolean => {
  const day = DATE_TIME.exec(text)?.[1];
  if (day === undefined || !isDay(day)) return false;
  return day.length === text.length || day.length === 10;
};

const NO_SPACE = /^\S*$/;
const OID = /^urn:oid:[0-2](?:\.(?:0|[1-9][0-9]*))+$/;
const UUID = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TIME = /^(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]{1,9})?$/;
const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

type Format = { readonly type: 'string' | 'boolean' | 'number'; readonly fits: (value: never) => boolean };

const text = (fits: (value: string) => boolean): Format => ({ type: 'string', fits });
const number = (fits: (value: number) => boolean): Format => ({ type: 'number', fits });
const anyText = text(() => true);

/** A Map, since a key of a message may be any word. */
const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['base64Binary', text(value => value.replace(/\s/g, '').length % 4 === 0 && BASE64.test(value))],
  ['boolean', { type: 'boolean', fits: () => true }],
  ['canonical', text(value => NO_SPACE.test(value))],
  ['code', text(value => /^\S+(?: \S+)*$/.test(value))],
  ['date', text(isDay)],
  ['dateTime', text(isDateTime)],
  ['decimal', number(Number.isFinite)],
  ['id', text(value => /^[A-Za-z0-9\-.]{1,64}$/.test(value))],
  ['instant', text(value => value.includes('T') && isDateTime(value))],
  ['integer', number(Number.isInteger)],
  ['markdown', anyText],
  ['oid', text(value => OID.test(value))],
  ['positiveInt', number(value => Number.isInteger(value) && value > 0)],
  ['string', anyText],
  ['time', text(value => TIME.test(value))],
  ['unsignedInt', number(value => Number.isInteger(value) && value >= 0)],
  ['uri', text(value => NO_SPACE.test(value))],
  ['url', text(value => NO_SPACE.test(value))],
  ['uuid', text(value => UUID.test(value))],
  ['xhtml', anyText],
]);

export const isPrimitive = (type: string): boolean => FORMATS.has(type);

/** Null when the value is right; else a sentence that says what was expected, without quoting it. */
export function primitiveProblem(type: string, value: unknown): string | null {
  const format = FORMATS.get(type);
  if (format === undefined) return `There is no primitive type ${type} in FHIR R4.`;
  if (typeof value !== format.type) return `This must be a JSON ${format.type} (FHIR ${type}).`;
  if (typeof value === 'string' && value.trim() === '') return 'This must not be empty text.';
  if (format.fits(value as never)) return null;
  return type === 'date' || type === 'dateTime' || type === 'instant'
    ? `This is not a ${type} that exists. Send what is known: YYYY, YYYY-MM or YYYY-MM-DD.`
    : `This does not have the form of a FHIR ${type}.`;
}
