import { z } from 'zod';
import { optional, skippable } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { exact, figure } from '../core/desk/wire.ts';
import type { DeepReadonly } from '../core/facts/deepReadonly.ts';
import { at } from '../core/facts/vocabulary.ts';
import { mul, toNumber, ZERO } from '../core/money.ts';
import { currencyOf } from '../core/reply/currency.ts';
import { averageText, moneyText, quantityText, rText, shareText, shortName } from '../core/reply/format.ts';
import type { Notation } from '../core/reply/notation.ts';
import type { Cell, Table } from '../core/reply/reply.ts';
import type { ClosedTrade } from '../core/state/closedTrade.ts';
import { tradeOf } from '../core/state/trade.ts';
import { durationText } from '../core/time.ts';
import { tradeSchema } from './cards/closed.ts';
import { groupName } from './cards/spanSums.ts';
import { count } from './kinds/figures.ts';
import { symbol } from './kinds/symbol.ts';

const USUAL = 10;

/** A trade that has ended, and its legs: two of a pair, in the order of their opening. Amounts in quote currency, after fees. */
const endedSchema = z.object({
  decision: z.string(),
  symbol: z.string(),
  strategy: z.string(),
  why: z.string(),
  profit: exact,
  fees: exact,
  r: figure,
  /** Profit as a share of what was put in: the notional of all its entries. */
  returned: figure,
  openedAt: at,
  closedAt: at,
  legs: z.array(tradeSchema),
});
type Ended = z.infer<typeof endedSchema>;
type Leg = DeepReadonly<z.infer<typeof tradeSchema>>;

function endedOf(legs: readonly ClosedTrade[]): Ended {
  const trade = tradeOf(legs);
  const notional = legs.reduce((sum, { entry, quantity }) => sum + mul(entry, quantity, 'nearest'), ZERO);
  return {
    ...trade,
    returned: notional === ZERO ? 0 : toNumber(trade.profit) / toNumber(notional),
    legs: legs.toSorted((a, b) => a.position - b.position),
  };
}

const COLUMNS: Table['columns'] = [
  { name: '', align: 'right' },
  { name: 'symbol', align: 'left' },
  { name: 'size', align: 'right' },
  { name: 'entry', align: 'right' },
  { name: 'exit', align: 'right' },
  { name: 'net', align: 'right' },
  { name: '%', align: 'right' },
  { name: 'R', align: 'right' },
  { name: 'held', align: 'right' },
  { name: 'why', align: 'left' },
  { name: 'closed', align: 'left' },
];

const text = (said: string): Cell => ({ kind: 'text', text: said });

function legCells(leg: Leg, notation: Notation): readonly Cell[] {
  const tick = notation.market.instrument(leg.symbol)?.tick;
  const average = (price: bigint): Cell => text(averageText(price, tick, leg.quantity, currencyOf(notation)));
  return [
    { kind: 'number', value: leg.position, digits: 0 },
    text(`${shortName(leg.symbol)} ${leg.direction}`),
    text(quantityText(leg.quantity)),
    average(leg.entry),
    average(leg.exit),
  ];
}

/** A row a trade; of one with more legs than one a row with its result, and under it one a leg. */
function rowsOf(trade: DeepReadonly<Ended>, notation: Notation): readonly (readonly Cell[])[] {
  const legs = trade.legs.map((leg) => legCells(leg, notation));
  const result: readonly Cell[] = [
    { kind: 'money', amount: trade.profit, currency: currencyOf(notation), signed: true },
    text(shareText(trade.returned, true)),
    text(rText(trade.r)),
    text(durationText(trade.closedAt - trade.openedAt)),
    text(trade.why),
    { kind: 'time', at: trade.closedAt },
  ];
  const [only, ...others] = legs;
  if (only !== undefined && others.length === 0) return [[...only, ...result]];
  const blank = text('');
  return [
    [blank, text(groupName(trade.symbol)), blank, blank, blank, ...result],
    ...legs.map((leg) => [...leg, ...result.map(() => blank)]),
  ];
}

export const trades = defineCommand({
  name: 'trades',
  aliases: ['t', 'history'],
  about: 'the newest trades that have ended, of one symbol where it is named',
  args: { count: skippable(count), symbol: optional(symbol) },
  role: 'viewer',
  risk: 'none',
  run: async ({ count: wanted, symbol: one }, desk) => ({
    symbol: one,
    trades: (await desk.queries.trades(wanted ?? USUAL, one)).map(endedOf),
    unfinished: [...desk.state().account.unfinished.values()].flat().filter((leg) => one === undefined || leg.symbol === one),
  }),
  result: z.object({
    symbol: z.string().optional(),
    trades: z.array(endedSchema),
    /** Legs that are closed of trades that are not at their end. */
    unfinished: z.array(tradeSchema),
  }),
  show: ({ symbol: one, trades: ended, unfinished }, notation) => {
    const of = one === undefined ? '' : ` of ${shortName(one)}`;
    const currency = currencyOf(notation);
    return {
      title: ended.length === 0 ? `No trade${of} has ended yet` : `Last ${ended.length} closed${of}`,
      lines: [
        ...unfinished.map(
          ({ position, symbol: name, direction, profit }) =>
            `${position} ${shortName(name)} ${direction} closed ${moneyText(profit, currency, true)}; its trade goes on`,
        ),
        ...(ended.length === 0 ? [] : ['% of what was put in, fees in it']),
        ...(ended.some(({ legs }) => legs.length > 1) ? ['A pair is one trade: its result, then its legs'] : []),
      ],
      ...(ended.length === 0 ? {} : { table: { columns: COLUMNS, rows: ended.flatMap((trade) => rowsOf(trade, notation)) } }),
    };
  },
});
