// Pages while the database cannot be reached, however the network says so.
import { afterAll, expect, it } from 'vitest';
import { makeApp } from '#app';
import { connect } from '#database';
import { readConfig, systemClock } from '#kernel';
import { TEST_SECRET } from '../../../test/app.ts';

const config = readConfig({});
if (!config.ok) throw new Error(config.sentence);
/** Ends in what RFC 6761 keeps from ever being a name. */
const database = connect('postgres://footbridge_app@database.invalid/footbridge');
const services = {
  database,
  config: { ...config.value, secret: TEST_SECRET, logLevel: 'silent' as const },
  clock: systemClock,
  version: 'test',
};
const app = await makeApp(services, { kind: 'external', version: 'test' });
afterAll(async () => {
  await app.close();
  await database.close();
});

it.each(['/refer-to/northbridge', '/open-referral/v3/services', '/health'])(
  '%s says that the service is away when the name of its database leads nowhere',
  async url => {
    expect((await app.inject(url)).statusCode).toBe(503);
  },
);
