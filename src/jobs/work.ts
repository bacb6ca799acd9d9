// Takes jobs from a queue one by one: each is done and ticked off, or put back for later, whatever becomes of the others.
import type PgBoss from 'pg-boss';
import type { Job, QueueName } from './queue.ts';

const AT_ONCE = 20;

/**
 * Works until the queue is empty. Not pg-boss's own worker: that one fails a whole batch for one bad job, and a connection lost while
 * it ticks off ends the process. A job that nobody could tick off comes back after 15 minutes, so work must be safe to run again.
 */
export async function workOff(
  boss: PgBoss,
  queue: QueueName,
  work: (job: Job) => Promise<void>,
  complain: (error: unknown) => void,
): Promise<void> {
  for (;;) {
    const jobs = await boss.fetch<Job>(queue, { batchSize: AT_ONCE });
    for (const { id, data } of jobs) {
      try {
        await work(data);
      } catch (error) {
        complain(error);
        // The kind only: a message may quote what was typed.
        const { name, code } = error as { name?: string; code?: string };
        await boss.fail(queue, id, { name, code });
        continue;
      }
      await boss.complete(queue, id);
    }
    if (jobs.length < AT_ONCE) return;
  }
}
