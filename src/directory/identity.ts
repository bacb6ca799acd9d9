// Stable identifiers: the same entry of the same source has the same UUID at every import, on every machine.
import { createHash } from 'node:crypto';

/** Our own name space for version 5 UUIDs (RFC 9562 §5.5), so that nobody else's names can collide with ours. */
const NAMESPACE = Buffer.from('7d1a3c5e9b424f6f8a0c2b4d6e8f1a35', 'hex');

/** A version 5 UUID of what it is ('service', 'location' …), the source's code and the source's own identifier. */
export function stableId(what: string, sourceCode: string, originalId: string): string {
  const hash = createHash('sha1')
    .update(NAMESPACE)
    .update(`${what}\u0000${sourceCode}\u0000${originalId}`)
    .digest('hex');
  const variant = ((Number.parseInt(hash.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-${variant}${hash.slice(18, 20)}-${hash.slice(20, 32)}`;
}
