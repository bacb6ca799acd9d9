// Something personal that has to travel in an address, such as what was searched for: sealed for one account, stored nowhere.
import { CannotOpen, open, type SealingKeys, seal, sealingKeys } from '#kernel';
import type { Req } from './route.ts';

const keysOf = ({ services }: Req, purpose: string): SealingKeys => {
  const { secret, oldSecret } = services.config;
  return sealingKeys(purpose, secret, ...(oldSecret ? [oldSecret] : []));
};

const contextOf = ({ actor }: Req, purpose: string): string =>
  actor.kind === 'staff' ? `${actor.organisationId}|${purpose}|${actor.accountId}` : purpose;

/** For use within an address; only the same account can open it, for the same purpose. */
export const sealText = (req: Req, purpose: string, text: string): string =>
  seal(keysOf(req, purpose), text, contextOf(req, purpose)).toString('base64url');

/** Null for what somebody else sealed, what was altered, and what was sealed before the secrets were changed. */
export function openText(req: Req, purpose: string, sealed: unknown): string | null {
  if (typeof sealed !== 'string') return null;
  try {
    return open(keysOf(req, purpose), Buffer.from(sealed, 'base64url'), contextOf(req, purpose));
  } catch (error) {
    if (error instanceof CannotOpen) return null;
    throw error;
  }
}
