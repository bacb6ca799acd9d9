// Handlers of the numbers of unmet need: the page, the same to print, and the same as a download.
import { formatDay, londonDay } from '#kernel';
import {
  GAP_MEASURES,
  GAP_SPLITS,
  type GapRow,
  perCentOf,
  SEARCH_MEASURES,
  type SearchMeasure,
} from '#overviews';
import { needLabel } from '#plans';
import { type Answered, type CsvValue, csvFile, page, type Req } from '#web';
import { countWords, fewOr, yearWords } from '../words.ts';
import { GapsPage, GapsPrintPage } from './gaps-page.tsx';
import { type GapNumbers, loadGapNumbers } from './load.ts';
import {
  areaWords,
  inOrder,
  lineWords,
  MEASURE_WORDS,
  SEARCH_WORDS,
  SPLIT_CAPTIONS,
  searchLineWords,
} from './words.ts';

const isManager = ({ actor }: Req): boolean => actor.kind === 'staff' && actor.role === 'manager';

export async function showGaps(req: Req): Promise<Answered> {
  const numbers = await loadGapNumbers(req);
  const mayOpenRecords = isManager(req);
  const back = mayOpenRecords
    ? { href: '/overview', text: 'Overview' }
    : { href: '/insights', text: 'Numbers' };
  return page(<GapsPage {...numbers} back={back} mayOpenRecords={mayOpenRecords} />);
}

export async function printGaps(req: Req): Promise<Answered> {
  const numbers = await loadGapNumbers(req);
  const today = formatDay(londonDay(req.ctx.clock()));
  return page(<GapsPrintPage {...numbers} service={req.organisation?.name ?? ''} today={today} />);
}

const note = (text: string): CsvValue[] => ['Note', text, null, null];

const splitLines = ({ rows }: GapNumbers): CsvValue[][] =>
  GAP_SPLITS.flatMap(split =>
    inOrder(split, rows[split]).flatMap((row): CsvValue[][] => {
      const of: CsvValue[] = [SPLIT_CAPTIONS[split], lineWords(split, row.line)];
      const counts = GAP_MEASURES.flatMap((measure): CsvValue[][] => {
        const count = row.counts[measure];
        return count ? [[...of, MEASURE_WORDS[measure], count.shown ?? countWords(count)]] : [];
      });
      return split === 'reason'
        ? counts
        : [
            ...counts,
            [...of, 'Per cent of needs agreed', perCentOf(row.counts.gaps, row.counts.needs) ?? 'too few'],
          ];
    }),
  );

const gridLines = ({ grid }: GapNumbers): CsvValue[][] =>
  grid.flatMap(({ kind, area, needs, gaps }) => {
    const of = `${needLabel(kind)}, ${areaWords(area)}`;
    return [
      ['By kind and area', of, MEASURE_WORDS.needs, needs.shown ?? countWords(needs)],
      ['By kind and area', of, MEASURE_WORDS.gaps, gaps.shown ?? countWords(gaps)],
    ];
  });

const searchLines = (part: string, rows: readonly GapRow<SearchMeasure>[]): CsvValue[][] =>
  rows.flatMap(row =>
    SEARCH_MEASURES.flatMap((measure): CsvValue[][] => {
      const count = row.counts[measure];
      return count
        ? [[part, searchLineWords(row.line), SEARCH_WORDS[measure], count.shown ?? countWords(count)]]
        : [];
    }),
  );

export async function downloadGaps(req: Req): Promise<Answered> {
  const numbers = await loadGapNumbers(req);
  const { year, times, searches } = numbers;
  return csvFile(`footbridge-unmet-need-${year ?? 'all-years'}.csv`, [
    ['Part', 'Of', 'Number', 'Value'],
    ['Period', yearWords(year), null, null],
    note('Rounded to the nearest 5; fewer than 5 needs or people is not shown as a number'),
    note('Only what was written down. Nothing fitted: nobody here found a service; there may be one'),
    note('Reasons add up to more than all: a need may have several'),
    ...splitLines(numbers),
    ['All needs', 'All', 'Median days until something was found (from 10 on)', times.medianDays ?? 'too few'],
    ['All needs', 'Steps that belong to no need', MEASURE_WORDS.gaps, times.unlinked ?? fewOr(null)],
    ...gridLines(numbers),
    note('Searches are about searches of the directory, not about people or needs'),
    ...searchLines('Searches', searches.none),
    ...searchLines('Searches by kind', searches.kind),
    ...searchLines('Searches by quarter', searches.quarter),
  ]);
}
