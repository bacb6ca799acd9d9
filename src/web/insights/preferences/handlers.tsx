// Handlers of the numbers about wishes: the page and the same as a download, protected by the database for whoever reads.
import { loadInsightYears, loadPreferencesMet, MET_MEASURES, MET_SPLITS, perCentMet } from '#overviews';
import { type Answered, type CsvValue, csvFile, page, type Req } from '#web';
import { countWords, yearWords } from '../words.ts';
import { askedYear } from '../year.ts';
import { inNameOrder, MetPage, type MetProps } from './met-page.tsx';
import { cellWords, KIND_WORDS, MEASURE_WORDS, SPLIT_CAPTIONS } from './words.ts';

async function load(req: Req): Promise<MetProps> {
  const years = await loadInsightYears(req.ctx);
  const year = askedYear(req, years);
  const [none, language, sex] = await Promise.all([
    loadPreferencesMet(req.ctx, year, 'none'),
    loadPreferencesMet(req.ctx, year, 'language'),
    loadPreferencesMet(req.ctx, year, 'sex'),
  ]);
  const manager = req.actor.kind === 'staff' && req.actor.role === 'manager';
  const back = manager ? { href: '/overview', text: 'Overview' } : { href: '/insights', text: 'Numbers' };
  return { year, years, rows: { none, language, sex }, back };
}

export const showMet = async (req: Req): Promise<Answered> => page(<MetPage {...(await load(req))} />);

export async function downloadMet(req: Req): Promise<Answered> {
  const { year, rows } = await load(req);
  const lines = MET_SPLITS.flatMap(split =>
    inNameOrder(split, rows[split]).flatMap(({ cell, kind, counts }): CsvValue[][] => {
      const of: CsvValue[] = [SPLIT_CAPTIONS[split], cellWords(split, cell), KIND_WORDS[kind]];
      return [
        [...of, 'Per cent as asked', perCentMet(counts) ?? 'too few'],
        ...MET_MEASURES.map(measure => [
          ...of,
          MEASURE_WORDS[measure],
          counts[measure].shown ?? countWords(counts[measure]),
        ]),
      ];
    }),
  );
  return csvFile(`footbridge-preferences-${year ?? 'all-years'}.csv`, [
    ['Part', 'Of', 'About', 'Number', 'Value'],
    ['Period', yearWords(year), null, null, null],
    ['Note', 'Rounded to the nearest 5; fewer than 5 is not shown as a number', null, null, null],
    [
      'Note',
      'Per cent is of those who asked for something; not asked is not counted in it',
      null,
      null,
      null,
    ],
    ...lines,
  ]);
}
