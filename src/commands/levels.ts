import { z } from 'zod';
import { optional, required } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { timeframe } from '../core/facts/vocabulary.ts';
import { fromNumber } from '../core/money.ts';
import { numberText, priceText, shareText, shortName } from '../core/reply/format.ts';
import { zoneSchema } from './cards/zone.ts';
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
  run: async ({ symbol, timeframe: wanted }, desk) => {
    const chosen = wanted ?? desk.study.decisionTimeframe(symbol) ?? '1h';
    const last = desk.market.quote(symbol)?.last ?? 0;
    return { symbol, timeframe: chosen, last, zones: desk.study.levels(symbol, chosen).slice(0, MOST) };
  },
  result: z.object({ symbol: z.string(), timeframe, last: z.number(), zones: z.array(zoneSchema) }),
  show: ({ symbol, timeframe: of, last, zones }, { market }) => {
    const tick = market.instrument(symbol)?.tick;
    const text = (price: number): string => priceText(fromNumber(price), tick);
    return {
      title:
        zones.length === 0
          ? `${shortName(symbol)} ${of}: no level found`
          : `${shortName(symbol)} ${of} at ${text(last)} · ${zones.length} levels`,
      lines: zones.map(
        (zone) =>
          `${zone.kind === 'support' ? 'S' : 'R'} ${text(zone.low)}–${text(zone.high)} · ${shareText(zone.distance, false, 1)} away · ${numberText(zone.strength, 2)} of ${zone.touches} touches${zone.active ? '' : ' · broken'}${zone.volumeConfirmed ? ' · volume' : ''}`,
      ),
    };
  },
});
