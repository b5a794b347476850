import { z } from 'zod';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { exact, figure } from '../core/desk/wire.ts';
import { decimal, fromNumber, toNumber } from '../core/money.ts';
import { counted, priceText, shareText, shortName } from '../core/reply/format.ts';
import { price as priceKind } from './kinds/figures.ts';
import { symbol as symbolKind } from './kinds/symbol.ts';

/** Without a price it lists, of one symbol or of all; the same price again takes it back. */
export const alert = defineCommand({
  name: 'alert',
  aliases: ['alerts'],
  about: 'tells when a symbol reaches a price; the same again takes it back',
  args: { symbol: optional(symbolKind), price: optional(priceKind) },
  role: 'viewer',
  risk: 'none',
  acts: true,
  run: async ({ symbol, price }, desk) => {
    const state = desk.state();
    const same = [...state.priceAlerts.values()].find((one) => one.symbol === symbol && one.price === price);
    const id = same?.id ?? `P${state.numbers.priceAlert + 1}`;
    const asked = symbol !== undefined && price !== undefined;
    if (asked) {
      const last = desk.market.quote(symbol)?.last;
      await desk.act({
        type: 'priceAlert',
        id,
        symbol,
        price: decimal(price),
        ...(last === undefined ? {} : { last: decimal(fromNumber(last)) }),
        state: same === undefined ? 'set' : 'canceled',
      });
    }
    const shown = [...state.priceAlerts.values()].filter((one) => asked || symbol === undefined || one.symbol === symbol);
    return {
      done: asked ? { id, symbol, price, set: same === undefined } : undefined,
      all: shown.map((one) => {
        const last = desk.market.quote(one.symbol)?.last;
        return { ...one, away: last === undefined ? undefined : toNumber(one.price) / last - 1 };
      }),
    };
  },
  result: z.object({
    done: z.object({ id: z.string(), symbol: z.string(), price: exact, set: z.boolean() }).optional(),
    /** `away` is the way there from the last price, a fraction of it. */
    all: z.array(z.object({ id: z.string(), symbol: z.string(), price: exact, who: z.string(), away: figure.optional() })),
  }),
  show: ({ done, all }, { market }) => {
    const line = (one: (typeof all)[number]): string => {
      const away = one.away === undefined ? '' : ` · ${shareText(one.away, true, 1)} away`;
      return `${one.id} ${shortName(one.symbol)} ${priceText(one.price, market.instrument(one.symbol)?.tick)}${away} · ${one.who}`;
    };
    const heading = (): string => {
      if (done !== undefined) {
        const price = priceText(done.price, market.instrument(done.symbol)?.tick);
        return done.set
          ? `🔔 ${done.id}: told when ${shortName(done.symbol)} reaches ${price}`
          : `${done.id} taken back: ${shortName(done.symbol)} at ${price}`;
      }
      return all.length === 0 ? 'No price alert is set' : counted(all.length, 'price alert');
    };
    return { title: heading(), lines: all.length === 0 ? ['Example: /alert BTC 45000'] : all.map(line) };
  },
});
