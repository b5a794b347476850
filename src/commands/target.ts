import { z } from 'zod';
import { type Choices, required } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import { exact } from '../core/desk/wire.ts';
import { decimal, type Fixed, toNumber, toStep } from '../core/money.ts';
import { priceText, shareText, shortName } from '../core/reply/format.ts';
import type { Position } from '../core/state/position.ts';
import { type Misplaced, placed } from './cards/placing.ts';
import { type PriceOrDistance, place } from './kinds/figures.ts';
import { position as positionKind } from './kinds/position.ts';

/** Where the target would go, or why it cannot: it stays on the winning side of the price. */
const targetAt = (
  position: Position,
  to: PriceOrDistance,
  desk: Read,
): { readonly at: Fixed; readonly last: Fixed; readonly tick: Fixed } | Misplaced =>
  placed(position, to, desk, (wanted, { instrument: { tick }, last }) => {
    const long = position.direction === 'long';
    const at = toStep(wanted, tick, long ? 'ceil' : 'floor');
    if (long ? at <= last : at >= last)
      return {
        why: `A target at ${priceText(at, tick)} is behind the price`,
        expected: `Expected ${long ? 'above' : 'below'} ${priceText(last, tick)}`,
      };
    return { at, last, tick };
  });

/** Distances that are offered, on the winning side. */
const AWAY = [0.01, 0.02, 0.03, 0.05, 0.1] as const;

/** Where the target of a position can go now. */
function wherever(position: Position | undefined, desk: Read): Choices {
  if (position === undefined) return { asks: 'Where to?', all: [], none: 'No position is open' };
  const name = `${position.id} ${shortName(position.symbol)}`;
  const all = AWAY.flatMap((share) => {
    const signed = position.direction === 'long' ? share : -share;
    const moved = targetAt(position, { kind: 'distance', share: signed }, desk);
    if ('why' in moved) return [];
    const word = `${signed > 0 ? '+' : ''}${signed * 100}%`;
    return [{ word, label: `${shareText(signed, true, 0)} · ${priceText(moved.at, moved.tick)}` }];
  });
  return { asks: `The target of ${name}, where to?`, all, none: `${name} has no price now` };
}

export const target = defineCommand({
  name: 'target',
  aliases: ['tp'],
  about: 'moves the target of a position: a price, be, or +3%',
  args: { position: required(positionKind), place: required({ ...place, example: '+3%' }) },
  choices: { place: ({ position }, desk) => wherever(position, desk) },
  role: 'trader',
  risk: 'reduces',
  confirm: ({ position: chosen, place: to }, desk) => {
    const moved = targetAt(chosen, to, desk);
    if ('why' in moved) return undefined;
    const { tick } = moved;
    const now = chosen.targets.map(({ price }) => priceText(price, tick)).join(', ');
    const away = shareText(Math.abs(toNumber(moved.at) / toNumber(moved.last) - 1), false, 1);
    return {
      title: `Move the target of ${chosen.id} ${shortName(chosen.symbol)}?`,
      lines: [`${now === '' ? 'none' : now} → ${priceText(moved.at, tick)}`, `${away} away; the whole position is taken there`],
    };
  },
  confirms: ({ position: chosen }) => `${chosen.id} ${chosen.targets.map(({ price }) => price).join(' ')}`,
  meant: ({ position: chosen, place: to }, desk) => {
    const moved = targetAt(chosen, to, desk);
    return 'why' in moved ? undefined : [`${chosen.id}`, decimal(moved.at)];
  },
  run: async ({ position: chosen, place: to }, desk) => {
    const { id, symbol } = chosen;
    const moved = targetAt(chosen, to, desk);
    if ('why' in moved) return { kind: 'refused' as const, id, ...moved };
    await desk.act({
      type: 'targetMoved',
      position: id,
      symbol,
      targets: [{ price: decimal(moved.at), share: 1 }],
      why: 'by hand',
    });
    return { kind: 'moved' as const, id, symbol, to: moved.at };
  },
  result: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('refused'), id: z.number().int(), why: z.string(), expected: z.string() }),
    z.object({ kind: z.literal('moved'), id: z.number().int(), symbol: z.string(), to: exact }),
  ]),
  show: (done, { market }) =>
    done.kind === 'refused'
      ? { title: done.why, lines: [done.expected, `Example: /target ${done.id} +3%`], outcome: 'refused' }
      : {
          title: `${done.id} ${shortName(done.symbol)}: target ${priceText(done.to, market.instrument(done.symbol)?.tick)}`,
          lines: ['The whole position is taken there'],
        },
});
