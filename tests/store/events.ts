import type { DeskEvent } from '../../src/core/facts/events.ts';
import type { Severity } from '../../src/core/facts/vocabulary.ts';
import type { LogEntry } from '../../src/store/rows.ts';

const START = Date.UTC(2024, 5, 1);

/** Plain events for tests: `command` lines numbered from `from`. */
export const commands = (count: number, from = 1): LogEntry[] =>
  Array.from({ length: count }, (_, index) => ({
    step: null,
    event: { type: 'command', at: START + (from + index) * 60_000, who: 'ann', line: `/status ${from + index}` },
  }));

export const intent = (decision: string, leg: string, clientId: string): DeskEvent => ({
  type: 'intent',
  at: START,
  clientId,
  decision,
  leg,
  purpose: 'entry',
  symbol: 'BTC/USDT',
  side: 'buy',
  kind: 'limit',
  quantity: '0.5',
  price: '42180.5',
  postOnly: true,
  reduceOnly: false,
  why: 'entry at the bid',
});

export const fill = (symbol: string, tradeId: string): DeskEvent => ({
  type: 'fill',
  at: START,
  clientId: 'cs1',
  tradeId,
  position: 1,
  symbol,
  purpose: 'entry',
  side: 'buy',
  price: '42180.5',
  quantity: '0.123456789012',
  fee: '5.2',
  liquidity: 'maker',
});

export const alert = (id: string, severity: Severity): DeskEvent => ({
  type: 'alert',
  at: START,
  id,
  alert: 'stop hit',
  severity,
  topic: `stop ${id}`,
  reply: { title: `Stop ${id}`, lines: ['one "quoted" line\nand a break', 'ünïcode ∑ 🟢 \u0000'] },
});

export const entries = (...events: readonly DeskEvent[]): LogEntry[] => events.map((event) => ({ step: 7, event }));
