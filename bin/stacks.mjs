// Makes stack traces name the place in the source, not in the script that was made of it.
import { dirname, resolve } from 'node:path';

const COMMA = 44;
const SEMICOLON = 59;
const DIGITS = new Uint8Array(128);
for (const [digit, sign] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  DIGITS[sign.charCodeAt(0)] = digit;

/**
 * Reads what a source map (ECMA-426) says of one line of the script, from `at` on. `place` is the file, line and column before it, all
 * counted on by each mapping. Gives where the next line begins and, if asked for a column, its place.
 */
function readLine(mappings, at, place, column = -1) {
  let found = null;
  let [field, value, shift, here] = [0, 0, 0, 0];
  for (; at <= mappings.length; at += 1) {
    const sign = at < mappings.length ? mappings.charCodeAt(at) : SEMICOLON;
    if (sign === COMMA || sign === SEMICOLON) {
      if (field > 1 && here <= column) found = [...place];
      field = 0;
      if (sign === SEMICOLON) break;
      continue;
    }
    value += (DIGITS[sign] & 31) << shift;
    shift += 5;
    if (DIGITS[sign] & 32) continue;
    const change = value & 1 ? -(value >> 1) : value >> 1;
    if (field === 0) here += change;
    else if (field <= 3) place[field - 1] += change;
    field += 1;
    [value, shift] = [0, 0];
  }
  return { next: at + 1, found };
}

/** A map of a whole program is long: only where its lines begin is kept, which takes a tenth of the memory of Node's own `SourceMap`. */
function readPlaces(text) {
  const { sources, mappings } = JSON.parse(text);
  const place = [0, 0, 0];
  const begins = [];
  for (let at = 0; at < mappings.length; at = readLine(mappings, at, place).next) begins.push(at, ...place);
  const lines = Int32Array.from(begins);
  return (line, column) => {
    const [at, ...before] = lines.subarray(4 * (line - 1), 4 * line);
    const { found } = at === undefined ? {} : readLine(mappings, at, before, column - 1);
    return found ? { source: sources[found[0]], line: found[1] + 1, column: found[2] + 1 } : null;
  };
}

/** The map is read when the first stack is asked for. */
export function mapStacks({ file, map }) {
  let find;
  const sayPlace = frame => {
    find ??= readPlaces(map() ?? '{ "sources": [], "mappings": "" }');
    const found = find(frame.getLineNumber(), frame.getColumnNumber());
    return found && `${resolve(dirname(file), found.source)}:${found.line}:${found.column}`;
  };
  const say = frame => {
    const place = frame.getFileName() === file ? sayPlace(frame) : null;
    return place ? String(frame).replace(/[^( ]+:\d+:\d+(?=\)?$)/, () => place) : String(frame);
  };
  Error.prepareStackTrace = (error, frames) =>
    [Error.prototype.toString.call(error), ...frames.map(frame => `    at ${say(frame)}`)].join('\n');
}
