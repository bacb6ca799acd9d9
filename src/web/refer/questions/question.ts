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

/** Keeps the schema's type with its question. */
export const question = <Schema extends z.ZodType>(of: Question<Schema>): Question<Schema> => of;
