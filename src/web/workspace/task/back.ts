// Where a task was acted on, and so where its reader wants to be again.

export type Back = 'tasks' | 'person';

export const backOf = (text: string | undefined): Back => (text === 'tasks' ? 'tasks' : 'person');

export const backHref = (back: Back, personId: string): string =>
  back === 'tasks' ? '/tasks' : `/people/${personId}#tasks`;
