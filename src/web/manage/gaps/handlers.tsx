// The manager's list of needs that were not met, with the people concerned.
import { GAP_STATES, type GapState, loadGapList, loadGapsByKind } from '#overviews';
import { NEED_CATEGORIES } from '#plans';
import { type Answered, page, pageNumber, type Req } from '#web';
import { GapListPage } from './pages.tsx';

const isState = (text: string | undefined): text is GapState => GAP_STATES.some(state => state === text);

/** Kinds and states stand in the address: they say nothing about anybody. */
export async function listGaps(req: Req): Promise<Answered> {
  const { state, kind } = req.query;
  const asked = {
    state: isState(state) ? state : 'open',
    kind: kind !== undefined && NEED_CATEGORIES.has(kind) ? kind : null,
    page: pageNumber(req),
  } as const;
  const [{ gaps, total }, kinds] = await Promise.all([loadGapList(req.ctx, asked), loadGapsByKind(req.ctx)]);
  return page(<GapListPage asked={asked} gaps={gaps} total={total} kinds={kinds} />);
}
