// Filter by age: services for exactly the ages of a record, against services for quite other ages.
import { CANDIDATES, type Feature, idsOf, sharpest, type Trial } from './feature.ts';

const agesOf = (record: Readonly<Record<string, unknown>>): readonly [number, number] | null => {
  const { minimum_age: low, maximum_age: high } = record;
  // Feeds write -1 or 0 to 0 for "unknown".
  if (typeof low !== 'number' || typeof high !== 'number' || low < 0 || high <= 0 || low > high) return null;
  return [low, high];
};

/**
 * The standard's words ("a minimum age of at least", "a maximum age equal to or below") can be read as within or as overlap.
 * A record's own two ages fit it either way, and ages wholly outside fit it neither way.
 */
export const age: Feature = {
  name: 'age',
  endpoint: '/services',
  of: ['oruk'],
  plan({ services }) {
    const aged = services.flatMap(one => {
      const ages = agesOf(one.record);
      return ages ? [{ id: one.id, record: one.record, ages }] : [];
    });
    const trials = aged.slice(0, CANDIDATES).map(({ id, ages: [low, high] }) => {
      const [younger, older] = [
        idsOf(aged.filter(({ ages }) => ages[1] < low)),
        idsOf(aged.filter(({ ages }) => ages[0] > high)),
      ];
      const query = { minimum_age: `${low}`, maximum_age: `${high}` };
      const trial: Trial = { query, wanted: id, unwanted: new Set([...younger, ...older]) };
      return { trial, bothSides: younger.size > 0 && older.size > 0 };
    });
    // With ages on both sides, a feed that takes notice of one bound only is caught too.
    const preferred = new Set(trials.filter(({ bothSides }) => bothSides).map(({ trial }) => trial));
    const lack = 'no two services are for wholly different ages, both given';
    return sharpest(
      trials.map(({ trial }) => trial),
      lack,
      preferred,
    );
  },
};
