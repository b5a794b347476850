import { z } from 'zod';
import { optional, skippable } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { figure } from '../core/desk/wire.ts';
import { at, timeframe } from '../core/facts/vocabulary.ts';
import { numberText, shortName } from '../core/reply/format.ts';
import { durationText } from '../core/time.ts';
import { symbol as symbolKind } from './kinds/symbol.ts';
import { timeframe as timeframeKind } from './kinds/timeframe.ts';

const MOST = 10;

const pivot = z.object({ time: at, price: figure, value: figure });

export const divergences = defineCommand({
  name: 'divergences',
  aliases: ['div'],
  about: 'the newest divergences, of one symbol or of all',
  args: { symbol: skippable(symbolKind), timeframe: optional(timeframeKind) },
  role: 'viewer',
  risk: 'none',
  run: async ({ symbol, timeframe: wanted }, desk) => {
    const symbols = symbol === undefined ? desk.state().universe : [symbol];
    return symbols
      .flatMap((name) => {
        const chosen = wanted ?? desk.study.decisionTimeframe(name) ?? '1h';
        return desk.study
          .divergences(name, chosen, MOST)
          .map((found) => ({ symbol: name, timeframe: chosen, ...found, age: desk.now() - found.to.time }));
      })
      .toSorted((a, b) => b.to.time - a.to.time)
      .slice(0, MOST);
  },
  result: z.array(
    z.object({
      symbol: z.string(),
      timeframe,
      kind: z.enum(['regular', 'hidden']),
      side: z.enum(['bullish', 'bearish']),
      indicator: z.enum(['rsi', 'macd']),
      strength: figure,
      confirmations: z.array(z.enum(['level', 'candle', 'volume'])),
      from: pivot,
      to: pivot,
      /** Of its second pivot, ms. */
      age: z.number(),
    }),
  ),
  show: (found) => ({
    title: found.length === 0 ? 'No divergence is known' : `Newest ${found.length} divergences`,
    lines: found.map(
      (one) =>
        `${shortName(one.symbol)} ${one.timeframe} ${one.kind} ${one.side} ${one.indicator.toUpperCase()} ${numberText(one.strength, 2)}${one.confirmations.length === 0 ? '' : ` · ${one.confirmations.join(', ')}`} · ${durationText(one.age)} ago`,
    ),
  }),
});
