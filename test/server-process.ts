// Runs `bin/footbridge` as a real process, as an operator does: for tests of starting, stopping and being killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const FOOTBRIDGE = fileURLToPath(new URL('../bin/footbridge', import.meta.url));
const START_TIMEOUT_MS = 120_000;

export type Settings = Readonly<Record<string, string>>;

export type Ended = {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
};

export type RunningProcess = {
  readonly child: ChildProcess;
  /** Everything printed so far. */
  out(): string;
  readonly ended: Promise<Ended>;
};

/** Only what is given, and what any process needs: settings of the test run must not leak in. */
const environment = (settings: Settings): NodeJS.ProcessEnv => {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, ...(TMPDIR ? { TMPDIR } : {}), ...settings };
};

export function spawnFootbridge(args: readonly string[], settings: Settings): RunningProcess {
  const child = spawn(process.execPath, [FOOTBRIDGE, ...args], {
    env: environment(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ code, out, err }));
  });
  return { child, out: () => out, ended };
}

/** Runs one command to its end. */
export const runFootbridge = (args: readonly string[], settings: Settings): Promise<Ended> =>
  spawnFootbridge(args, settings).ended;

export type Server = RunningProcess & {
  readonly address: string;
  /** Ctrl-C. */
  stop(): Promise<Ended>;
  /** SIGKILL: what it was doing is cut off in the middle. */
  kill(): Promise<Ended>;
};

/** Starts the service on a free port and resolves when it says it is ready; throws what it printed if it ends before. */
export async function startServer(settings: Settings): Promise<Server> {
  const port = settings.PORT ?? String(await freePort());
  const running = spawnFootbridge(['serve'], { ...settings, PORT: port });
  const signal = (name: 'SIGINT' | 'SIGKILL') => () => {
    running.child.kill(name);
    return running.ended;
  };
  await untilPrinted(running, /^ {2}Ready /m);
  return {
    ...running,
    address: `http://127.0.0.1:${port}`,
    stop: signal('SIGINT'),
    kill: signal('SIGKILL'),
  };
}

/** Resolves when the pattern was printed; throws what was printed when the process ends, or nothing comes, before. */
export async function untilPrinted(running: RunningProcess, pattern: RegExp): Promise<void> {
  let over = '';
  running.ended.then(({ err }) => {
    over = `it ended first:\n${running.out()}\n${err}`;
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!pattern.test(running.out())) {
    if (over || Date.now() > deadline) {
      running.child.kill('SIGKILL');
      throw new Error(`${pattern} was never printed; ${over || running.out()}`);
    }
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

/** A port that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise(resolve => server.close(resolve));
  return port;
}
