// What each question page is: its heading, how its answers are checked, its fields, and how they read back.
import type { ReactElement } from 'react';
import type { Temporal } from 'temporal-polyfill';
import type { z } from 'zod';
import type { Journey, QuestionName } from '../journey.ts';

export type ReadBack = { readonly key: string; readonly value: string };

export type Question<Schema extends z.ZodType = z.ZodType> = {
  readonly name: QuestionName;
  readonly heading: (journey: Journey) => string;
  readonly schema: (journey: Journey, today: Temporal.PlainDate) => Schema;
  readonly Fields: (props: { readonly journey: Journey }) => ReactElement;
  /** Lines of the check page, from what the schema made. */
  readonly readBack: (value: z.infer<Schema>, journey: Journey) => readonly ReadBack[];
};

/** Keeps the schema's type with its question; and the schema itself, for making one takes longer than checking answers with it. */
export const question = <Schema extends z.ZodType>(of: Question<Schema>): Question<Schema> => ({
  ...of,
  schema: onceADay(of.schema),
});

/** What a schema allows depends on the journey and, where days are typed, on today. */
function onceADay<Schema>(
  make: (journey: Journey, today: Temporal.PlainDate) => Schema,
): (journey: Journey, today: Temporal.PlainDate) => Schema {
  const kept = new Map<Journey, { readonly day: string; readonly schema: Schema }>();
  return (journey, today) => {
    const day = today.toString();
    const known = kept.get(journey);
    if (known?.day === day) return known.schema;
    const schema = make(journey, today);
    kept.set(journey, { day, schema });
    return schema;
  };
}
