// Waits for Ctrl-C, a hang-up or a request to end.
const PATIENCE_MS = 2_000;

/**
 * Resolves at the first Ctrl-C, hang-up or request to end, also one that comes while starting. npm passes the terminal's Ctrl-C on,
 * so that it arrives twice: only a later one ends the process at once.
 */
export const untilStopped = (): Promise<void> =>
  new Promise(resolve => {
    let askedAt: number | null = null;
    const stop = () => {
      if (askedAt === null) console.log('Stopping …');
      else if (Date.now() - askedAt > PATIENCE_MS) process.exit(1);
      askedAt ??= Date.now();
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  });
