import type { DeskEvent, EventOf, EventType } from '../facts/events.ts';
import type { Severity } from '../facts/vocabulary.ts';
import type { DeskState } from '../state/state.ts';
import type { Ms } from '../time.ts';
import type { AlertDesk } from './alertDesk.ts';
import { sampleDesk, TEST } from './sample.ts';

/** What an alert has to say: the short text that is stored, and the topic that dedupes it. */
export type Told = {
  readonly severity: Severity;
  readonly topic: string;
  readonly reply: { readonly title: string; readonly lines: string[] };
};

export type AlertSpec<T extends EventType> = {
  readonly name: string;
  readonly about: string;
  /** The event it listens to; alerts read events and nothing else. */
  readonly on: T;
  /** How severe it is when nothing special is the matter; by this /notify lists it. */
  readonly usual: Severity;
  /** The same topic is not told again within this time. */
  readonly cooldown: Ms;
  /** An invented event that is worth a message, for /test. */
  sample(at: Ms): EventOf<T>;
  /** What to say, undefined when this one is not worth a message. */
  say(event: EventOf<T>, desk: AlertDesk): Told | undefined;
};

/** An alert with its event type sealed inside, so that all of them fit one list. */
export type Alert = Pick<AlertSpec<EventType>, 'name' | 'about' | 'on' | 'usual' | 'cooldown'> & {
  tell(event: DeskEvent, desk: AlertDesk): Told | undefined;
};

export function defineAlert<T extends EventType>(spec: AlertSpec<T>): Alert {
  const concerns = (event: DeskEvent): event is EventOf<T> => event.type === spec.on;
  /** The words of the invented event, marked as what they are. */
  const tested = ({ at, who }: EventOf<'tested'>, desk: AlertDesk): Told | undefined => {
    const told = spec.say(spec.sample(at), sampleDesk(desk, at));
    if (told === undefined) return undefined;
    const { title, lines } = told.reply;
    return {
      severity: spec.usual,
      topic: `${TEST}${spec.name}`,
      reply: { title: `TEST · ${title}`, lines: [...lines, `Nothing has happened: a test by ${who}`] },
    };
  };
  return {
    name: spec.name,
    about: spec.about,
    on: spec.on,
    usual: spec.usual,
    cooldown: spec.cooldown,
    tell(event, desk) {
      if (event.type === 'tested') return (event.alert ?? spec.name) === spec.name ? tested(event, desk) : undefined;
      return concerns(event) ? spec.say(event, desk) : undefined;
    },
  };
}

/** A finding weaker than this, 0 to 1, is told only for symbols that somebody watches. */
const CLEAR = 0.5;

/** Whether a level or divergence is worth a message: always on a symbol that is watched, on one that is held when it is clear. */
export const isWorthTelling = (state: DeskState, symbol: string, strength: number): boolean =>
  state.watched.has(symbol) || (strength >= CLEAR && isOfInterest(state, symbol));

/** Whether people are kept posted about a symbol: it is held or watched. */
export const isOfInterest = (state: DeskState, symbol: string): boolean =>
  state.watched.has(symbol) || [...state.account.positions.values()].some((position) => position.symbol === symbol);
