import { z } from 'zod';
import { required } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { exact } from '../core/desk/wire.ts';
import { decimal, fromNumber, mul, ONE, toStep } from '../core/money.ts';
import { priceText, shortName } from '../core/reply/format.ts';
import { averageEntry } from '../core/state/position.ts';
import { place } from './kinds/figures.ts';
import { position as positionKind } from './kinds/position.ts';

export const target = defineCommand({
  name: 'target',
  aliases: ['tp'],
  about: 'moves the target of a position: a price, be, or +3%',
  args: { position: required(positionKind), place: required({ ...place, example: '+3%' }) },
  role: 'trader',
  risk: 'reduces',
  run: async ({ position: chosen, place: to }, desk) => {
    const instrument = desk.market.instrument(chosen.symbol);
    const last = desk.market.quote(chosen.symbol)?.last;
    const { id, symbol } = chosen;
    const refuse = (why: string, expected: string) => ({ kind: 'refused' as const, id, why, expected });
    if (instrument === undefined || last === undefined)
      return refuse(`${chosen.symbol} has no price now`, 'Try again at the next price');
    const long = chosen.direction === 'long';
    const price = fromNumber(last);
    const wanted =
      to.kind === 'price'
        ? to.price
        : to.kind === 'entry'
          ? averageEntry(chosen)
          : mul(price, ONE + fromNumber(to.share), 'nearest');
    const at = toStep(wanted, instrument.tick, long ? 'ceil' : 'floor');
    if (long ? at <= price : at >= price)
      return refuse(
        `A target at ${priceText(at, instrument.tick)} is behind the price`,
        `Expected ${long ? 'above' : 'below'} ${priceText(price, instrument.tick)}`,
      );
    await desk.act({
      type: 'targetMoved',
      position: chosen.id,
      symbol: chosen.symbol,
      targets: [{ price: decimal(at), share: 1 }],
      why: 'by hand',
    });
    return { kind: 'moved' as const, id, symbol, to: at };
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
