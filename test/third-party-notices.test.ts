// What others made is named, with its licence, and the list is that of the lock file.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { originFiles, origins, thirdPartyNotices } from '../scripts/third-party-notices.ts';

describe('the third-party notices', () => {
  it('are up to date (else run `npm run notices`)', () => {
    expect(readFileSync('THIRD-PARTY-NOTICES.md', 'utf8')).toBe(thirdPartyNotices());
  });

  it('name every file that tells where something came from', () => {
    expect(originFiles().filter(path => !origins.includes(path))).toEqual([]);
    expect(originFiles().length).toBeGreaterThan(5);
  });

  it('say a licence for every package, and none that asks for the source of what uses it', () => {
    const rows = thirdPartyNotices().split('## Installed by npm')[1] ?? '';
    const licences = new Set(
      [...rows.matchAll(/^\| [^|]+ \| [^|]+ \| ([^|]+) \|$/gm)].map(match => match[1]),
    );
    expect([...licences].filter(licence => /not stated|GPL|SSPL|BUSL/i.test(licence ?? ''))).toEqual([]);
    expect(licences).toContain('MIT');
  });
});
