import type { DeskEvent, EventOf } from '../../../src/core/facts/events.ts';
import { HOUR, type Ms } from '../../../src/core/time.ts';
import { fill, funded, opened, START } from './story.ts';

const intent = (clientId: string, changes: Partial<EventOf<'intent'>> = {}): EventOf<'intent'> => ({
  type: 'intent',
  at: START,
  clientId,
  decision: 'd1',
  leg: clientId,
  purpose: 'entry',
  symbol: 'BTC/USDT',
  side: 'buy',
  kind: 'limit',
  quantity: '1',
  price: '100',
  postOnly: true,
  reduceOnly: false,
  why: 'entry',
  ...changes,
});

export const became = (clientId: string, status: EventOf<'order'>['status'], at: Ms = START): EventOf<'order'> => ({
  type: 'order',
  at,
  clientId,
  symbol: 'BTC/USDT',
  purpose: 'entry',
  status,
  filled: '0',
  says: '',
});

const stop = (clientId: string, position: number): EventOf<'intent'> =>
  intent(clientId, { decision: `stop.${position}`, purpose: 'stop', kind: 'stop', side: 'sell', position, trigger: '95' });

/** One position that was opened, filled and stopped out on the first day, its stop filled. */
export const entered: readonly DeskEvent[] = [
  funded('1000'),
  intent('in'),
  became('in', 'open'),
  opened(1),
  fill(1, { clientId: 'in', purpose: 'entry', price: '100', quantity: '1', tradeId: 'first', at: START }),
  became('in', 'filled'),
  stop('out', 1),
  became('out', 'open'),
];
/** The fill that ends it. */
export const left = fill(1, { clientId: 'out', purpose: 'stop', price: '95', quantity: '1', tradeId: 'last', at: START + HOUR });
