import type { EventOf, EventType } from './events.ts';

/**
 * What people may state, and those who speak for them: a closed list. All else (that a plan is cleared, an order sent, a position
 * opened, money booked) follows from the desk's own decisions and can be stated by nobody.
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
  // Who may speak, and where they are told.
  'command',
  'person',
  'linked',
  'guildRole',
  'ignored',
  'secondFactor',
  'zone',
  'notices',
  'mapped',
  'placeMoved',
  'chat',
] as const satisfies readonly EventType[];

export type Statement = EventOf<(typeof STATEMENTS)[number]>;

const MAY_BE_STATED: ReadonlySet<string> = new Set(STATEMENTS);

/** Refuses what nobody may state, where types could not: throws TypeError naming it. */
export function assertStatements(statements: readonly { readonly type: string }[]): void {
  const other = statements.find(({ type }) => !MAY_BE_STATED.has(type));
  if (other !== undefined)
    throw new TypeError(`"${other.type}" is not for people to state: it follows from the desk's own decisions`);
}
