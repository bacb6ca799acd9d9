// Opens a zip (PKWARE APPNOTE 6.3) in memory: nothing is written to disk, names that lead elsewhere and bombs are refused.
import { inflateRawSync } from 'node:zlib';

/** Files by their names; or why the parcel is not opened. */
export type Zip =
  | { readonly ok: true; readonly files: ReadonlyMap<string, Buffer> }
  | { readonly ok: false; readonly problem: 'not-a-zip' | 'unsafe-zip' };

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const MOST_FILES = 500;
const ZIP64 = 0xffffffff;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;

class NotAZip extends Error {}
class UnsafeZip extends Error {}

export const looksLikeZip = (bytes: Buffer): boolean =>
  bytes.length >= END_BYTES && bytes[0] === 0x50 && bytes[1] === 0x4b && [0x03, 0x05].includes(bytes[2] ?? 0);

/** `most`: bytes that all files together may have unpacked. */
export function openZip(bytes: Buffer, most: number): Zip {
  try {
    return { ok: true, files: filesIn(bytes, most) };
  } catch (error) {
    const { code } = error as { code?: string };
    // zlib stops as soon as the limit is passed, whatever the entry claimed.
    if (error instanceof UnsafeZip || code === 'ERR_BUFFER_TOO_LARGE')
      return { ok: false, problem: 'unsafe-zip' };
    if (error instanceof NotAZip || error instanceof RangeError || code?.startsWith('Z_'))
      return { ok: false, problem: 'not-a-zip' };
    throw error;
  }
}

function filesIn(bytes: Buffer, most: number): ReadonlyMap<string, Buffer> {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (at === ZIP64 || count > MOST_FILES) throw new UnsafeZip();
  const files = new Map<string, Buffer>();
  let left = most;
  for (let index = 0; index < count; index += 1) {
    if (bytes.readUInt32LE(at) !== ENTRY) throw new NotAZip();
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = safeName(bytes.toString('utf8', at + 46, at + 46 + nameLength));
    if (!name.endsWith('/')) {
      const file = unpacked(bytes, at, left);
      left -= file.length;
      files.set(name, file);
    }
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

/** From the back: a comment may follow. */
function endOf(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_BYTES - LONGEST_COMMENT);
  for (let at = bytes.length - END_BYTES; at >= first; at -= 1) if (bytes.readUInt32LE(at) === END) return at;
  throw new NotAZip();
}

function safeName(name: string): string {
  const parts = name.split('/');
  const leadsOut = /\\|^\/|^[a-z]:/i.test(name) || parts.includes('..') || name.includes('\u0000');
  if (leadsOut) throw new UnsafeZip();
  return parts.filter(part => part !== '.').join('/');
}

function unpacked(bytes: Buffer, entry: number, most: number): Buffer {
  const flags = bytes.readUInt16LE(entry + 8);
  const method = bytes.readUInt16LE(entry + 10);
  const packedSize = bytes.readUInt32LE(entry + 20);
  const local = bytes.readUInt32LE(entry + 42);
  if (flags & ENCRYPTED || (method !== STORED && method !== DEFLATED)) throw new NotAZip();
  if (packedSize === ZIP64 || local === ZIP64) throw new UnsafeZip();
  if (bytes.readUInt32LE(local) !== LOCAL) throw new NotAZip();
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const packed = bytes.subarray(start, start + packedSize);
  if (packed.length < packedSize) throw new NotAZip();
  if (method === DEFLATED) {
    if (most < 1) throw new UnsafeZip();
    return inflateRawSync(packed, { maxOutputLength: most });
  }
  if (packed.length > most) throw new UnsafeZip();
  return packed;
}
