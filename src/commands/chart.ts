import { z } from 'zod';
import { optional, required } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { timeframe } from '../core/facts/vocabulary.ts';
import { fromNumber } from '../core/money.ts';
import { priceText, shareText, shortName } from '../core/reply/format.ts';
import { refusal } from '../core/reply/reply.ts';
import { durationText, lengthOf, timeText } from '../core/time.ts';
import { chartNow, chartSchema, pictureOf } from './cards/candlePicture.ts';
import { zoneSchema } from './cards/zone.ts';
import { symbol as symbolKind } from './kinds/symbol.ts';
import { timeframe as timeframeKind } from './kinds/timeframe.ts';

export const chart = defineCommand({
  name: 'chart',
  aliases: ['candles'],
  about: 'candles of a symbol with its levels, divergences, fills and open position',
  args: { symbol: required(symbolKind), timeframe: optional(timeframeKind) },
  role: 'viewer',
  risk: 'none',
  run: async ({ symbol, timeframe: wanted }, desk) => {
    const chosen = wanted ?? desk.study.decisionTimeframe(symbol) ?? '1h';
    const bars = desk.market.bars(symbol, chosen);
    const levels = desk.study.levels(symbol, chosen).filter(({ active }) => active);
    return {
      symbol,
      timeframe: chosen,
      support: levels.find(({ kind }) => kind === 'support'),
      resistance: levels.find(({ kind }) => kind === 'resistance'),
      there: [...desk.study.timeframes(symbol)],
      drawn: bars === undefined || bars.end === bars.first ? undefined : await chartNow(bars, desk),
    };
  },
  result: z.object({
    symbol: z.string(),
    timeframe,
    support: zoneSchema.optional(),
    resistance: zoneSchema.optional(),
    /** The timeframes that are studied. */
    there: z.array(timeframe),
    drawn: chartSchema.optional(),
  }),
  show: ({ symbol, timeframe: of, support, resistance, there, drawn }, { label, market }) => {
    const name = shortName(symbol);
    if (drawn === undefined)
      return refusal(
        `There are no ${of} candles of ${name}`,
        there.length === 0 ? 'Expected a symbol that is studied; /scan lists them' : `Expected one of ${there.join(', ')}`,
        `/chart ${name}${there.length === 0 ? '' : ` ${there[0]}`}`,
      );
    const { candles, prices } = drawn;
    const tick = market.instrument(symbol)?.tick;
    const text = (price: number): string => priceText(fromNumber(price), tick);
    const last = candles.close.at(-1) ?? 0;
    const change = last / (candles.open[0] ?? last) - 1;
    const closedAt = (candles.time.at(-1) ?? 0) + lengthOf(of);
    const zoneLine = (zone: typeof support): readonly string[] =>
      zone === undefined
        ? []
        : [
            `Nearest ${zone.kind} ${text(zone.low)}–${text(zone.high)}, ${zone.distance === 0 ? 'the price is in it' : `${shareText(zone.distance, false, 1)} away`}`,
          ];
    return {
      title: `${name} ${of} at ${text(last)} · ${shareText(change, true)} in ${durationText(closedAt - (candles.time[0] ?? 0))}`,
      lines: [
        `${candles.time.length} candles to ${timeText(closedAt)}`,
        ...zoneLine(resistance),
        ...zoneLine(support),
        ...(prices.length === 0 ? [] : [prices.map((price) => `${price.name} ${text(price.price)}`).join(' · ')]),
      ],
      picture: pictureOf({ symbol, timeframe: of }, drawn, { label, market }),
      buttons: [
        { label: 'Why', line: `/why ${name}` },
        { label: 'Levels', line: `/levels ${name} ${of}` },
      ],
    };
  },
});
