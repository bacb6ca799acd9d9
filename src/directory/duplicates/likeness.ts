// How likely two entries are one service: reasons with points that add up, and what is certain told apart from it. Pure.
import { distanceKm, type Point } from '#kernel';

/** What two entries are compared by. Names and first lines of addresses are folded. */
export type MatchFacts = {
  readonly id: string;
  readonly sourceId: string;
  readonly organizationId: string;
  readonly name: string;
  readonly organization: string;
  /** Codes of the organisation, such as 'GB-CHC 1234567': charity, company and ODS numbers. */
  readonly identifiers: readonly string[];
  /** How many services the organisation has in its source. */
  readonly siblings: number;
  readonly phones: readonly string[];
  /** Without scheme, www and the last slash. */
  readonly url: string | null;
  readonly email: string | null;
  readonly postcodes: readonly string[];
  /** '<postcode> <first line>' */
  readonly addresses: readonly string[];
  readonly points: readonly Point[];
};

export type LikenessReason = { readonly points: number; readonly words: string };
export type Likeness = {
  /** An identifier says so: two sources list the one service of an organisation, or one of the same name in it. */
  readonly certain: boolean;
  readonly score: number;
  readonly reasons: readonly LikenessReason[];
};

/** From this on a person is asked. */
export const WORTH_ASKING = 50;

const common = (one: readonly string[], other: readonly string[]): string | undefined =>
  one.find(each => other.includes(each));

/** Sørensen–Dice over pairs of letters: 1 is the same, 0 has nothing in common. */
export function similarity(one: string, other: string): number {
  if (one === other) return 1;
  const [pairs, others] = [pairsOf(one), pairsOf(other)];
  if (pairs.size === 0 || others.size === 0) return 0;
  let shared = 0;
  let total = 0;
  for (const [pair, times] of pairs) {
    shared += Math.min(times, others.get(pair) ?? 0);
    total += times;
  }
  for (const times of others.values()) total += times;
  return (2 * shared) / total;
}

function pairsOf(text: string): ReadonlyMap<string, number> {
  const pairs = new Map<string, number>();
  for (const word of text.split(' '))
    for (let at = 0; at + 1 < word.length; at++) {
      const pair = word.slice(at, at + 2);
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
  return pairs;
}

export function likenessOf(one: MatchFacts, other: MatchFacts): Likeness {
  const identifier = common(one.identifiers, other.identifiers);
  const reasons = [
    ...ofName(one, other),
    ...ofOrganization(one, other, identifier),
    ...ofReach(one, other),
    ...ofPlace(one, other),
    ...(one.sourceId === other.sourceId ? [{ points: -15, words: 'The same source lists both' }] : []),
  ];
  return {
    certain: identifier !== undefined && isTheOne(one, other),
    score: reasons.reduce((sum, { points }) => sum + points, 0),
    reasons,
  };
}

/** A number is of an organisation: that it is of one service, too, must follow. Branches share a number and are apart. */
function isTheOne(one: MatchFacts, other: MatchFacts): boolean {
  const km = nearest(one.points, other.points);
  if (one.sourceId === other.sourceId || (km > FAR_KM && Number.isFinite(km))) return false;
  return one.name === other.name || (one.siblings === 1 && other.siblings === 1);
}

function ofName(one: MatchFacts, other: MatchFacts): readonly LikenessReason[] {
  const alike = similarity(one.name, other.name);
  if (alike === 1) return [{ points: 40, words: 'The same name' }];
  if (alike >= 0.75) return [{ points: 25, words: 'Names that are much alike' }];
  if (alike >= 0.5) return [{ points: 10, words: 'Names that are a little alike' }];
  return [{ points: -50, words: 'Different names' }];
}

function ofOrganization(
  one: MatchFacts,
  other: MatchFacts,
  identifier: string | undefined,
): readonly LikenessReason[] {
  if (identifier !== undefined)
    return [{ points: 30, words: `Organisations with the same number: ${identifier}` }];
  const same = one.organizationId === other.organizationId || one.organization === other.organization;
  return same ? [{ points: 15, words: 'The same organisation' }] : [];
}

const siteOf = (url: string): string => url.split('/')[0] ?? '';

function ofReach(one: MatchFacts, other: MatchFacts): readonly LikenessReason[] {
  const reasons: LikenessReason[] = [];
  if (common(one.phones, other.phones) !== undefined)
    reasons.push({ points: 15, words: 'The same phone number' });
  if (one.email !== null && one.email === other.email)
    reasons.push({ points: 10, words: 'The same email address' });
  if (one.url !== null && other.url !== null) {
    if (one.url === other.url)
      reasons.push({ points: one.url.includes('/') ? 20 : 10, words: 'The same web page' });
    else if (siteOf(one.url) === siteOf(other.url)) reasons.push({ points: 5, words: 'The same website' });
  }
  return reasons;
}

const NEAR_KM = 0.25;
const FAR_KM = 5;

function ofPlace(one: MatchFacts, other: MatchFacts): readonly LikenessReason[] {
  const reasons: LikenessReason[] = [];
  const samePostcode = common(one.postcodes, other.postcodes) !== undefined;
  if (common(one.addresses, other.addresses) !== undefined)
    reasons.push({ points: 20, words: 'The same address' });
  if (samePostcode) reasons.push({ points: 10, words: 'The same postcode' });
  const km = nearest(one.points, other.points);
  if (!samePostcode && km <= NEAR_KM) reasons.push({ points: 5, words: 'Less than 250 metres apart' });
  if (!samePostcode && km > FAR_KM && Number.isFinite(km))
    reasons.push({ points: -40, words: 'More than 3 miles apart' });
  else if (!samePostcode && one.postcodes.length > 0 && other.postcodes.length > 0)
    reasons.push({ points: -20, words: 'Different postcodes' });
  return reasons;
}

const nearest = (ones: readonly Point[], others: readonly Point[]): number =>
  ones.reduce(
    (least, one) => others.reduce((so, other) => Math.min(so, distanceKm(one, other)), least),
    Number.POSITIVE_INFINITY,
  );
