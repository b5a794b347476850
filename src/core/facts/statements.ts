import { type Decimal, fixed, ZERO } from '../money.ts';
import type { Ms } from '../time.ts';
import { zoneOf } from '../zone.ts';
import { type DeskEvent, type EventOf, type EventType, eventSchema } from './events.ts';

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
  'ruleAnswered',
  'tested',
] as const satisfies readonly EventType[];

/** Who may speak, and where and how they are told. */
export const PEOPLE_STATEMENTS = [
  'person',
  'linked',
  'guildRole',
  'secondFactor',
  'zone',
  'locked',
  'away',
  'notices',
  'mapped',
] as const satisfies readonly EventType[];

/** What somebody has said to the desk: for whoever hears them to state, and for nobody else. */
export const HEARD = ['command'] as const satisfies readonly EventType[];

type DeskFact = (typeof STATEMENTS)[number];
type PeopleFact = (typeof PEOPLE_STATEMENTS)[number];

/** What only the desk writes into facts that people may state, beside when and by whom. */
const RESERVED = {
  grant: ['name'],
  stopMoved: ['on'],
  targetMoved: ['on'],
  exitAsked: ['on'],
  symbolSwitched: ['ended'],
  locked: ['name'],
  away: ['name'],
} as const satisfies { readonly [T in DeskFact | PeopleFact]?: readonly (keyof EventOf<T>)[] };

type Reserved<T> = 'at' | 'who' | (T extends keyof typeof RESERVED ? (typeof RESERVED)[T][number] : never);

/** A fact as it is stated: the desk adds when, by whom, and what is its own to say. */
type Unstamped<T extends EventType> = Omit<EventOf<T>, Reserved<T>>;

export type Statement = { [T in DeskFact]: Unstamped<T> }[DeskFact];
export type HeardStatement = Unstamped<(typeof HEARD)[number]>;
export type PeopleStatement = { [T in PeopleFact]: Unstamped<T> }[PeopleFact];

/** A row of the list of people, whoever it is by. */
export type MembershipRow = EventOf<'person' | 'linked' | 'guildRole'>;

/** What nobody on the list states, but the configuration and the chats: whom they let in or ignore, how they are connected. */
export type DoorRow = MembershipRow | EventOf<'ignored' | 'placeMoved' | 'chat' | 'leftover'>;

/** Every kind of row at the door. */
export const DOOR_ROWS: Readonly<Record<DoorRow['type'], true>> = {
  person: true,
  linked: true,
  guildRole: true,
  ignored: true,
  placeMoved: true,
  chat: true,
  leftover: true,
};

/** What the feed of a market tells: how it is connected, and what is wrong with its candles. */
export type FeedRow = EventOf<'feed' | 'data'>;

/** Every kind of row of a feed. */
export const FEED_ROWS: Readonly<Record<FeedRow['type'], true>> = { feed: true, data: true };

/** Who states something, and in which chat; at the terminal where there is none. How they are called is for the list to say. */
export type Stating = { readonly id: string; readonly place?: string };

/** Who has stated something, as the list calls them. */
export type Stated = { readonly id: string; readonly name: string };

/** Rows name whoever did it; those on which somebody's rights hang hold the id. */
function signed(type: EventType, { id, name }: Stated) {
  if (type === 'grant' || type === 'locked' || type === 'away') return { who: id, name };
  return { who: type === 'command' ? id : name };
}

const reserved: { readonly [T in EventType]?: readonly string[] } = RESERVED;

/** What of a statement is people's to say. */
function unreserved(said: { readonly type: EventType }): object {
  const own = reserved[said.type] ?? [];
  return Object.fromEntries(Object.entries(said).filter(([key]) => !own.includes(key)));
}

/** The amounts of a statement; none of them can be nothing or less. */
function amountsOf(fact: DeskEvent): readonly Decimal[] {
  switch (fact.type) {
    case 'exitAsked':
      return [fact.quantity];
    case 'stopMoved':
      return [fact.from, fact.to];
    case 'targetMoved':
      return fact.targets.map(({ price }) => price);
    case 'grant':
      return [fact.each, fact.total, fact.loss];
    case 'away':
      return fact.policy?.means.kind === 'grant' ? [fact.policy.means.each, fact.policy.means.total, fact.policy.means.loss] : [];
    case 'priceAlert':
      return [fact.price, ...(fact.last === undefined ? [] : [fact.last])];
    default:
      return [];
  }
}

function assertSound(fact: DeskEvent): void {
  if (fact.type === 'zone' && zoneOf(fact.zone) === undefined) throw new RangeError(`"${fact.zone}" is no time zone`);
  if (fact.type === 'locked' && fact.until <= fact.at) throw new RangeError('a lock ends later than it begins');
  if (fact.type === 'away' && fact.policy?.from === fact.policy?.to && fact.policy !== undefined)
    throw new RangeError('hours end at another time than they begin');
  for (const amount of amountsOf(fact))
    if (fixed(amount) <= ZERO) throw new RangeError(`"${fact.type}" takes amounts above zero, not ${amount}`);
}

/**
 * Makes facts of statements. A statement that nobody may make throws TypeError naming it; one of a wrong shape, or with an amount
 * that is not above zero, throws too.
 */
const stamping =
  <T extends EventType>(types: readonly T[]) =>
  (stated: { readonly type: EventType }, by: Stated, at: Ms): EventOf<T> => {
    const may = (event: { readonly type: EventType }): event is EventOf<T> => types.some((type) => type === event.type);
    // Plain data from here on: what is looked at is what is written down, whatever the caller's object answers the next time.
    const said = structuredClone(stated);
    if (!may(said)) throw new TypeError(`"${said.type}" is not for people to state: it follows from the desk's own decisions`);
    const fact = eventSchema.parse({ ...unreserved(said), at, ...signed(said.type, by) });
    if (!may(fact)) throw new TypeError(`"${said.type}" became "${fact.type}"`);
    assertSound(fact);
    return fact;
  };

/** The fact that a statement about the desk makes; throws where nobody may state it or its shape is wrong. */
export const stamped = stamping(STATEMENTS);
/** The same of a statement about people. */
export const stampedOfPeople = stamping(PEOPLE_STATEMENTS);
/** The same of a line that was heard. */
export const stampedAsHeard = stamping(HEARD);
