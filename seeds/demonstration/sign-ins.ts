// Who can sign in to a demonstration, to be printed: names and addresses, never a password.
import type { Role } from '#kernel';
import type { DemonstrationPlan } from './plan.ts';

export type DemonstrationSignIn = {
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  readonly organisation: string;
};

/** Everybody, by service, in the order they were taken on: the named staff first. */
export const demonstrationSignIns = (plan: DemonstrationPlan): readonly DemonstrationSignIn[] =>
  plan.organisations.flatMap(({ organisation, rows }) =>
    rows.accounts.map(({ role, name, email }) => ({
      role: role as Role,
      name,
      email,
      organisation: organisation.name,
    })),
  );
