import { ChatError, type Place } from '../bots/chat.ts';
import type { Outbox } from '../core/desk/outbox.ts';
import type { EventOf } from '../core/facts/events.ts';
import { StoreError } from '../core/facts/storeError.ts';
import type { Ms } from '../core/time.ts';
import { type Due, type Dues, nextDues, type Unwanted, waitingOn } from './due.ts';
import { type ChatSenderOptions, createChatSender } from './sender.ts';

type Alert = EventOf<'alert'>;

/** How long a platform that does not take messages is left alone: the first time, and at most, ms. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;
/** How often an alert is tried that fails by a defect of this program. */
const TRIES = 3;

export type ChatDelivery = {
  /** There may be something to send. */
  poke(): void;
  /** The platform has just been reached: what waits is tried now, unless it has itself asked for a pause. */
  wake(): void;
  /** Gives the cards that still wait for an answer fresh buttons: the old ones died with the last process. */
  revive(): Promise<void>;
  /** Sends an alert here although nobody here wants to hear of it: the other chat cannot be reached. */
  insist(alert: string): void;
  /** Resolves when nothing is being sent any more. */
  idle(): Promise<void>;
  /** Sends what is due once more, without patience for a platform that does not take it; resolves when that is done. */
  finish(): Promise<void>;
  /** Ends it; what has not been sent waits for the next start. */
  stop(): void;
};

export type ChatDeliveryOptions = Omit<ChatSenderOptions, 'outbox'> & {
  readonly outbox: Outbox;
  /** Waits on the wall clock; ends early when the signal is given. */
  readonly pause: (length: Ms, stop: AbortSignal) => Promise<void>;
  /** Called with a critical alert that this chat does not take, or not now. */
  readonly rescue: (alert: string) => void;
};

/** One piece of work of a round: alerts, and the place that it is for, where it writes. */
type Task = { readonly events: readonly Alert[]; readonly room: Place | undefined; readonly work: () => Promise<void> };

/** How long the platform wants to be left alone at least, ms, where something failed that is to be tried again. */
type Wait = Ms | undefined;

const longer = (a: Wait, b: Wait): Wait => (a === undefined ? b : Math.max(a, b ?? 0));

/**
 * Alerts on their way from the stored outbox into the places of one platform: the severest first, each at least once, whatever the
 * platform does. A place that does not take them keeps back its own alone, an alert that cannot be made into a message only itself.
 */
export function deliverToChat(options: ChatDeliveryOptions): ChatDelivery {
  const { chat, place, outbox, desk, logger } = options;
  const sender = createChatSender(options);
  /** What is to be tried here once, whatever this chat wants to hear of. */
  const insisted = new Set<string>();
  /** Those of them whose time to be taken up again has not come yet. */
  const overdue = new Set<string>();
  const rescued = new Set<string>();
  /** How often each alert has failed by a defect of this program. */
  const defects = new Map<string, number>();
  /** Places, and alerts by id, that are left alone until the rest is over. */
  const leftAlone = new Set<string>();
  const stop = new AbortController();
  const finishing = new AbortController();
  let wanted = false;
  let resting = false;
  /** Ends the pause that is made; none where the platform has asked for it. */
  let wakeUp = (): void => {};
  let poked = Promise.withResolvers<boolean>();
  let working: Promise<void> | undefined;

  /** Hands a critical to the other chat: once, and not one that came from there, or two that refuse it would do so for ever. */
  function handOn({ id, severity }: Pick<Alert, 'id' | 'severity'>): void {
    if (severity !== 'critical' || rescued.has(id) || insisted.has(id)) return;
    rescued.add(id);
    options.rescue(id);
  }

  /** The criticals that wait here must not wait for this chat. */
  async function callForHelp(): Promise<void> {
    try {
      for await (const { event, severity } of waitingOn(outbox, place)) {
        if (severity !== 'critical') return;
        handOn(event);
      }
    } catch (error) {
      logger('bot', 'error', 'criticals that wait could not be handed on', { place, error });
    }
  }

  /**
   * Does a task. What can never be sent is given up, what else goes wrong is for later. Throws StoreError where the outbox cannot be
   * written to say so.
   */
  async function attempt({ events, room, work }: Task): Promise<Wait> {
    const ids = events.map(({ id }) => id);
    const forget = (): void => {
      for (const kept of [insisted, rescued, defects]) for (const id of ids) kept.delete(id);
    };
    const giveUp = async (why: string, error: unknown): Promise<undefined> => {
      for (const event of events) handOn(event);
      await outbox.markFailed(place, ids, true);
      forget();
      logger('bot', 'error', why, { place, alerts: ids, error });
    };
    try {
      await work();
      forget();
      return undefined;
    } catch (error) {
      if (error instanceof StoreError) {
        // The others are no worse for it: each is sent, and marked once the store can be written.
        for (const id of ids) leftAlone.add(id);
        logger('bot', 'warn', 'alerts wait: the outbox cannot be written now', { place, alerts: ids, error });
        return 0;
      }
      if (error instanceof ChatError) {
        if (error.kind === 'refused') return giveUp('a message was refused by its platform and is given up', error);
        for (const one of room === undefined ? ids : [room]) leftAlone.add(one);
        await outbox.markFailed(place, ids);
        logger('bot', 'warn', 'alerts wait: the chat does not take them now', { place: room ?? place, error });
        await callForHelp();
        return error.after;
      }
      for (const id of ids) defects.set(id, (defects.get(id) ?? 0) + 1);
      // Of several each is tried alone first: one of them is the bad one.
      if (ids.length === 1 && ids.every((id) => (defects.get(id) ?? 0) >= TRIES))
        return giveUp('an alert cannot be made into a message and is given up: please report this', error);
      for (const id of ids) leftAlone.add(id);
      for (const event of events) handOn(event);
      await outbox.markFailed(place, ids);
      logger('bot', 'warn', 'alerts wait: they could not be made into a message', { place, alerts: ids, error });
      return 0;
    }
  }

  const taskOf = (due: Due): Task => ({ events: [due.event], room: due.room, work: () => sender.alone(due) });
  /** A card goes on with its story, and shows its end, also where nobody wants to be told of it. */
  const amending = ({ event, room, elseAlone }: Unwanted): Task => ({
    events: [event],
    room: undefined,
    work: async () => {
      const isShown = await sender.amend(event);
      if (!isShown && elseAlone) await sender.alone({ event, room, silent: true, besides: [] });
      else await outbox.markFailed(place, [event.id], true);
    },
  });

  const tasksOf = ({ alone, together, unwanted }: Dues): readonly Task[] => [
    ...alone.filter(({ event }) => event.severity === 'critical').map(taskOf),
    // An end takes the buttons off a card before anything else is told of it.
    ...unwanted.filter(({ event }) => event.ends !== undefined).map(amending),
    ...alone.filter(({ event }) => event.severity !== 'critical').map(taskOf),
    ...together.map(({ events, room }) => ({ events, room, work: () => sender.together(events, room) })),
    ...unwanted.filter(({ event }) => event.ends === undefined).map(amending),
  ];

  /** What is due first and need not be left alone, and whether that is all. Throws StoreError. */
  async function nextTasks(): Promise<{ readonly tasks: readonly Task[]; readonly isAll: boolean }> {
    const again = [...overdue];
    await outbox.renew(place, again);
    for (const alert of again) overdue.delete(alert);
    const waiting = new Set<string>();
    const dues = await nextDues(outbox, {
      platform: chat.platform,
      place,
      state: desk.state(),
      now: desk.now(),
      isInsisted(alert) {
        if (!insisted.has(alert)) return false;
        waiting.add(alert);
        return true;
      },
      isApart: (alert) => defects.has(alert),
      isLeftAlone: (one) => leftAlone.has(one),
    });
    if (dues.isAll) for (const alert of insisted) if (!waiting.has(alert) && !overdue.has(alert)) insisted.delete(alert);
    return { tasks: tasksOf(dues), isAll: dues.isAll };
  }

  /** Does all that is due and can be done now, the severest first. */
  async function sendDue(): Promise<Wait> {
    let wait: Wait;
    while (wanted && !stop.signal.aborted) {
      wanted = false;
      try {
        const { tasks, isAll } = await nextTasks();
        for (const task of tasks) {
          if (task.room !== undefined && leftAlone.has(task.room)) continue;
          if (task.events.some(({ id }) => leftAlone.has(id))) continue;
          if (stop.signal.aborted) return wait;
          wait = longer(wait, await attempt(task));
          // What is new may be severer than all that is left.
          if (wanted) break;
        }
        if (!isAll) wanted = true;
      } catch (error) {
        logger('bot', 'warn', 'alerts wait: the outbox cannot be read or written now', { place, error });
        await callForHelp();
        wait = longer(wait, 0);
      }
    }
    return wait;
  }

  /** Leaves the platform alone; what comes meanwhile for a place that has not failed is sent. True where it was woken before its time. */
  async function rest(length: Ms, isAskedFor: boolean): Promise<boolean> {
    resting = true;
    const woken = new AbortController();
    if (!isAskedFor) wakeUp = () => woken.abort();
    const rested = options.pause(length, AbortSignal.any([finishing.signal, woken.signal])).then(() => true);
    do {
      await sendDue();
      poked = Promise.withResolvers<boolean>();
    } while (!(await Promise.race([rested, wanted ? false : poked.promise])));
    resting = false;
    wakeUp = () => {};
    leftAlone.clear();
    return woken.signal.aborted;
  }

  async function work(): Promise<void> {
    let pause = FIRST_PAUSE;
    while (wanted && !stop.signal.aborted) {
      const wait = await sendDue();
      if (wait === undefined || finishing.signal.aborted) return;
      const isWoken = await rest(Math.max(wait, pause), wait > 0);
      pause = isWoken ? FIRST_PAUSE : Math.min(2 * pause, LONGEST_PAUSE);
      wanted = true;
    }
  }

  const poke = (): void => {
    wanted = true;
    poked.resolve(false);
    if (resting) void callForHelp();
    working ??= work().finally(() => {
      working = undefined;
      if (wanted && !stop.signal.aborted) poke();
    });
  };

  return {
    poke,
    wake: () => wakeUp(),
    revive: () => sender.revive(),
    insist(alert) {
      insisted.add(alert);
      overdue.add(alert);
      poke();
    },
    async idle() {
      await working;
    },
    async finish() {
      finishing.abort();
      poke();
      await working;
    },
    stop() {
      finishing.abort();
      stop.abort();
    },
  };
}
