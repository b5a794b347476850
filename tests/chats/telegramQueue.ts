import { z } from 'zod';
import { Refused } from './telegramChats.ts';

export type QueuedUpdate = Readonly<Record<string, unknown> & { update_id: number }>;

const polled = z.object({ offset: z.number().default(0), timeout: z.number().default(0), limit: z.number().default(100) });
const conflict = (says: string): Refused => new Refused(409, `Conflict: ${says}`);

/** Updates on their way to a bot: kept until they are confirmed, given to one reader at a time. */
export function createQueue() {
  let updates: readonly QueuedUpdate[] = [];
  let lastId = 1_000;
  let newest: QueuedUpdate | undefined;
  let held: { readonly give: () => void; readonly throwOut: () => void } | undefined;
  let webhook = false;

  return {
    push(update: Readonly<Record<string, unknown>>): void {
      newest = { update_id: ++lastId, ...update };
      updates = [...updates, newest];
      held?.give();
    },
    /** The newest update is given once more to the reader that waits. */
    repeat(): void {
      if (newest !== undefined) updates = [newest];
      held?.give();
    },
    setWebhook(on: boolean): void {
      webhook = on;
    },
    hasWebhook: (): boolean => webhook,
    /** Whether a reader waits and has confirmed all that there was. */
    idle: (): boolean => held !== undefined && updates.length === 0,
    /** Answers once there is something to give or the time is up; the returned function lets the reader go. */
    poll(given: unknown, give: (updates: readonly QueuedUpdate[]) => void, refuse: (why: Refused) => void): () => void {
      if (webhook)
        throw conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
      const { offset, timeout, limit } = polled.parse(given);
      updates = updates.filter(({ update_id: id }) => id >= offset);
      held?.throwOut();
      const leave = (): void => {
        clearTimeout(timer);
        if (held === mine) held = undefined;
      };
      const mine = {
        give() {
          leave();
          give(updates.slice(0, limit));
        },
        throwOut() {
          leave();
          refuse(conflict('terminated by other getUpdates request; make sure that only one bot instance is running'));
        },
      };
      const timer = setTimeout(mine.give, timeout * 1000);
      held = mine;
      if (updates.length > 0 || timeout === 0) mine.give();
      return leave;
    },
  };
}
