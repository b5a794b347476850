import { required } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { decimal, fromNumber, mul, ONE, toStep } from '../core/money.ts';
import { priceText, shortName } from '../core/reply/format.ts';
import type { Reply } from '../core/reply/reply.ts';
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
  run: async ({ position: chosen, place: to }, desk, who) => {
    const instrument = desk.market.instrument(chosen.symbol);
    const last = desk.market.quote(chosen.symbol)?.last;
    const refuse = (title: string, line: string): { reply: Reply } => ({
      reply: { title, lines: [line, `Example: /target ${chosen.id} +3%`], outcome: 'refused' },
    });
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
    await desk.act(who, {
      type: 'targetMoved',
      position: chosen.id,
      symbol: chosen.symbol,
      targets: [{ price: decimal(at), share: 1 }],
      why: 'by hand',
    });
    const reply: Reply = {
      title: `${chosen.id} ${shortName(chosen.symbol)}: target ${priceText(at, instrument.tick)}`,
      lines: ['The whole position is taken there'],
    };
    return { reply };
  },
  show: ({ reply }) => reply,
});
