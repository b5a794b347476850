import { type Chat, ChatError, type Outgoing, type Place } from '../../src/bots/chat.ts';

/** A message as a chat shows it now. */
export type Shown = { readonly place: Place; readonly message: string; outgoing: Outgoing; edits: number; gone: boolean };

/** A platform that only remembers: what each place shows, newest last. It can be told not to take messages. Discord alone has threads. */
export function recordedChat(platform: 'telegram' | 'discord' = 'telegram'): Chat & {
  readonly shown: Shown[];
  /** Thrown by the next sends, one each. */
  readonly failures: ChatError[];
  /** The names that each thread has had, by its place. */
  readonly threads: Map<Place, string[]>;
  /** Places that are there no more. */
  readonly gone: Set<Place>;
  /** How the connection is from now on. */
  connect(state: ReturnType<Chat['health']>['state']): void;
  last(): Shown;
  /** The token of a button of the newest message that has it. */
  token(label: string): string;
} {
  const shown: Shown[] = [];
  const failures: ChatError[] = [];
  let connection: ReturnType<Chat['health']>['state'] = 'ok';
  const threads = new Map<Place, string[]>();
  const gone = new Set<Place>();
  const reach = (place: Place): void => {
    if (gone.has(place)) throw new ChatError('unreachable', 'there is no such place');
  };
  const find = (place: Place, message: string): Shown | undefined =>
    shown.find((one) => one.place === place && one.message === message);
  return {
    platform,
    shown,
    failures,
    threads,
    gone,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    health: () => ({ state: connection, says: connection === 'ok' ? 'recorded' : 'no answer' }),
    connect(state) {
      connection = state;
    },
    async send(place, outgoing) {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      reach(place);
      const message = String(shown.length + 1);
      shown.push({ place, message, outgoing, edits: 0, gone: false });
      return message;
    },
    async edit(place, message, outgoing) {
      reach(place);
      const one = find(place, message);
      if (one === undefined) return;
      one.outgoing = outgoing;
      one.edits += 1;
    },
    async strip(place, message) {
      const one = find(place, message);
      if (one !== undefined) one.outgoing = { ...one.outgoing, taps: [] };
    },
    async remove(place, message) {
      const one = find(place, message);
      if (one !== undefined) one.gone = true;
      return true;
    },
    ...(platform === 'telegram'
      ? {}
      : {
          async thread(place: Place, name: string, under?: string): Promise<Place> {
            reach(place);
            const thread: Place = under === undefined ? place : `${place}/${under}`;
            const names = threads.get(thread) ?? [];
            if (under === undefined || names.length === 0) threads.set(thread, [...names, name]);
            return thread;
          },
        }),
    last() {
      const one = shown.at(-1);
      if (one === undefined) throw new Error('the chat shows nothing');
      return one;
    },
    token(label) {
      const found = shown
        .toReversed()
        .flatMap(({ outgoing }) => outgoing.taps)
        .find((tap) => tap.label === label);
      if (found === undefined) throw new Error(`no message has a button ${label}`);
      return found.token;
    },
  };
}
