// JSON from outside made storable: no NUL, no half characters, no nesting without end.

const DEEPEST = 40;
const LONGEST_KEY = 200;

/** Also for texts that were cut: a cut may fall within a character. */
export const soundText = (text: string): string =>
  text
    .replaceAll('\u0000', '')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');

function sound(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return soundText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return null;
  if (Array.isArray(value)) return value.map(one => sound(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [soundText(key).slice(0, LONGEST_KEY), sound(one, depth + 1)]),
  );
}

/** Undefined when the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return sound(JSON.parse(text.replace(/^\ufeff/, '')), 0);
  } catch {
    return undefined;
  }
}
