// Waiting times in words: hours as people say them.

const count = (number: number, one: string): string => `${number} ${number === 1 ? one : `${one}s`}`;

/** Under an hour, hours up to two days, then days to the nearest half below ten. Null when nobody has come so far. */
export function spanInWords(hours: number | null): string {
  if (hours === null) return 'None yet';
  if (hours < 1) return 'Under an hour';
  if (hours < 48) return count(Math.round(hours), 'hour');
  const days = hours / 24;
  return count(days < 10 ? Math.round(days * 2) / 2 : Math.round(days), 'day');
}

/** Whole per cent of a count, or null when it is of nothing. */
export const percentOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 100);
