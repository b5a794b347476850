import { optional, skippable } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { numberText, shortName } from '../core/reply/format.ts';
import { durationText } from '../core/time.ts';
import { symbol as symbolKind } from './kinds/symbol.ts';
import { timeframe as timeframeKind } from './kinds/timeframe.ts';

const MOST = 10;

export const divergences = defineCommand({
  name: 'divergences',
  aliases: ['div'],
  about: 'the newest divergences, of one symbol or of all',
  args: { symbol: skippable(symbolKind), timeframe: optional(timeframeKind) },
  role: 'viewer',
  risk: 'none',
  run: async ({ symbol, timeframe }, desk) => {
    const symbols = symbol === undefined ? desk.state().universe : [symbol];
    return symbols
      .flatMap((name) => {
        const chosen = timeframe ?? desk.study.decisionTimeframe(name) ?? '1h';
        return desk.study.divergences(name, chosen, MOST).map((found) => ({ symbol: name, timeframe: chosen, ...found }));
      })
      .toSorted((a, b) => b.to.time - a.to.time)
      .slice(0, MOST);
  },
  show: (found, desk) => ({
    title: found.length === 0 ? 'No divergence is known' : `Newest ${found.length} divergences`,
    lines: found.map(
      (one) =>
        `${shortName(one.symbol)} ${one.timeframe} ${one.kind} ${one.side} ${one.indicator.toUpperCase()} ${numberText(one.strength, 2)}${one.confirmations.length === 0 ? '' : ` · ${one.confirmations.join(', ')}`} · ${durationText(desk.now() - one.to.time)} ago`,
    ),
  }),
});
