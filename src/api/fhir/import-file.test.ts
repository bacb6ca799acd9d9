// Messages from files: the same rules as over HTTP, answered in plain words.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barsExample, MINIMAL_PATIENT, transaction } from '../../../test/fhir-examples.ts';
import { NORTH, openTestDatabase, type TestDatabase } from '../../../test/testing.ts';
import { importReferralFile } from './import-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'footbridge-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let db: TestDatabase;
beforeAll(async () => {
  db = await openTestDatabase();
});

function importText(name: string, text: string | Uint8Array) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return importReferralFile(path, {
    database: db.database,
    organisationId: NORTH.organisationId,
    secret: 'a secret of tests that is long enough',
  });
}
const referrals = async () =>
  (await db.asSuperuser<{ n: number }>('select count(*)::int as n from referrals'))[0]?.n;

describe('footbridge import referral FILE', () => {
  test('a message becomes a referral, once', async () => {
    const first = await importText('pharmacy.json', barsExample('REFREQ03'));
    expect(first.ok).toBe(true);
    expect(first.lines[0]).toMatch(/^pharmacy\.json: received as referral [2-9A-Z]{4}-[2-9A-Z]{4}\.$/);
    expect(first.lines[1]).toBe(
      '  note: Bundle.entry[2].resource.episodeOfCare[0].reference: This refers to nothing in the message. The reference is kept with the message.',
    );
    const count = await referrals();
    const second = await importText('again.json', barsExample('REFREQ03'));
    expect(second).toEqual({
      ok: false,
      lines: [
        'again.json: refused as a duplicate, nothing was changed.',
        '  Bundle.id: This message was taken in before. Nothing was changed.',
      ],
    });
    expect(await referrals()).toBe(count);
  });

  test.each<[string, string | Uint8Array, string]>([
    [
      'a booking',
      barsExample('BOOKREQ01'),
      '  Bundle.entry[0].resource.event: Only servicerequest-request is taken here: no bookings and no responses.',
    ],
    [
      'a person without a name',
      JSON.stringify(transaction({ ...MINIMAL_PATIENT, name: undefined })),
      '  Bundle.entry[0].resource.name: A referral needs a name of the person, if only one part of it.',
    ],
    ['half a file', '{"resourceType"', '  The body is not JSON'],
  ])('%s is refused and changes nothing', async (_, text, line) => {
    const before = await referrals();
    const imported = await importText('refused.json', text);
    expect(imported.ok).toBe(false);
    expect(imported.lines[0]).toBe('refused.json: refused, nothing was changed.');
    expect(imported.lines[1]).toContain(line);
    expect(await referrals()).toBe(before);
  });

  test('files that cannot be read are said to be so', async () => {
    const at = (path: string) =>
      importReferralFile(path, {
        database: db.database,
        organisationId: NORTH.organisationId,
        secret: 'x'.repeat(40),
      });
    expect(await at(join(folder, 'missing.json'))).toEqual({
      ok: false,
      lines: ['missing.json: there is no such file.'],
    });
    expect((await at(folder)).lines[0]).toContain('the file cannot be read (EISDIR).');
    expect((await importText('latin.json', Uint8Array.of(0x7b, 0xff, 0x7d))).lines).toEqual([
      'latin.json: the file is not UTF-8 text.',
    ]);
    expect((await importText('large.json', ' '.repeat(3_000_000))).lines[0]).toContain('larger than');
  });

  test('a byte order mark at the start does no harm', async () => {
    expect((await importText('bom.json', `\ufeff${JSON.stringify(transaction(MINIMAL_PATIENT))}`)).ok).toBe(
      true,
    );
  });
});
