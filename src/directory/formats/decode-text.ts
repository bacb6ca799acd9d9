// Bytes from outside as text, whatever they were written in: UTF-8, UTF-16 with its mark, or what Excel on Windows saves.

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** PostgreSQL cannot hold NUL, not even in the record as it was sent. */
export function decodeText(bytes: Buffer): string {
  return decoded(bytes).replaceAll('\u0000', '');
}

function decoded(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) {
    const swapped = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
    return new TextDecoder('utf-16le').decode(swapped.swap16());
  }
  try {
    return UTF8.decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
