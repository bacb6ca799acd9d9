// `npm run translations`: how far each language is, and what waits for whom. Ends with 1 when a catalogue has a fault.
import { pathToFileURL } from 'node:url';
import {
  CATALOGUES,
  type Catalogue,
  SOURCE,
  type Source,
  type State,
  sourceHash,
  stateOf,
} from './catalogue.ts';
import { checkCatalogues, type Problem } from './check.ts';

type Counted = Record<Exclude<State, 'source'>, number> & { readonly heldBack: number };

/** How many strings are in each state; `heldBack` are unreviewed ones that may not be shown at all until somebody checks them. */
export function countStates(source: Source, catalogue: Catalogue): Counted {
  const counted = { reviewed: 0, unreviewed: 0, stale: 0, missing: 0, heldBack: 0 };
  for (const [key, original] of Object.entries(source)) {
    const state = stateOf(original, catalogue[key]);
    counted[state] += 1;
    if (state === 'unreviewed' && original.kind !== 'text') counted.heldBack += 1;
  }
  return counted;
}

/** The whole report as lines. */
export function translationReport(problems: readonly Problem[] = checkCatalogues()): string[] {
  const total = Object.keys(SOURCE).length;
  const lines = [`en: ${total} strings (the source)`];
  for (const [language, catalogue] of CATALOGUES) {
    const { reviewed, unreviewed, heldBack, stale, missing } = countStates(SOURCE, catalogue);
    lines.push(
      `${language}: ${reviewed} of ${total} checked by a translator, ${unreviewed} not yet (${heldBack} of them notices, consent or measures: English is shown), ${stale} stale, ${missing} missing`,
    );
    for (const { key, what, weight } of problems.filter(problem => problem.language === language)) {
      lines.push(
        `  ${weight === 'fault' ? 'FAULT ' : ''}${key}: ${what} (English is now ${sourceHash(SOURCE[key]?.text ?? '')})`,
      );
    }
  }
  for (const { key, what } of problems.filter(problem => problem.language === 'en'))
    lines.push(`  FAULT ${key}: ${what}`);
  return lines;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problems = checkCatalogues();
  console.log(translationReport(problems).join('\n'));
  if (problems.some(problem => problem.weight === 'fault')) process.exitCode = 1;
}
