import type { Clock } from '../../core/steadyClock.ts';
import { type Ms, SECOND } from '../../core/time.ts';
import type { FeedNews } from '../feed.ts';
import type { Client } from './client.ts';
import { exchangeError } from './errors.ts';

type PipeKind = 'candles' | 'quotes';

/** One subscription: `next` resolves whenever it has brought something. */
export type Pipe = { readonly kind: PipeKind; next(): Promise<unknown> };

export type LinkOptions = {
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** A kind of pipe that says nothing for so long is taken for dead. */
  readonly silence: Ms;
  /** Shortest and longest wait before a connection is made again. */
  readonly backoff: { readonly first: Ms; readonly most: Ms };
  readonly onNews: (news: FeedNews) => void;
  /** The connection is gone with all that it had told. */
  readonly onDown: () => void;
  readonly onMessage: (kind: PipeKind, answer: unknown) => void;
};

export type Link = {
  /** When a kind of pipe last brought something on this connection; before that, never. */
  heard(kind: PipeKind): Ms;
  stop(): void;
};

/** A connection that held so long starts the next waits afresh. */
const STABLE: Ms = 60 * SECOND;

/** Cuts every connection now. A half-open one would not answer a polite close, and ccxt waits for that answer. */
function cut(client: Client): void {
  const { clients } = client.ccxt;
  for (const [url, socket] of Object.entries(clients)) {
    // Out of the registry first: a late close event must not take the next connection with it.
    delete clients[url];
    const error = new Error('cut');
    socket.error = error;
    socket.reset(error);
    if (socket.connection?.terminate === undefined) socket.close();
    else socket.connection.terminate();
  }
}

/** Keeps the pipes of one exchange flowing: silence and loss end the connection, and a new one follows after a jittered wait. */
export function openLink(client: Client, pipes: readonly Pipe[], options: LinkOptions): Link {
  const { clock, random, silence, backoff, onNews, onDown, onMessage } = options;
  const kinds = [...new Set(pipes.map(({ kind }) => kind))];
  const heard = new Map<PipeKind, Ms>();
  let session = 0;
  let begun: Ms = 0;
  let tries = 0;
  let callOff = (): void => {};

  const down = (): void => {
    session++;
    callOff();
    heard.clear();
    cut(client);
    onDown();
  };

  const drop = (state: 'silent' | 'lost', says: string): void => {
    if (heard.size > 0 && clock.now() - begun >= STABLE) tries = 0;
    down();
    onNews({ state, says });
    const wait = Math.min(backoff.most, backoff.first * 2 ** tries++) * (0.5 + random() / 2);
    callOff = clock.after(wait, start);
  };

  const run = async (pipe: Pipe, mine: number): Promise<void> => {
    for (;;) {
      let answer: unknown;
      try {
        answer = await pipe.next();
      } catch (error) {
        if (mine === session) drop('lost', exchangeError(client.name, `streaming ${pipe.kind}`, error).message);
        return;
      }
      if (mine !== session) return;
      if (heard.size === 0) onNews({ state: 'connected', says: `${client.name} is streaming` });
      heard.set(pipe.kind, clock.now());
      onMessage(pipe.kind, answer);
    }
  };

  const listen = (): void => {
    const now = clock.now();
    const oldest = Math.min(...kinds.map((kind) => heard.get(kind) ?? begun));
    if (now - oldest < silence) {
      callOff = clock.after(silence - (now - oldest), listen);
      return;
    }
    const mute = kinds.filter((kind) => now - (heard.get(kind) ?? begun) >= silence);
    drop('silent', `${client.name} sent no ${mute.join(' and no ')} for ${Math.round(silence / SECOND)} s; connecting again`);
  };

  const start = (): void => {
    begun = clock.now();
    const mine = ++session;
    listen();
    for (const pipe of pipes) void run(pipe, mine);
  };

  start();
  return { heard: (kind) => heard.get(kind) ?? Number.NEGATIVE_INFINITY, stop: down };
}
