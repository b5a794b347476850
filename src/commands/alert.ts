import { z } from 'zod';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import { exact, figure } from '../core/desk/wire.ts';
import { decimal, type Fixed, fromNumber, ONE, toNumber } from '../core/money.ts';
import { counted, priceText, shareText, shortName } from '../core/reply/format.ts';
import { apart, doubtOf } from './cards/placing.ts';
import { type DoubtablePrice, marketPrice } from './kinds/figures.ts';
import { offeredButtons, offeredSchema, offeredSymbols, symbol as symbolKind } from './kinds/symbol.ts';

/** How many times the price an alert may be, either way, before it is asked whether that is meant. */
const FAR = 2n * ONE;

const lastOf = (symbol: string, desk: Pick<Read, 'market'>): Fixed | undefined => {
  const last = desk.market.quote(symbol)?.last;
  return last === undefined ? undefined : fromNumber(last);
};

const standing = (symbol: string, price: Fixed, desk: Pick<Read, 'state'>) =>
  [...desk.state().priceAlerts.values()].find((one) => one.symbol === symbol && one.price === price);

/** The doubt in a price: against the market, or any where that is not known. */
function doubted(symbol: string, to: DoubtablePrice, desk: Read): DoubtablePrice['doubt'] {
  const last = lastOf(symbol, desk);
  return last === undefined ? to.doubt : doubtOf(to, last);
}

/** Without a price it lists, of one symbol or of all; the same price again takes it back. */
export const alert = defineCommand({
  name: 'alert',
  aliases: ['alerts'],
  about: 'tells when a symbol reaches a price; the same again takes it back',
  args: { symbol: optional(symbolKind), price: optional(marketPrice) },
  role: 'viewer',
  risk: 'none',
  acts: true,
  confirm: ({ symbol, price: to }, desk) => {
    const last = symbol === undefined ? undefined : lastOf(symbol, desk);
    if (symbol === undefined || to === undefined || last === undefined) return undefined;
    if (standing(symbol, to.price, desk) !== undefined || doubtOf(to, last) !== undefined) return undefined;
    if (apart(to.price, last) <= FAR) return undefined;
    const tick = desk.market.instrument(symbol)?.tick;
    return {
      title: `An alert for ${shortName(symbol)} at ${priceText(to.price, tick)}?`,
      lines: [`The price is ${priceText(last, tick)}, ${shareText(toNumber(to.price) / toNumber(last) - 1, true, 1)} away`],
      buttons: [{ label: 'Set it', line: '/yes' }],
    };
  },
  confirms: ({ symbol, price: to }) => `${symbol} ${to?.price}`,
  run: async ({ symbol, price: to }, desk) => {
    const state = desk.state();
    const price = to?.price;
    const asked = symbol !== undefined && price !== undefined;
    const same = asked ? standing(symbol, price, desk) : undefined;
    const id = same?.id ?? `P${state.numbers.priceAlert + 1}`;
    const doubt = symbol === undefined || to === undefined || same !== undefined ? undefined : doubted(symbol, to, desk);
    if (doubt !== undefined && symbol !== undefined) {
      const { asked: question, spellings } = doubt;
      return { doubt: { symbol, asked: question, spellings }, all: [], offered: [] };
    }
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
      of: symbol,
      offered: symbol === undefined ? offeredSymbols(desk) : [],
    };
  },
  result: z.object({
    /** A price that can be meant in two ways: the question, and the spellings that are free of doubt. */
    doubt: z.object({ symbol: z.string(), asked: z.string(), spellings: z.array(z.string()) }).optional(),
    done: z.object({ id: z.string(), symbol: z.string(), price: exact, set: z.boolean() }).optional(),
    /** `away` is the way there from the last price, a fraction of it. */
    all: z.array(z.object({ id: z.string(), symbol: z.string(), price: exact, who: z.string(), away: figure.optional() })),
    /** The symbol that was named. */
    of: z.string().optional(),
    /** Symbols to look at, where none was named. */
    offered: offeredSchema,
  }),
  show: ({ doubt, done, all, of, offered }, { market }) => {
    if (doubt !== undefined)
      return {
        title: doubt.asked,
        lines: [`Write ${doubt.spellings.join(' or ')}`, `Example: /alert ${shortName(doubt.symbol)} ${doubt.spellings.at(-1)}`],
        outcome: 'refused',
      };
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
    return {
      title: heading(),
      lines: all.length === 0 ? [`Example: /alert ${of === undefined ? 'BTC' : shortName(of)} 45000`] : all.map(line),
      buttons: offeredButtons('alert', offered),
    };
  },
});
