// From text to JSON within limits: size, depth, number of values, and text that a database can hold.
import { type Reading, read, refuse } from '../outcome.ts';

/** Bytes of a message. The largest BaRS example is 38 kB; a photograph may need more. */
export const LARGEST_MESSAGE = 2 * 1024 * 1024;
/** Levels of nesting. The deepest BaRS example has 13. */
const DEEPEST_MESSAGE = 60;
const MOST_VALUES = 100_000;
/** FHIR R4 string: at most 1 MB. */
const LONGEST_TEXT = 1024 * 1024;
const HALF_PAIR = /\p{Surrogate}/u;

/** The value, or 413 too-long, 400 structure, 422 too-costly, 400 value. Never quotes what was sent. */
export function parseMessage(text: unknown): Reading<unknown> {
  if (text instanceof Uint8Array)
    return refuse(400, 'structure', null, 'The body is not UTF-8. Send JSON in UTF-8.');
  if (typeof text !== 'string' || text.trim() === '')
    return refuse(400, 'structure', null, 'The body is empty. Send a FHIR Bundle as JSON.');
  if (Buffer.byteLength(text) > LARGEST_MESSAGE) {
    return refuse(413, 'too-long', null, `The message is larger than ${LARGEST_MESSAGE} bytes.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    const place = /position (\d+)/.exec((error as Error).message)?.[1];
    return refuse(
      400,
      'structure',
      null,
      `The body is not JSON${place === undefined ? '' : `: it breaks at character ${place}`}.`,
    );
  }
  return withinLimits(value);
}

/** Walks without recursion, so that depth is found before anything recurses. */
function withinLimits(root: unknown): Reading<unknown> {
  const waiting: { value: unknown; at: string; depth: number }[] = [{ value: root, at: '', depth: 1 }];
  let seen = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, at, depth } = next;
    seen += 1;
    if (seen > MOST_VALUES)
      return refuse(422, 'too-costly', null, `The message holds more than ${MOST_VALUES} values.`);
    if (depth > DEEPEST_MESSAGE)
      return refuse(
        422,
        'too-costly',
        shorten(at),
        `The message is nested more than ${DEEPEST_MESSAGE} levels deep.`,
      );
    if (typeof value === 'string') {
      const problem = textProblem(value);
      if (problem !== null) return refuse(400, 'value', shorten(at), problem);
    }
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value) && value.length > MOST_VALUES) {
      return refuse(422, 'too-costly', shorten(at), `A list holds more than ${MOST_VALUES} values.`);
    }
    for (const [key, child] of Object.entries(value)) {
      waiting.push({ value: child, at: pathOf(at, key, Array.isArray(value), root), depth: depth + 1 });
    }
  }
  return read(root);
}

const pathOf = (at: string, key: string, inList: boolean, root: unknown): string => {
  if (inList) return `${at}[${key}]`;
  return at === '' ? `${typeOf(root)}.${key}` : `${at}.${key}`;
};

const typeOf = (root: unknown): string => {
  const type = (root as { resourceType?: unknown } | null)?.resourceType;
  return typeof type === 'string' && /^[A-Za-z]{1,40}$/.test(type) ? type : 'Resource';
};

const shorten = (at: string): string => (at.length > 200 ? `${at.slice(0, 200)}…` : at);

function textProblem(text: string): string | null {
  if (text.length > LONGEST_TEXT) return 'Text may be at most 1 MB long.';
  if (text.includes('\u0000')) return 'Text must not hold the character U+0000.';
  return HALF_PAIR.test(text)
    ? 'Text must be whole Unicode characters: half of a surrogate pair was sent.'
    : null;
}
