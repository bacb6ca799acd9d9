// A server that logs to its standard output, asked things that must not show there. Run by logs.test.ts as a process of its own.
import { routes } from '#app';
import { APP_ROLE, connect } from '#database';
import { readConfig } from '#kernel';
import { makeServer, type Route, serveRoutes } from '#web';

/** Stands for anything personal or forged. */
export const MARK = 'Zubaida-Marker';
const FORGED = `\r\n{"level":60,"msg":"${MARK}"}\n`;

/** A mistake of ours whose message quotes what was typed, as errors of a database do. */
const faulty: Route = {
  method: 'GET',
  path: '/faulty/:person',
  who: 'anyone',
  audit: { none: 'exists in this test only' },
  handle: ({ params }) => {
    throw Object.assign(new Error(`Key (name)=(${MARK} ${params.person}) already exists`), {
      code: '23505',
      detail: MARK,
    });
  },
};

async function main(): Promise<void> {
  const { DATABASE_HOST: host, DATABASE_NAME: database } = process.env;
  const config = readConfig({ FOOTBRIDGE_LOG: 'debug', FOOTBRIDGE_DATA: '/nonexistent' });
  if (!config.ok || !host || !database) throw new Error('run by logs.test.ts');
  const opened = connect({ host, user: APP_ROLE, database });
  const secret = 'a secret of tests only, long enough 0123456789';
  const services = {
    database: opened,
    clock: opened.clock,
    version: 'test',
    config: { ...config.value, secret },
  };
  const server = await makeServer(services);
  serveRoutes(server, [...routes, faulty], services);
  await server.ready();
  const hostile = encodeURIComponent(FORGED);
  for (const url of [
    `/faulty/${hostile}`,
    `/people/${hostile}`,
    `/no-such-page/${MARK}?name=${hostile}`,
    `/sign-in?next=${hostile}`,
    `/refer-to/${MARK}`,
    `/set-password/${MARK}`,
    `/people/%ZZ${MARK}`,
  ])
    await server.inject({
      method: 'GET',
      url,
      headers: { 'user-agent': MARK, referer: `http://x/${MARK}`, cookie: `session=${MARK}; notice=${MARK}` },
    });
  for (const type of ['application/x-www-form-urlencoded', 'application/json', 'text/plain'])
    for (const url of ['/sign-in', '/refer-to/north/start', '/fhir/R4', '/no-such-page'])
      await server.inject({
        method: 'POST',
        url,
        payload: `email=${MARK}&password=${hostile}`,
        headers: { 'content-type': type, authorization: `Bearer ${MARK}-aaaaaaaaaaaaaaaaaaaa` },
      });
  await server.close();
  await opened.close();
}

if (process.env.DATABASE_NAME) await main();
