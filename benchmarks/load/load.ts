// The process that asks: keeps N callers busy for a while with the requests of one job, and reports how long each waited.
import { readFileSync } from 'node:fs';
import { type Material, type RequestMaker, requestMaker, type Target } from '../core/requests.ts';
import { type Latencies, latenciesOf } from '../measure/latencies.ts';
import { type Connection, openConnection } from './connection.ts';

export type Order = {
  readonly job: string;
  readonly target: Target;
  readonly port: number;
  readonly callers: number;
  readonly seconds: number;
  /** Never more requests than this. */
  readonly most: number;
  /** Things that can be used once only, such as drafts: one a request. */
  readonly ids?: readonly string[];
};

export type Measured = {
  readonly done: number;
  readonly seconds: number;
  readonly latencies: Latencies;
  readonly errors: number;
  /** The first few answers that were not what they should be. */
  readonly complaints: readonly string[];
};

const COMPLAINTS_KEPT = 3;

/** Counts on from one order to the next, so that ids and people are not used again at once. */
let asked = 0;

async function carryOut(order: Order, material: Material): Promise<Measured> {
  const make = requestMaker(order.job, order.target, material, order.ids ?? []);
  const connections = await Promise.all(
    Array.from({ length: order.callers }, () => openConnection(order.port)),
  );
  const waits: number[] = [];
  const complaints: string[] = [];
  let [errors, started] = [0, 0];
  const begin = performance.now();
  const end = begin + order.seconds * 1000;
  const call = async (connection: Connection) => {
    while (performance.now() < end && started < order.most) {
      const place = started++;
      const from = performance.now();
      const wrong = await askOnce(connection, make, place);
      waits.push(performance.now() - from);
      if (wrong === null) continue;
      errors += 1;
      if (complaints.length < COMPLAINTS_KEPT) complaints.push(wrong);
      if (wrong.startsWith('broken')) return;
    }
  };
  await Promise.all(connections.map(call));
  const seconds = (performance.now() - begin) / 1000;
  for (const connection of connections) connection.close();
  return { done: waits.length - errors, seconds, latencies: latenciesOf(waits), errors, complaints };
}

/** What was wrong with the answer; null when it was right. */
async function askOnce(connection: Connection, make: RequestMaker, place: number): Promise<string | null> {
  const { request, expects } = make(place, asked++);
  try {
    const { status, location } = await connection.ask(request);
    const right = status === expects.status && (!expects.location || expects.location.test(location ?? ''));
    return right ? null : `${status} ${location ?? ''}`.trim();
  } catch (error) {
    return `broken: ${(error as Error).message}`;
  }
}

const material = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Material;
process.on('message', (order: Order) => {
  carryOut(order, material).then(measured => process.send?.(measured));
});
process.send?.('ready');
