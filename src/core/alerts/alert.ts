import type { DeskEvent, EventOf, EventType } from '../facts/events.ts';
import type { MessageKind } from '../facts/messageKinds.ts';
import type { Severity } from '../facts/vocabulary.ts';
import type { DeskState } from '../state/state.ts';
import type { Ms } from '../time.ts';
import type { AlertDesk } from './alertDesk.ts';
import { sampleDesk, TEST } from './sample.ts';

type Body = Omit<EventOf<'alert'>, 'type' | 'at' | 'id' | 'withoutMoney'>;

/** What an alert says of one event: the short text that is stored, the topic that dedupes it, and what chats read besides. */
export type Said = Pick<
  Body,
  'severity' | 'topic' | 'reply' | 'about' | 'buttons' | 'picture' | 'follows' | 'ends' | 'adds' | 'edits' | 'thread'
>;

export type AlertSpec<T extends EventType> = {
  readonly name: string;
  readonly about: string;
  /** The event it listens to; alerts read events and nothing else. */
  readonly on: T;
  /** How severe it is when nothing special is the matter; by this /notify lists it. */
  readonly usual: Severity;
  /** The place where it is told, with /setup. */
  readonly kind: MessageKind;
  /** Waits behind no answers to people; what is critical is urgent anyway. */
  readonly urgent?: true;
  /** Comes so often that a chat in peace goes without it. */
  readonly frequent?: true;
  /** The terminal tells the event itself, in one line or in its closing report. */
  readonly narrated?: true;
  /** The same topic is not told again within this time. */
  readonly cooldown: Ms;
  /** An invented event that is worth a message, for /test. */
  sample(at: Ms): EventOf<T>;
  /** What to say, undefined when this one is not worth a message. */
  say(event: EventOf<T>, desk: AlertDesk): Said | undefined;
};

/** An alert with its event type sealed inside, so that all of them fit one list. */
export type Alert = Omit<AlertSpec<EventType>, 'sample' | 'say'> & {
  /** The invented event of /test. */
  sample(at: Ms): DeskEvent;
  /** All that is stored of what it says. */
  tell(event: DeskEvent, desk: AlertDesk): Body | undefined;
};

export function defineAlert<T extends EventType>(spec: AlertSpec<T>): Alert {
  const { sample, say, ...constant } = spec;
  const { name, kind, urgent, frequent, narrated } = constant;
  const concerns = (event: DeskEvent): event is EventOf<T> => event.type === spec.on;
  /** In the order in which it is stored: a replay that is run again compares bytes. */
  const stored = ({ severity, topic, reply, about, buttons, picture, follows, ends, adds, edits, thread }: Said): Body => ({
    alert: name,
    severity,
    topic,
    reply,
    kind,
    ...(about === undefined ? {} : { about }),
    ...(buttons === undefined ? {} : { buttons }),
    ...(picture === undefined ? {} : { picture }),
    ...(follows === undefined ? {} : { follows }),
    ...(ends === undefined ? {} : { ends }),
    ...(adds === undefined ? {} : { adds }),
    ...(edits === undefined ? {} : { edits }),
    ...(thread === undefined ? {} : { thread }),
    ...(urgent === undefined ? {} : { urgent }),
    ...(frequent === undefined ? {} : { frequent }),
    ...(narrated === undefined ? {} : { narrated }),
  });
  /** The words of the invented event, marked as what they are. */
  const tested = ({ at, who }: EventOf<'tested'>, desk: AlertDesk): Body | undefined => {
    const said = say(sample(at), sampleDesk(desk, at));
    if (said === undefined) return undefined;
    const { title, lines } = said.reply;
    const reply = { title: `TEST · ${title}`, lines: [...lines, `Nothing has happened: a test by ${who}`] };
    const bare = stored({ severity: spec.usual, topic: `${TEST}${name}`, reply });
    return { ...bare, test: true };
  };
  return {
    ...constant,
    sample: (at) => sample(at),
    tell(event, desk) {
      if (event.type === 'tested') return (event.alert ?? name) === name ? tested(event, desk) : undefined;
      const said = concerns(event) ? say(event, desk) : undefined;
      return said === undefined ? undefined : stored(said);
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
