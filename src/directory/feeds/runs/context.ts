// What a reader of records is told before a run: what is known of the source and what people decided.
import { noLinks, type ReadingContext } from '../../formats/hsds/gathering.ts';
import type { Meanings } from '../unknown-strings.ts';

type Around = Pick<ReadingContext, 'source' | 'kinds' | 'terms'> & {
  readonly meanings: Meanings;
  readonly termRecords?: ReadingContext['termRecords'];
};

export const contextOf = ({ source, kinds, terms, meanings, termRecords }: Around): ReadingContext => ({
  source,
  kinds,
  terms,
  meaningOf: meanings,
  links: noLinks(),
  termIds: new Map(),
  termRecords: termRecords ?? new Map(),
});
