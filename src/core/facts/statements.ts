import type { Ms } from '../time.ts';
import { type EventOf, type EventType, eventSchema } from './events.ts';

/**
 * What people may state of the desk, and of those who speak to it: two closed lists. All else (that a plan is cleared, an order sent,
 * a position opened, money booked) follows from the desk's own decisions and can be stated by nobody.
 */
export const STATEMENTS = [
  // About what is open or under way.
  'entryStopped',
  'exitAsked',
  'stopMoved',
  'targetMoved',
  // Switches and settings.
  'paused',
  'resumed',
  'haltLifted',
  'symbolSwitched',
  'watched',
  'priceAlert',
  'settings',
  'grant',
  'grantEnded',
  'tested',
] as const satisfies readonly EventType[];

/** Who may speak, what they have said, and where and how they are told. */
export const PEOPLE_STATEMENTS = [
  'command',
  'person',
  'linked',
  'guildRole',
  'secondFactor',
  'zone',
  'notices',
  'mapped',
] as const satisfies readonly EventType[];

type DeskFact = (typeof STATEMENTS)[number];
type PeopleFact = (typeof PEOPLE_STATEMENTS)[number];

/** A fact as it is stated: the desk adds when, and by whom. */
type Unstamped<T extends EventType> = T extends 'grant'
  ? Omit<EventOf<T>, 'at' | 'who' | 'name'>
  : Omit<EventOf<T>, 'at' | 'who'>;

export type Statement = { [T in DeskFact]: Unstamped<T> }[DeskFact];
export type PeopleStatement = { [T in PeopleFact]: Unstamped<T> }[PeopleFact];

/** A row of the list of people, whoever it is by. */
export type MembershipRow = EventOf<'person' | 'linked' | 'guildRole'>;

/** What nobody on the list states, but the configuration and the chats: whom they let in or ignore, how they are connected. */
export type DoorRow = MembershipRow | EventOf<'ignored' | 'placeMoved' | 'chat'>;

/** Who states something. */
export type Stating = { readonly id: string; readonly name: string };

/** Rows name whoever did it; those on which somebody's rights hang hold the id. */
function signed(type: EventType, { id, name }: Stating) {
  if (type === 'grant') return { who: id, name };
  return { who: type === 'command' ? id : name };
}

/** Makes facts of statements. A statement that nobody may make, or of a wrong shape, throws TypeError naming it. */
const stamping =
  <T extends EventType>(types: readonly T[]) =>
  (said: { readonly type: EventType }, by: Stating, at: Ms): EventOf<T> => {
    const may = (event: { readonly type: EventType }): event is EventOf<T> => types.some((type) => type === event.type);
    if (!may(said)) throw new TypeError(`"${said.type}" is not for people to state: it follows from the desk's own decisions`);
    const fact = eventSchema.parse({ ...said, at, ...signed(said.type, by) });
    if (!may(fact)) throw new TypeError(`"${said.type}" became "${fact.type}"`);
    return fact;
  };

/** The fact that a statement about the desk makes; throws where nobody may state it or its shape is wrong. */
export const stamped = stamping(STATEMENTS);
/** The same of a statement about people. */
export const stampedOfPeople = stamping(PEOPLE_STATEMENTS);
