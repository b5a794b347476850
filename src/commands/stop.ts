import { z } from 'zod';
import { type Choices, required } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import { exact, figure } from '../core/desk/wire.ts';
import { direction } from '../core/facts/vocabulary.ts';
import { decimal, type Fixed, toNumber, toStep } from '../core/money.ts';
import { priceText, shareText, shortName } from '../core/reply/format.ts';
import type { Position } from '../core/state/position.ts';
import { type Misplaced, placed } from './cards/placing.ts';
import { type PriceOrDistance, place } from './kinds/figures.ts';
import { openChoices, position as positionKind } from './kinds/position.ts';

/** Where the stop would go, or why it cannot: it only ever moves towards the price, and stays on the losing side of it. */
const moved = (position: Position, to: PriceOrDistance, desk: Read): { readonly stop: Fixed } | Misplaced =>
  placed(position, to, desk, (wanted, { instrument: { tick }, last: price }) => {
    const long = position.direction === 'long';
    const stop = toStep(wanted, tick, long ? 'floor' : 'ceil');
    const text = priceText(stop, tick);
    const now = priceText(price, tick);
    if (long ? stop >= price : stop <= price)
      return {
        why: `A stop at ${text} is on the wrong side of ${now}`,
        expected: `Expected a price ${long ? 'below' : 'above'} ${now}`,
      };
    if (long ? stop < position.stop : stop > position.stop) {
      return {
        why: `A stop at ${text} would widen the risk`,
        expected: `Expected ${long ? 'at or above' : 'at or below'} ${priceText(position.stop, tick)}; a stop only moves towards the price`,
      };
    }
    return { stop };
  });

const result = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('refused'), id: z.number().int(), direction, why: z.string(), expected: z.string() }),
  z.object({
    kind: z.literal('moved'),
    id: z.number().int(),
    symbol: z.string(),
    from: exact,
    to: exact,
    /** Fraction of the price. */
    away: figure,
  }),
]);
/** What somebody in a hurry may have meant by a bare /stop, which never acts. */
function whichStop(desk: Read): Choices {
  const { all } = openChoices(desk);
  return {
    asks: 'Stop what?',
    lines: [
      'Pause: no new entries, exits go on',
      all.length === 0 ? 'No position is open whose stop could be moved' : 'Or the stop of a position, towards the price',
      'Everything out: `/panic`',
    ],
    all: [{ word: '', label: 'Pause entries', line: '/pause' }, ...all],
    none: 'No position is open',
  };
}

/** Places that are offered: what they are called, and where they are. */
const PLACES: readonly (readonly [string, PriceOrDistance])[] = [
  ['to entry', { kind: 'entry' }],
  ...[0.005, 0.01, 0.015, 0.02, 0.03].flatMap((share) =>
    [-share, share].map((signed) => [shareText(signed, true, 1), { kind: 'distance', share: signed }] as const),
  ),
];

/** Where the stop of a position can go now. */
function wherever(position: Position | undefined, desk: Read): Choices {
  if (position === undefined) return { asks: 'Where to?', all: [], none: 'No position is open' };
  const tick = desk.market.instrument(position.symbol)?.tick;
  const all = PLACES.flatMap(([name, to]) => {
    const target = moved(position, to, desk);
    if ('why' in target || target.stop === position.stop) return [];
    const label = `${name} · ${priceText(target.stop, tick)}`;
    return [{ word: place.word?.(place.json?.(to) ?? { kind: 'entry' }) ?? '', label }];
  });
  const name = `${position.id} ${shortName(position.symbol)}`;
  return {
    asks: `The stop of ${name}, where to?`,
    lines: [`It is at ${priceText(position.stop, tick)} and only moves towards the price`],
    all,
    none: `The stop of ${name} is as near as is offered`,
  };
}

export const stop = defineCommand({
  name: 'stop',
  aliases: ['sl'],
  about: 'moves a stop towards the price: a price, be, or -1%',
  args: { position: required(positionKind), place: required(place) },
  choices: { position: (_given, desk) => whichStop(desk), place: ({ position }, desk) => wherever(position, desk) },
  role: 'trader',
  risk: 'reduces',
  confirm: ({ position: chosen, place: to }, desk) => {
    const target = moved(chosen, to, desk);
    if ('why' in target) return undefined;
    const tick = desk.market.instrument(chosen.symbol)?.tick;
    return {
      title: `Move the stop of ${chosen.id} ${shortName(chosen.symbol)}?`,
      lines: [`${priceText(chosen.stop, tick)} → ${priceText(target.stop, tick)}`],
    };
  },
  confirms: ({ position: chosen }) => `${chosen.id} ${chosen.stop}`,
  meant: ({ position: chosen, place: to }, desk) => {
    const target = moved(chosen, to, desk);
    return 'why' in target ? undefined : [`${chosen.id}`, decimal(target.stop)];
  },
  run: async ({ position: chosen, place: to }, desk) => {
    const { id, symbol, direction: way, stop: from } = chosen;
    const target = moved(chosen, to, desk);
    if ('why' in target) return { kind: 'refused' as const, id, direction: way, ...target };
    if (target.stop !== from) {
      await desk.act({
        type: 'stopMoved',
        position: id,
        symbol,
        from: decimal(from),
        to: decimal(target.stop),
        why: 'by hand',
      });
    }
    const last = desk.market.quote(symbol)?.last ?? 0;
    const away = last === 0 ? 0 : Math.abs(last - toNumber(target.stop)) / last;
    return { kind: 'moved' as const, id, symbol, from, to: target.stop, away };
  },
  result,
  show: (done, { market }) => {
    switch (done.kind) {
      case 'refused':
        return {
          title: done.why,
          lines: [done.expected, `Example: /stop ${done.id} ${done.direction === 'long' ? '-1%' : '+1%'}`],
          outcome: 'refused',
        };
      case 'moved': {
        const tick = market.instrument(done.symbol)?.tick;
        return {
          title: `${done.id} ${shortName(done.symbol)}: stop ${priceText(done.from, tick)} → ${priceText(done.to, tick)}`,
          lines: [`${shareText(done.away, false, 1)} away · the new one rests before the old one goes`],
        };
      }
    }
  },
});
