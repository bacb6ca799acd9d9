// Handlers of the directory: search, its results, and one service.
import type { Temporal } from 'temporal-polyfill';
import {
  countSearch,
  findOwnCheck,
  findPlace,
  type KindInUse,
  leadOn,
  listCorrectionsShown,
  listKinds,
  loadEntryText,
  loadService,
  loadShortlistInHand,
  loadTrust,
  type PlaceRefusal,
  searchServices,
} from '#directory';
import { londonDay } from '#kernel';
import {
  type Answered,
  type FieldErrors,
  type FormInput,
  notFound,
  page,
  parseForm,
  type Req,
  redirect,
  textOf,
} from '#web';
import { filledInFor } from './filled-in.ts';
import { directoryHref, serviceHref, stepOf, type Trail, trailFrom } from './links.ts';
import { narrowGroups } from './results/narrow.ts';
import {
  type DirectorySearch,
  isEmptySearch,
  NO_SEARCH,
  openSearch,
  sealSearch,
  searchForm,
  toInput,
  toServiceSearch,
  without,
} from './search-form.ts';
import { ResultsPage, SearchPage } from './search-page.tsx';
import { ServicePage } from './service-page.tsx';

const PAGE_SIZE = 20;

const today = (req: Req): Temporal.PlainDate => londonDay(req.services.clock());

const PLACE_PROBLEMS: Record<PlaceRefusal, string> = {
  'not-a-postcode': 'Enter a full postcode, such as SW17 0NB, or its first half, such as SW17',
  'postcode-not-known':
    'We do not know where this postcode is. Try only its first half, or search without it',
};

const trailOf = (req: Req): Trail => trailFrom(req, req.query);

export async function showDirectory(req: Req): Promise<Answered> {
  const trail = trailOf(req);
  const opened =
    trail.search === null ? { ...NO_SEARCH, kind: trail.kind ?? '' } : openSearch(req, trail.search);
  const search = opened ?? NO_SEARCH;
  const kinds = await listKinds(req.ctx);
  if (isEmptySearch(search)) return showForm(req, trail, kinds);
  const { database } = req.services;
  const asked = toServiceSearch(search, trail.page, PAGE_SIZE);
  const [found, picked] = await Promise.all([
    searchServices(database, req.ctx, asked),
    loadShortlistInHand(req.ctx),
  ]);
  // Every search is sealed anew, so that the beginning of its text is a number made by chance.
  if (trail.search !== null) countSearch(database, req.ctx, asked, found, trail.search.slice(0, 22));
  const looser = found.loosen.map(({ name, label, services }) => ({
    label: LOOSE_LABELS[name] ?? label,
    services,
    href: directoryHref({ ...trail, page: 1, search: sealSearch(req, without(search, name)) }),
  }));
  const narrow = narrowGroups(found, search, narrowed =>
    directoryHref({ ...trail, page: 1, search: isEmptySearch(narrowed) ? null : sealSearch(req, narrowed) }),
  );
  const trust = await loadTrust(
    req.ctx,
    found.services.map(({ id }) => id),
  );
  const unknownHref =
    search.known === 'yes'
      ? directoryHref({ ...trail, page: 1, search: sealSearch(req, { ...search, known: 'no' }) })
      : null;
  const shown = {
    unknownHref,
    values: toInput(search),
    kinds,
    trail,
    search,
    found,
    looser,
    narrow,
    trust,
    today: today(req),
  };
  return page(<ResultsPage {...shown} picked={new Set(picked)} />);
}

const LOOSE_LABELS: Readonly<Record<string, string>> = { distance: 'How far away', text: 'What or where' };

/** For a step, it begins with what is known of the person; nothing of that goes into an address until they search. */
async function showForm(req: Req, trail: Trail, kinds: readonly KindInUse[]): Promise<Answered> {
  const filled = trail.step === null ? null : await filledInFor(req, trail.step);
  const values = toInput(filled ?? NO_SEARCH);
  return page(<SearchPage values={values} kinds={kinds} trail={trail} filledIn={filled !== null} />);
}

/** Searches by POST, so that what is typed never stands in an address; then leads to the results by a sealed one. */
export async function search(req: Req): Promise<Answered> {
  const parsed = parseForm(searchForm, req.body);
  const step = stepOf(req, textOf(parsed.input, 'for-step'));
  const trail: Trail = { search: null, kind: null, page: 1, step };
  if (!parsed.ok) return again(req, trail, parsed.input, parsed.errors);
  const problem = await placeProblem(req, parsed.value);
  if (problem) return again(req, trail, parsed.input, { postcode: problem });
  return redirect(
    directoryHref({ ...trail, search: isEmptySearch(parsed.value) ? null : sealSearch(req, parsed.value) }),
  );
}

async function placeProblem(req: Req, { postcode }: DirectorySearch): Promise<string | null> {
  if (postcode === '') return null;
  const found = await findPlace(req.ctx, postcode);
  return found.ok ? null : PLACE_PROBLEMS[found.reason];
}

async function again(req: Req, trail: Trail, values: FormInput, errors: FieldErrors): Promise<Answered> {
  const kinds = await listKinds(req.ctx);
  return page(<SearchPage values={values} errors={errors} kinds={kinds} trail={trail} />, { status: 422 });
}

/** One that was replaced leads on to the one that is kept, from wherever it was still named. */
export async function showService(req: Req): Promise<Answered> {
  const { ctx } = req;
  const asked = req.params.service ?? '';
  const [kept] = await leadOn(ctx, [asked]);
  if (kept !== undefined && kept !== asked.toLowerCase())
    return redirect(serviceHref(trailOf(req), kept), { notice: LED_ON });
  const service = await loadService(ctx, asked);
  if (!service) return notFound();
  const [trusts, entry, corrections, own, inHand] = await Promise.all([
    loadTrust(ctx, [service.id]),
    loadEntryText(ctx, service.id),
    listCorrectionsShown(ctx, service.id),
    findOwnCheck(ctx, service.id),
    loadShortlistInHand(ctx),
  ]);
  const trust = trusts.get(service.id);
  if (!trust || !entry) return notFound();
  const mayCheck = req.actor.kind === 'staff' && req.actor.role !== 'referrer';
  const about = {
    service,
    trust,
    corrections,
    entry,
    ownCheck: own,
    mayCheck,
    picked: inHand.includes(service.id),
  };
  const now = today(req);
  return page(<ServicePage {...about} trail={trailOf(req)} today={now} day={now.toString()} />);
}

const LED_ON = 'Two entries were one service. This is the one that was kept.';
