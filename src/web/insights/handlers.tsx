// Handlers of insights: the page and the same numbers as a download. Everything here has been protected by the database.
import {
  FUNNEL_SPLITS,
  FUNNEL_STEPS,
  type FunnelSplit,
  loadFunnel,
  loadGroupInsight,
  loadInsightYears,
  loadInterpretingInsight,
  loadPairedQuestions,
} from '#overviews';
import { type Answered, type CsvValue, csvFile, page, type Req } from '#web';
import { groupRows } from './groups-part.tsx';
import { type Insights, InsightsPage, missingOf } from './insights-page.tsx';
import { interpretingRows } from './interpreting-part.tsx';
import { cellWords, countWords, fewOr, ITEM_WORDS, inOrder, STEP_WORDS, yearWords } from './words.ts';
import { askedYear } from './year.ts';

async function loadInsights(req: Req): Promise<Insights> {
  const years = await loadInsightYears(req.ctx);
  const year = askedYear(req, years);
  const [pairs, interpreting, interpretingByLanguage, groups, groupsByWho, ...funnels] = await Promise.all([
    loadPairedQuestions(req.ctx, year),
    loadInterpretingInsight(req.ctx, year, 'none'),
    loadInterpretingInsight(req.ctx, year, 'language'),
    loadGroupInsight(req.ctx, year, 'none'),
    loadGroupInsight(req.ctx, year, 'who'),
    ...FUNNEL_SPLITS.map(split => loadFunnel(req.ctx, year, split)),
  ]);
  const bySplit = FUNNEL_SPLITS.map((split, at) => [split, funnels[at] ?? []] as const);
  const byCell = Object.fromEntries(bySplit) as unknown as Insights['funnels'];
  return {
    year,
    years,
    pairs,
    interpreting: [...interpreting, ...interpretingByLanguage],
    groups: [...groups, ...groupsByWho],
    funnels: byCell,
  };
}

export const show = async (req: Req): Promise<Answered> =>
  page(<InsightsPage {...(await loadInsights(req))} />);

const SPLIT_NAMES: Record<FunnelSplit, string> = {
  none: 'All',
  language: 'Language',
  month: 'Month',
  source: 'Came from',
};

export async function download(req: Req): Promise<Answered> {
  const { year, funnels, pairs, interpreting, groups } = await loadInsights(req);
  const rows: (readonly CsvValue[])[] = [
    ['Part', 'Of', 'Number', 'Value'],
    ['Period', yearWords(year), null, null],
    ['Note', 'No comparator: this does not show that the service caused a change', null, null],
    ['Note', 'Rounded to the nearest 5; fewer than 5 is not shown as a number', null, null],
    ...FUNNEL_SPLITS.flatMap(split =>
      inOrder(split, funnels[split]).flatMap(row =>
        FUNNEL_STEPS.map(step => [
          SPLIT_NAMES[split],
          cellWords(split, row.cell),
          STEP_WORDS[step],
          row.steps[step].shown ?? countWords(row.steps[step]),
        ]),
      ),
    ),
    ...interpretingRows(interpreting),
    ...groupRows(groups),
    ...pairs.flatMap((pair): CsvValue[][] => {
      const of = ITEM_WORDS[pair.item] ?? pair.item;
      return [
        ['Wellbeing', of, 'Closed after contact', pair.ended ?? fewOr(null)],
        ['Wellbeing', of, 'Answered at the start', pair.started ?? fewOr(null)],
        ['Wellbeing', of, 'At the start and the end', pair.paired ?? fewOr(null)],
        ['Wellbeing', of, 'No pair', missingOf(pair)],
        ['Wellbeing', of, 'Mean at the start (of pairs, from 10 on)', pair.startMean],
        ['Wellbeing', of, 'Mean at the end (of pairs, from 10 on)', pair.endMean],
      ];
    }),
  ];
  return csvFile(`footbridge-numbers-${year ?? 'all-years'}.csv`, rows);
}
