import type { Ms } from '../../core/time.ts';
import type { Place } from '../chat.ts';

/** How long the token of an interaction can be used, ms. */
const TOKEN_LIFE = 15 * 60_000;

/** Interactions that are remembered, so that none is heard twice and each answer finds its way. */
const MOST = 5_000;

/** An interaction that was acknowledged and is answered by its token while that lives. */
export type AskedOnDiscord = {
  readonly id: string;
  readonly token: string;
  readonly application: string;
  /** User id. */
  readonly user: string;
  /** Who asked what, for those who see the answer: `Ana · /close`. */
  readonly by: string;
  readonly place: Place;
  readonly at: Ms;
  /** The message whose button was tapped. */
  readonly tapped: string | undefined;
  /** Only the asker sees that message. */
  readonly whispered: boolean;
  /** Discord shows that an answer is on its way, until there is one. */
  waiting: boolean;
  dead: boolean;
};

/** Where a message of ours can be reached to be drawn anew or taken away. */
export type Trace = {
  /** By the token of an interaction, `@original` or an id; else in a channel. */
  readonly by:
    | { readonly asked: AskedOnDiscord; readonly message: string }
    | { readonly channel: string; readonly message: string };
  readonly footer: string | undefined;
  /** The messages before it that belong to the same reply. */
  readonly before: readonly Trace['by'][];
};

/** What was asked and where answers went, the newest of each. */
export type Memory = {
  /** Whether an interaction comes for the first time. */
  isNew(id: string): boolean;
  /** `renews` where its token reaches the tapped message as its original. */
  keep(asked: AskedOnDiscord, renews: boolean): void;
  asked(id: string | undefined): AskedOnDiscord | undefined;
  isAlive(asked: AskedOnDiscord): boolean;
  trace(message: string): Trace | undefined;
  leave(message: string, trace: Trace): void;
  forget(message: string): void;
};

function shorten(map: Map<string, unknown> | Set<string>): void {
  for (const key of map.keys()) {
    if (map.size <= MOST) return;
    map.delete(key);
  }
}

export function createMemory(now: () => Ms): Memory {
  const seen = new Set<string>();
  const all = new Map<string, AskedOnDiscord>();
  const traces = new Map<string, Trace>();
  return {
    isNew(id) {
      if (seen.has(id)) return false;
      seen.add(id);
      shorten(seen);
      return true;
    },
    keep(asked, renews) {
      all.set(asked.id, asked);
      shorten(all);
      // A tap gives a fresh token for the message that carries the button, and to a whispered one it is the only way.
      if (asked.tapped === undefined || !asked.whispered || !renews) return;
      const known = traces.get(asked.tapped);
      traces.set(asked.tapped, {
        by: { asked, message: '@original' },
        footer: known?.footer,
        before: known?.before ?? [],
      });
      shorten(traces);
    },
    asked: (id) => (id === undefined ? undefined : all.get(id)),
    isAlive: (asked) => !asked.dead && now() - asked.at < TOKEN_LIFE,
    trace: (message) => traces.get(message),
    leave(message, trace) {
      traces.set(message, trace);
      shorten(traces);
    },
    forget(message) {
      traces.delete(message);
    },
  };
}
