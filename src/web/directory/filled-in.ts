// What a search for somebody's step begins with: what is known of their languages, wishes and area. Nothing about status or stage.
import { findPlace } from '#directory';
import { languageName, outwardCode, spokenLanguage } from '#kernel';
import { wishesOf } from '#matching';
import { loadPersonRecord } from '#people';
import { placeOfStep } from '#plans';
import type { Req } from '#web';
import { type DirectorySearch, NO_SEARCH } from './search-form.ts';

/** Null when the step is not this reader's to see. That the record was read is recorded, without what was found. */
export async function filledInFor({ ctx }: Req, stepId: string): Promise<DirectorySearch | null> {
  const place = await placeOfStep(ctx, stepId);
  const person = place && (await loadPersonRecord(ctx, place.personId));
  if (!person) return null;
  ctx.record({ event: 'person.search-begun', subject: { type: 'person', id: person.id } });
  const wishes = wishesOf(person);
  const language =
    wishes.interpreter === 'no' ? undefined : wishes.languages.find(tag => spokenLanguage(tag) !== 'en');
  const address = person.contactPoints.find(
    ({ postcode, safeToUse }) => postcode !== undefined && postcode !== null && safeToUse !== 'no',
  );
  // The first half is near enough for a search and says less than the whole.
  const area = outwardCode(address?.postcode ?? '') ?? '';
  return {
    ...NO_SEARCH,
    // What the step is for, where its goal belongs to a need: needs and kinds of service have the same categories.
    kind: place.needKind ?? '',
    // Left out where it is not known: a search that fails before anybody typed a word helps nobody.
    postcode: (await findPlace(ctx, area)).ok ? area : '',
    language: language === undefined ? '' : languageName(language),
    sex: wishes.workerSex === 'female_only' ? 'women' : wishes.workerSex === 'male_only' ? 'men' : '',
    format: wishes.format === 'individual' ? 'one_to_one' : wishes.format === 'group' ? 'group' : '',
  };
}
