// What a nightly job clears away: attempts, sessions and links that can have no effect any more.
import { asActor, type Database } from '#database';
import { forgetAttempts } from './sign-in/attempt-store.ts';

const KEEP_LINKS_DAYS = 30;

/** Safe to run at any time and again. Returns how many rows went. */
export function forgetEndedSignIns(database: Database): Promise<number> {
  return asActor(database, { kind: 'gate' }, async ctx => {
    const now = ctx.clock();
    const attempts = await forgetAttempts(ctx);
    const sessions = await ctx.tx
      .deleteFrom('sessions')
      .where('expires_at', '<=', new Date(now.epochMilliseconds))
      .executeTakeFirst();
    const links = await ctx.tx
      .deleteFrom('one_time_links')
      .where('expires_at', '<=', new Date(now.subtract({ hours: 24 * KEEP_LINKS_DAYS }).epochMilliseconds))
      .executeTakeFirst();
    return attempts + Number(sessions.numDeletedRows) + Number(links.numDeletedRows);
  });
}
