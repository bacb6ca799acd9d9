// One line of a postcode directory: the postcode with its place, or why it cannot be used.
import { parsePostcode } from '#kernel';
import type { Columns } from './columns.ts';

export type PostcodeRow = {
  readonly postcode: string;
  readonly latitude: number;
  readonly longitude: number;
  /** 'YYYY-MM' */
  readonly ended: string | null;
  readonly localAuthority: string | null;
  readonly ward: string | null;
  readonly lsoa: string | null;
};

export type LineProblem = 'wrong-number-of-columns' | 'not-a-postcode' | 'not-a-place' | 'not-a-month';
/** ONS: latitude 99.999999 means that no position is known (Channel Islands, Isle of Man, some ended ones). */
export type ReadLine = PostcodeRow | 'no-position' | LineProblem;

const NO_LATITUDE = 99.999;
/** Everything from Scilly to Shetland and Lowestoft, with room around it; 0, 0 is in the sea off Africa. */
const isInBritain = (latitude: number, longitude: number): boolean =>
  latitude > 49 && latitude < 61.5 && longitude > -9 && longitude < 2.5;
const MONTH = /^(\d{4})-?(0[1-9]|1[0-2])$/;
const CODE = /^[A-Z]\d{8}$/;

export function readLine(columns: Columns, fields: readonly string[]): ReadLine {
  if (fields.length !== columns.width) return 'wrong-number-of-columns';
  const field = (at: number): string => (at < 0 ? '' : (fields[at] ?? '').trim());
  const postcode = parsePostcode(field(columns.postcode));
  if (!postcode.ok) return 'not-a-postcode';
  const [latitude, longitude] = [numberOf(field(columns.latitude)), numberOf(field(columns.longitude))];
  if (latitude === null || longitude === null) return 'not-a-place';
  if (latitude >= NO_LATITUDE) return 'no-position';
  if (!isInBritain(latitude, longitude)) return 'not-a-place';
  const ended = field(columns.ended);
  const month = MONTH.exec(ended);
  if (ended !== '' && month === null) return 'not-a-month';
  const code = (at: number): string | null => (CODE.test(field(at)) ? field(at) : null);
  return {
    postcode: postcode.value,
    latitude,
    longitude,
    ended: month === null ? null : `${month[1]}-${month[2]}`,
    localAuthority: code(columns.localAuthority),
    ward: code(columns.ward),
    lsoa: code(columns.lsoa),
  };
}

const numberOf = (text: string): number | null => (/^[-+]?\d+(\.\d+)?$/.test(text) ? Number(text) : null);
