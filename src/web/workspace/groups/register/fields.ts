// The names of a person's fields in a register.
import type { ExpectedPerson } from '#groups';

export const markField = ({ personId }: Pick<ExpectedPerson, 'personId'>): string => `mark-${personId}`;
export const reasonField = ({ personId }: Pick<ExpectedPerson, 'personId'>): string => `reason-${personId}`;
