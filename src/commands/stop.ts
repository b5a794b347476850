import { z } from 'zod';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import { exact, figure } from '../core/desk/wire.ts';
import type { DeepReadonly } from '../core/facts/deepReadonly.ts';
import { direction } from '../core/facts/vocabulary.ts';
import { decimal, type Fixed, toNumber, toStep } from '../core/money.ts';
import { priceText, shareText, shortName } from '../core/reply/format.ts';
import type { Reply } from '../core/reply/reply.ts';
import type { Position } from '../core/state/position.ts';
import { type Misplaced, placed } from './cards/placing.ts';
import { type PriceOrDistance, place } from './kinds/figures.ts';
import { position as positionKind } from './kinds/position.ts';

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
  z.object({ kind: z.literal('bare'), open: z.array(z.object({ id: z.number().int(), symbol: z.string() })) }),
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
type Bare = DeepReadonly<Extract<z.infer<typeof result>, { kind: 'bare' }>>;

/** Bare /stop never acts: it offers what somebody in a hurry may have meant. */
const offer = ({ open }: Bare): Reply => ({
  title: 'Stop what?',
  lines: [
    'Pause: no new entries, exits go on',
    'Move a stop: /stop 7 be, /stop 7 -1%, /stop 7 41000',
    'Everything out: `/panic`',
  ],
  buttons: [
    { label: 'Pause entries', line: '/pause' },
    ...open.slice(0, 2).map(({ id, symbol }) => ({ label: `${id} ${shortName(symbol)} to entry`, line: `/stop ${id} be now` })),
  ],
});

export const stop = defineCommand({
  name: 'stop',
  aliases: ['sl'],
  about: 'moves a stop towards the price: a price, be, or -1%',
  args: { position: optional(positionKind), place: optional(place) },
  role: 'trader',
  risk: 'reduces',
  confirm: ({ position: chosen, place: to }, desk) => {
    if (chosen === undefined || to === undefined) return undefined;
    const target = moved(chosen, to, desk);
    if ('why' in target) return undefined;
    const tick = desk.market.instrument(chosen.symbol)?.tick;
    return {
      title: `Move the stop of ${chosen.id} ${shortName(chosen.symbol)}?`,
      lines: [`${priceText(chosen.stop, tick)} → ${priceText(target.stop, tick)}`],
    };
  },
  confirms: ({ position: chosen }) => `${chosen?.id} ${chosen?.stop}`,
  meant: ({ position: chosen, place: to }, desk) => {
    const target = chosen === undefined || to === undefined ? undefined : moved(chosen, to, desk);
    return chosen === undefined || target === undefined || 'why' in target ? undefined : [`${chosen.id}`, decimal(target.stop)];
  },
  run: async ({ position: chosen, place: to }, desk) => {
    if (chosen === undefined || to === undefined)
      return {
        kind: 'bare' as const,
        open: [...desk.state().account.positions.values()].map(({ id, symbol }) => ({ id, symbol })),
      };
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
      case 'bare':
        return offer(done);
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
