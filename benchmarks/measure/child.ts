// Starts the processes that are measured, and stops them.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const START_TIMEOUT_MS = 60_000;
/** How often a starting server is asked whether it is healthy. */
const POLL_MS = 5;

export type Child = { readonly process: ChildProcess; readonly pid: number };

/** Runs Node with these arguments; what it complains of is shown. */
export function startNode(
  args: readonly string[],
  { env, ipc = false }: { env?: NodeJS.ProcessEnv; ipc?: boolean } = {},
): Child {
  const child = spawn(process.execPath, args, {
    env: env ?? process.env,
    stdio: ['ignore', 'ignore', 'inherit', ...(ipc ? (['ipc'] as const) : [])],
  });
  return { process: child, pid: child.pid ?? 0 };
}

/** Seconds until `path` answers 200. */
export async function untilHealthy(child: Child, port: number, path: string): Promise<number> {
  const begin = performance.now();
  while (performance.now() - begin < START_TIMEOUT_MS) {
    if (child.process.exitCode !== null) throw new Error(`the server ended with ${child.process.exitCode}`);
    const answer = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok) return (performance.now() - begin) / 1000;
    await sleep(POLL_MS);
  }
  throw new Error('the server did not start');
}

export async function stopChild({ process: child }: Child): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGINT');
  await once(child, 'exit');
}

/** A port that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise(resolve => server.close(resolve));
  return port;
}
