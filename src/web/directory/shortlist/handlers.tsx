// Handlers of shortlists: what is in hand, a link to it, and what the link opens.
import {
  dropFromShortlist,
  leadOn,
  listSharedShortlists,
  loadHandedOut,
  loadShortlistInHand,
  openShortlist,
  revokeShortlist,
  shareShortlist,
  shortlistService,
} from '#directory';
import { type Answered, languageAsked, notFound, page, type Req, readInput, redirect, textOf } from '#web';
import { directoryHref, serviceHref, trailFrom } from '../links.ts';
import { LinkMadePage, SharedShortlistPage, ShortlistPage } from './pages.tsx';

const HERE = '/directory/shortlist';

export async function showShortlist({ ctx }: Req): Promise<Answered> {
  const [ids, shared] = await Promise.all([loadShortlistInHand(ctx), listSharedShortlists(ctx)]);
  const services = await loadHandedOut(ctx, await leadOn(ctx, ids));
  return page(
    <ShortlistPage services={services} shared={shared} now={new Date(ctx.clock().epochMilliseconds)} />,
  );
}

/** `add` from a search leads back to it; `remove` comes from the shortlist itself. */
export async function changeShortlist(req: Req): Promise<Answered> {
  const input = readInput(req.body);
  const [added, removed] = [textOf(input, 'add'), textOf(input, 'remove')];
  if (removed !== '') {
    await dropFromShortlist(req.ctx, removed);
    return redirect(HERE, { notice: 'The service is off your shortlist.' });
  }
  const outcome = await shortlistService(req.ctx, added);
  if (!outcome.ok && outcome.reason === 'not-found') return notFound();
  const trail = trailFrom(req, input);
  const back = textOf(input, 'from') === 'service' ? serviceHref(trail, added) : directoryHref(trail);
  return redirect(back, {
    notice: outcome.ok
      ? 'The service is on your shortlist.'
      : 'Your shortlist is full. Make a link of it, or take services off it, first.',
  });
}

/** The secret of the link is on this page and nowhere else, so it is the answer itself and no redirect. */
export async function makeLink(req: Req): Promise<Answered> {
  const services = await loadHandedOut(req.ctx, await leadOn(req.ctx, await loadShortlistInHand(req.ctx)));
  const outcome = await shareShortlist(req.ctx);
  if (!outcome.ok) return redirect(HERE, { notice: 'There is nothing on your shortlist yet.' });
  const slug = req.organisation?.slug;
  const link = `${req.services.config.origin}/shortlist/${slug}/${outcome.value.token}`;
  return page(<LinkMadePage link={link} services={services} expiresAt={outcome.value.expiresAt} />);
}

export async function revokeLink({ ctx, params }: Req): Promise<Answered> {
  const outcome = await revokeShortlist(ctx, params.shortlist ?? '');
  return outcome.ok ? redirect(HERE, { notice: 'The link no longer works.' }) : notFound();
}

/** For anybody who has the link: services, and nothing about whom they are for. */
export async function showShared(req: Req): Promise<Answered> {
  const { ctx, params, organisation } = req;
  const shortlist = await openShortlist(ctx, params.token ?? '');
  if (!shortlist || !organisation) return notFound();
  const services = await loadHandedOut(ctx, await leadOn(ctx, shortlist.serviceIds));
  const language = languageAsked(req);
  const shown = { services, shortlist, organisation: organisation.name, language };
  const translations = `/shortlist/${organisation.slug}/${params.token}`;
  return page(<SharedShortlistPage {...shown} />, { language, translations });
}
