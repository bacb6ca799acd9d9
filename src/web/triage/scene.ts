// Everything the page of one referral shows, loaded together; null when there is none for this reader.
import type { Temporal } from 'temporal-polyfill';
import { isUuid } from '#kernel';
import { type Join, loadJoin, loadStandings, type Standing } from '#overviews';
import {
  type DuplicateSearch,
  findPossibleDuplicates,
  loadPersonRecord,
  type PersonRecord,
  type PossibleDuplicate,
} from '#people';
import {
  loadHistory,
  loadQuestions,
  loadReferral,
  type Question,
  type Referral,
  type ReferralEvent,
} from '#referrals';
import type { Req } from '#web';

export type Lookalike = PossibleDuplicate & { readonly standing: Standing | null };

export type TriageScene = {
  readonly referral: Referral;
  readonly person: PersonRecord;
  readonly record: DuplicateSearch['record'];
  readonly lookalikes: readonly Lookalike[];
  /** Looked alike, and a colleague said that they are two people. */
  readonly toldApart: readonly Lookalike[];
  /** How many more look alike than are shown. */
  readonly more: number;
  readonly join: Join | null;
  readonly questions: readonly Question[];
  readonly history: readonly ReferralEvent[];
  readonly now: Temporal.Instant;
  readonly ownTeamOnly: boolean;
};

/** Side by side for five: whoever looks at more has stopped reading. */
const MOST_SHOWN = 5;

/** The referral an address names, or null (row-level security: 404, never 403). */
export async function openReferral(req: Req): Promise<Referral | null> {
  const id = req.params.referral ?? '';
  return isUuid(id) ? loadReferral(req.ctx, id) : null;
}

export async function openScene(req: Req, referral: Referral): Promise<TriageScene | null> {
  const { ctx } = req;
  const [person, search, join, questions, history] = await Promise.all([
    loadPersonRecord(ctx, referral.personId),
    findPossibleDuplicates(ctx, referral.personId),
    loadJoin(ctx, referral.id),
    loadQuestions(ctx, referral.id),
    loadHistory(ctx, referral.id),
  ]);
  if (!person || !search) return null;
  const alike = search.possible.filter(each => !each.toldApart);
  const apart = search.possible.filter(each => each.toldApart);
  const shown = [...alike.slice(0, MOST_SHOWN), ...apart];
  const standings = await loadStandings(
    ctx,
    shown.map(each => each.record.id),
  );
  const withStanding = (each: PossibleDuplicate): Lookalike => ({
    ...each,
    standing: standings.get(each.record.id) ?? null,
  });
  return {
    referral,
    person,
    record: search.record,
    lookalikes: alike.slice(0, MOST_SHOWN).map(withStanding),
    toldApart: apart.map(withStanding),
    more: Math.max(0, alike.length - MOST_SHOWN),
    join,
    questions,
    history,
    now: req.services.clock(),
    ownTeamOnly: req.actor.kind === 'staff' && req.actor.role === 'link_worker',
  };
}
