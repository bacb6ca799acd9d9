// Runs something again and again, never twice at once, and lets the one under way finish when stopped.

export type Repeating = { stop(): Promise<void> };

/** `complain` hears of a failure; the next round tries again. */
export function repeat(
  everyMs: number,
  work: () => Promise<unknown>,
  complain: (error: unknown) => void,
): Repeating {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<unknown> = Promise.resolve();
  const round = () => {
    underWay = work()
      .catch(complain)
      .finally(() => {
        if (!stopped) timer = setTimeout(round, everyMs);
      });
  };
  timer = setTimeout(round, everyMs);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
