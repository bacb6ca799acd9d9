// What an action answers: a value, or a refusal with a reason that pages and interfaces switch on.

export type Done<Value> = { readonly ok: true; readonly value: Value };
export type Refused<Reason extends string> = { readonly ok: false; readonly reason: Reason };
export type Outcome<Value, Reason extends string> = Done<Value> | Refused<Reason>;

export const done = <Value>(value: Value): Done<Value> => ({ ok: true, value });
export const refused = <Reason extends string>(reason: Reason): Refused<Reason> => ({ ok: false, reason });

/** For the default branch of a switch that must be exhaustive: adding a case then fails to compile. */
export function unreachable(value: never): never {
  throw new Error(`unexpected case: ${String(value)}`);
}
