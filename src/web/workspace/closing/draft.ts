// What was typed to close a referral, kept from when it is checked until it is sent: the check has an address, and Back loses nothing.
import { type DraftId, discardDraft, keepAnswers, loadOwnDrafts, startDraft } from '#database';
import type { ReferralId } from '#kernel';
import type { FormInput, Req } from '#web';

export type ClosingDraft = { readonly id: DraftId; readonly input: FormInput; readonly keptAt: Date };

const kindOf = (referralId: ReferralId): string => `closing:${referralId}`;
const PAGE = 'closing';

/** The reader's own: a colleague who works with the same person has another. */
export async function loadClosingDraft(req: Req, referralId: ReferralId): Promise<ClosingDraft | null> {
  const [draft] = await loadOwnDrafts(req.ctx, kindOf(referralId));
  return draft ? { id: draft.id, input: draft.answers[PAGE] ?? {}, keptAt: draft.updatedAt } : null;
}

export async function keepClosingDraft(req: Req, referralId: ReferralId, input: FormInput): Promise<void> {
  const kept = await loadClosingDraft(req, referralId);
  const id = kept?.id ?? (await startDraft(req.ctx, kindOf(referralId), 'en', null));
  await keepAnswers(req.ctx, id, PAGE, input);
}

export async function discardClosingDraft(req: Req, referralId: ReferralId): Promise<void> {
  const kept = await loadClosingDraft(req, referralId);
  if (kept) await discardDraft(req.ctx, kept.id);
}
