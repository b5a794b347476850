import type { DeskEvent, EventOf } from '../../../src/core/facts/events.ts';
import { applyToAccount, createAccount, type MutableAccount } from '../../../src/core/state/account.ts';
import { closedEvent } from '../../../src/core/state/closedTrade.ts';
import { HOUR, type Ms } from '../../../src/core/time.ts';

type Open = Partial<EventOf<'positionOpened'>>;
type Fill = Pick<EventOf<'fill'>, 'purpose' | 'price' | 'quantity'> & Partial<EventOf<'fill'>>;

/** 2024-06-01T00:00:00Z. */
export const START: Ms = Date.UTC(2024, 5, 1);

export const opened = (position: number, changes: Open = {}): EventOf<'positionOpened'> => ({
  type: 'positionOpened',
  at: START,
  position,
  symbol: 'BTC/USDT',
  direction: 'long',
  decision: `d${position}`,
  leg: 0,
  paired: false,
  strategy: 'momentum',
  score: 0.5,
  confidence: 0.8,
  quantity: '1',
  price: '100',
  stop: '95',
  targets: [{ price: '110', share: 1 }],
  leverage: 1,
  ...changes,
});

let nextTrade = 0;

/** A fill of a position; its trade id is new unless it is given. */
export const fill = (position: number, { side, ...rest }: Fill): EventOf<'fill'> => ({
  type: 'fill',
  at: START + HOUR,
  clientId: `c${position}`,
  tradeId: `t${nextTrade++}`,
  position,
  symbol: 'BTC/USDT',
  side: side ?? (rest.purpose === 'entry' || rest.purpose === 'add' ? 'buy' : 'sell'),
  fee: '0',
  liquidity: 'taker',
  ...rest,
});

export const funded = (amount: string): DeskEvent => ({ type: 'funded', at: START, amount, why: 'test' });

export const instant = (at: Ms, equity: string): EventOf<'instant'> => ({
  type: 'instant',
  at,
  symbols: 1,
  equity,
  best: [],
  blocked: {},
  missing: [],
});

/** The account after a row of events. */
export function tell(...events: readonly DeskEvent[]): MutableAccount {
  const account = createAccount();
  for (const event of events) applyToAccount(account, event);
  return account;
}

/** Closes a position that has come to nothing, as the desk does, and gives the event. */
export function end(
  account: MutableAccount,
  id: number,
  why: EventOf<'positionClosed'>['why'],
  at: Ms = START + HOUR,
): EventOf<'positionClosed'> {
  const position = account.positions.get(id);
  if (position === undefined) throw new Error(`no position ${id}`);
  const event = closedEvent(position, why, at);
  applyToAccount(account, event);
  return event;
}
