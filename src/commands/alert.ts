import { defineCommand, optional } from '../core/command.ts';
import { baseOf, priceText } from '../core/figures.ts';
import { decimal } from '../core/money.ts';
import { price as priceKind } from './kinds/figures.ts';
import { symbol as symbolKind } from './kinds/symbol.ts';

/** Without a price it lists; the same price again takes it back. */
export const alert = defineCommand({
  name: 'alert',
  aliases: ['alerts'],
  about: 'tells when a symbol reaches a price; the same again takes it back',
  args: { symbol: optional(symbolKind), price: optional(priceKind) },
  role: 'viewer',
  risk: 'none',
  run: async ({ symbol, price }, desk, who) => {
    const state = desk.state();
    if (symbol !== undefined && price !== undefined) {
      const same = [...state.priceAlerts.values()].find((one) => one.symbol === symbol && one.price === price);
      const id = same?.id ?? `P${state.numbers.priceAlert + 1}`;
      await desk.act({
        type: 'priceAlert',
        at: desk.now(),
        id,
        symbol,
        price: decimal(price),
        state: same === undefined ? 'set' : 'canceled',
        who: who.name,
      });
    }
    return [...state.priceAlerts.values()];
  },
  show: (all, desk) => ({
    title: all.length === 0 ? 'No price alert is set' : `${all.length} price alerts`,
    lines:
      all.length === 0
        ? ['Example: /alert BTC 45000']
        : all.map(
            (one) =>
              `${one.id} ${baseOf(one.symbol)} ${priceText(one.price, desk.market.instrument(one.symbol)?.tick)} · ${one.who}`,
          ),
  }),
});
