// What somebody looks for in the directory: the form's fields, and the sealed text that carries them through an address.
import { z } from 'zod';
import type { ServiceSearch } from '#directory';
import { CannotOpen, open, type SealingKeys, seal, sealingKeys } from '#kernel';
import { choiceOr, type FormInput, optionalText, type Req } from '#web';

export const MILES = ['1', '3', '5', '10', '25', 'any'] as const;
const USUAL_MILES = '5';
const KM_A_MILE = 1.609344;

export const searchForm = z.object({
  text: optionalText({ max: 200 }),
  kind: optionalText({ max: 40 }),
  postcode: optionalText({ max: 12 }),
  within: choiceOr(MILES, USUAL_MILES),
  unplaced: choiceOr(['yes', 'no'], 'no'),
});

export type DirectorySearch = z.infer<typeof searchForm>;

export const NO_SEARCH: DirectorySearch = {
  text: '',
  kind: '',
  postcode: '',
  within: USUAL_MILES,
  unplaced: 'no',
};

export const isEmptySearch = ({ text, kind, postcode }: DirectorySearch): boolean =>
  `${text}${kind}${postcode}` === '';

export const toServiceSearch = (search: DirectorySearch, page: number, pageSize: number): ServiceSearch => ({
  text: search.text,
  page,
  pageSize,
  includeUnplaced: search.unplaced === 'yes',
  ...(search.kind === '' ? {} : { kind: search.kind }),
  ...(search.postcode === '' ? {} : { near: { postcode: search.postcode } }),
  ...(search.within === 'any' ? {} : { withinKm: Number(search.within) * KM_A_MILE }),
});

export const inMiles = (km: number): number => km / KM_A_MILE;

/** The fields as the form sends them, to fill it again. */
export const toInput = (search: DirectorySearch): FormInput => ({ ...search });

const PURPOSE = 'directory-search';

const keysOf = ({ services }: Req): SealingKeys => {
  const { secret, oldSecret } = services.config;
  return sealingKeys(PURPOSE, secret, ...(oldSecret ? [oldSecret] : []));
};

const contextOf = ({ actor }: Req): string =>
  actor.kind === 'staff' ? `${actor.organisationId}|${PURPOSE}|${actor.accountId}` : PURPOSE;

/**
 * The search as a text for an address. Words and postcode may be about a person, so it is sealed for this account: addresses
 * end up in histories and logs, and a search there tells nobody anything. Nothing of it is stored.
 */
export const sealSearch = (req: Req, search: DirectorySearch): string =>
  seal(keysOf(req), JSON.stringify(search), contextOf(req)).toString('base64url');

/** Null when it was made by somebody else, altered, or sealed before the secrets were changed. */
export function openSearch(req: Req, sealed: string): DirectorySearch | null {
  try {
    const parsed = searchForm.safeParse(
      JSON.parse(open(keysOf(req), Buffer.from(sealed, 'base64url'), contextOf(req))),
    );
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof CannotOpen || error instanceof SyntaxError) return null;
    throw error;
  }
}
