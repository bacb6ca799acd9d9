// Where tables are read from: a folder or a zip, never anything beside it, whatever a package says.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, posix, resolve, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decodeText } from '../decode-text.ts';
import { looksLikeZip, openZip } from './zip.ts';

export const LONGEST_FILE = 512 * 1024 * 1024;

export type TableFiles = {
  has(name: string): boolean;
  /** Null when it is not there. */
  bytesOf(name: string): Buffer | null;
};

/** Gzipped or not, in any of the usual encodings; null when it cannot be unpacked. */
export function textOf(bytes: Buffer): string | null {
  try {
    const gzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return decodeText(gzipped ? gunzipSync(bytes, { maxOutputLength: LONGEST_FILE }) : bytes);
  } catch {
    return null;
  }
}

export function readBytes(file: string): Buffer | null {
  try {
    return statSync(file).size > LONGEST_FILE ? null : readFileSync(file);
  } catch {
    return null;
  }
}

export function folderFiles(folder: string): TableFiles {
  const within = (name: string): string | null => {
    const file = isAbsolute(name) ? name : resolve(folder, name);
    return file.startsWith(resolve(folder) + sep) && existsSync(file) ? file : null;
  };
  return {
    has: name => within(name) !== null,
    bytesOf: name => {
      const file = within(name);
      return file === null ? null : readBytes(file);
    },
  };
}

/** Null when the file is no zip at all. */
export function zipFiles(file: string): TableFiles | 'not-a-zip' | 'unsafe-zip' | null {
  const bytes = readBytes(file);
  if (bytes === null || !looksLikeZip(bytes)) return null;
  const zip = openZip(bytes, LONGEST_FILE);
  if (!zip.ok) return zip.problem;
  const base = baseOf([...zip.files.keys()]);
  const inside = (name: string): Buffer | null => zip.files.get(posix.join(base, name)) ?? null;
  return { has: name => inside(name) !== null, bytesOf: inside };
}

/** The folder of the package: zips often hold one folder and everything in it. */
function baseOf(names: readonly string[]): string {
  const described = names.find(name => posix.basename(name) === 'datapackage.json');
  const table = names.find(name => /\.csv(?:\.gz)?$/i.test(name));
  return posix.dirname(described ?? table ?? '.');
}
