// An optional fact says whether it was asked: "not asked yet" is an answer, and is never the same as "no".

export const UNANSWERED = ['not_asked', 'not_now', 'declined', 'not_known'] as const;
export type Unanswered = (typeof UNANSWERED)[number];

export type Answer<Value> =
  | { readonly status: 'answered'; readonly value: Value }
  | { readonly status: Unanswered };

export const answered = <Value>(value: Value): Answer<Value> => ({ status: 'answered', value });
export const unanswered = (status: Unanswered): Answer<never> => ({ status });
