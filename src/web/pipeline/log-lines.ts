// Log lines leave together, ten times a second: a system call for each would cost more than the line.

const EVERY_MS = 100;

/** For the logger. What has not left yet leaves when the process ends; only a process that is killed keeps its last lines. */
export function gatherLines(): { write(line: string): void } {
  let lines: string[] = [];
  const send = () => {
    const text = lines.join('').trimEnd();
    lines = [];
    process.off('exit', send);
    // Unlike the stream itself, it does not mind when nobody reads any more.
    console.log(text);
  };
  return {
    write(line) {
      if (lines.push(line) > 1) return;
      process.once('exit', send);
      setTimeout(send, EVERY_MS).unref();
    },
  };
}
