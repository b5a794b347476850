import type { StoredEvent } from '../../src/core/facts/eventLog.ts';
import type { EventOf } from '../../src/core/facts/events.ts';
import type { Settings } from '../../src/core/facts/settings.ts';
import type { Candle } from '../../src/core/market/candles.ts';
import type { Instrument } from '../../src/core/market/instrument.ts';
import { toNumber } from '../../src/core/money.ts';
import type { Ms } from '../../src/core/time.ts';
import type { CandleLookup } from './candleLookup.ts';

type RuleOptions = {
  readonly settings: Settings;
  readonly candles: CandleLookup;
  readonly instruments: readonly Instrument[];
};

/**
 * What of a log's fills breaks the rules of docs/market-of-bars.md, worked out again from the candles alone; and how many of each kind
 * there were.
 */
export function checkBarRules(rows: readonly StoredEvent[], { settings, candles, instruments }: RuleOptions) {
  const { slippage, maxVolumeShare } = settings.execution;
  const faults: string[] = [];
  const kinds = new Map<string, number>();
  const intents = new Map<string, EventOf<'intent'>>();
  const taken = new Map<string, number>();
  const ticks = new Map(instruments.map(({ symbol, tick }) => [symbol, toNumber(tick)]));

  /** Whether a taker's price is that of `from` less slippage, on the tick that is worse for us. */
  const isTaken = (fill: EventOf<'fill'>, from: number): boolean => {
    const due = from * (fill.side === 'buy' ? 1 + slippage : 1 - slippage);
    const off = (Number(fill.price) - due) * (fill.side === 'buy' ? 1 : -1);
    return off > -1e-9 * due && off <= (ticks.get(fill.symbol) ?? 0) * (1 + 1e-6);
  };

  const kindOf = (
    fill: EventOf<'fill'>,
    order: EventOf<'intent'>,
    bar: Candle,
    before: number | undefined,
  ): string | undefined => {
    const price = Number(fill.price);
    const atBoundary = fill.at === bar.time;
    const known = atBoundary ? [bar.open, ...(before === undefined ? [] : [before])] : [];
    if (order.kind === 'limit') {
      const limit = Number(order.price ?? 'NaN');
      const through = fill.side === 'buy' ? Math.min(bar.low, ...known) < limit : Math.max(bar.high, ...known) > limit;
      if (fill.liquidity === 'maker' && price === limit && through) return 'limit traded through';
      if (order.reduceOnly && known.includes(price)) return 'target jumped over by the open';
      return undefined;
    }
    if (order.kind === 'stop') {
      const trigger = Number(order.trigger ?? 'NaN');
      const worst = fill.side === 'sell' ? Math.min(trigger, bar.open) : Math.max(trigger, bar.open);
      if (known.some((one) => isTaken(fill, one))) return 'stop at a known price';
      return !atBoundary && isTaken(fill, worst) ? 'stop within a bar' : undefined;
    }
    return known.some((one) => isTaken(fill, one)) ? 'market at a known price' : undefined;
  };

  for (const { seq, event } of rows) {
    if (event.type === 'intent') intents.set(event.clientId, event);
    if (event.type !== 'fill') continue;
    const order = intents.get(event.clientId);
    const bar = candles.around(event.symbol, event.at);
    if (order === undefined || bar === undefined) continue;
    const kind = kindOf(event, order, bar, candles.close(event.symbol, event.at));
    if (kind === undefined)
      faults.push(`row ${seq}: ${event.side} ${event.purpose} of ${event.symbol} at ${event.price} fits no rule`);
    else kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const key = `${event.symbol} ${bar.time}`;
    const sum = (taken.get(key) ?? 0) + Number(event.quantity);
    taken.set(key, sum);
    // What is taken at a close is bound by the bar that ends there: the next one's volume is not known yet, but it counts for it.
    const ended = event.at === bar.time ? (candles.around(event.symbol, event.at - 1)?.volume ?? 0) : 0;
    if (sum > Math.max(bar.volume, ended) * maxVolumeShare * (1 + 1e-9))
      faults.push(`row ${seq}: ${sum} of the bar's ${bar.volume} is ours`);
  }
  return { faults, kinds };
}

/** How long each maker entry waited before its rest went to market, in ms; 0 is the next open after its close. */
export const makerWaits = (rows: readonly StoredEvent[]): readonly Ms[] => {
  const makers = new Map<string, Ms>();
  const waits: Ms[] = [];
  for (const { event } of rows) {
    if (event.type !== 'intent') continue;
    if (event.leg.endsWith('.maker')) makers.set(event.decision, event.at);
    if (event.leg.endsWith('.rest')) waits.push(event.at - (makers.get(event.decision) ?? Number.NaN));
  }
  return waits;
};
