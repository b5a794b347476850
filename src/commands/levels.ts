import { optional, required } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { fromNumber } from '../core/money.ts';
import { numberText, priceText, shareText, shortName } from '../core/reply/format.ts';
import { symbol as symbolKind } from './kinds/symbol.ts';
import { timeframe as timeframeKind } from './kinds/timeframe.ts';

const MOST = 8;

export const levels = defineCommand({
  name: 'levels',
  aliases: ['sr'],
  about: 'supports and resistances of a symbol, nearest first',
  args: { symbol: required(symbolKind), timeframe: optional(timeframeKind) },
  role: 'viewer',
  risk: 'none',
  run: async ({ symbol, timeframe }, desk) => {
    const chosen = timeframe ?? desk.study.decisionTimeframe(symbol) ?? '1h';
    return { symbol, timeframe: chosen, zones: desk.study.levels(symbol, chosen).slice(0, MOST) };
  },
  show: ({ symbol, timeframe, zones }, desk) => {
    const tick = desk.market.instrument(symbol)?.tick;
    const text = (price: number): string => priceText(fromNumber(price), tick);
    const last = desk.market.quote(symbol)?.last ?? 0;
    return {
      title:
        zones.length === 0
          ? `${shortName(symbol)} ${timeframe}: no level found`
          : `${shortName(symbol)} ${timeframe} at ${text(last)} · ${zones.length} levels`,
      lines: zones.map(
        (zone) =>
          `${zone.kind === 'support' ? 'S' : 'R'} ${text(zone.low)}–${text(zone.high)} · ${shareText(zone.distance, false, 1)} away · ${numberText(zone.strength, 2)} of ${zone.touches} touches${zone.active ? '' : ' · broken'}${zone.volumeConfirmed ? ' · volume' : ''}`,
      ),
    };
  },
});
