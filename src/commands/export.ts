import { z } from 'zod';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import type { StoredEvent } from '../core/facts/eventLog.ts';
import type { DeskEvent } from '../core/facts/events.ts';
import { fixed } from '../core/money.ts';
import { csvOf } from '../core/reply/csv.ts';
import { counted } from '../core/reply/format.ts';
import { tradeSchema } from './cards/closed.ts';
import { FEE_COLUMNS, FUNDING_COLUMNS, feeSchema, fundingSchema, TRADE_COLUMNS } from './cards/exported.ts';
import { spanStart } from './cards/spanStart.ts';
import { year } from './kinds/year.ts';

type Fee = z.infer<typeof feeSchema>;
type Funding = z.infer<typeof fundingSchema>;

/** Events that are read at once. */
const PAGE = 1_000;

/** All fees and fundings behind one event of the log up to another, oldest first. */
async function paidBetween(behind: number, upTo: number, desk: Read): Promise<readonly DeskEvent[]> {
  const found: StoredEvent[] = [];
  for (let before = upTo; before > behind; ) {
    const page = await desk.history({ types: ['fill', 'liquidation', 'funding'], limit: PAGE, before });
    found.push(...page.filter(({ seq }) => seq > behind));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    before = last.seq - 1;
  }
  return found.toReversed().map(({ event }) => event);
}

function feeOf(event: DeskEvent): Fee | undefined {
  if (event.type !== 'fill' && event.type !== 'liquidation') return undefined;
  const { at, position, symbol, side, price, quantity, fee, feePaid, tradeId } = event;
  return {
    at,
    position,
    symbol,
    purpose: event.type === 'fill' ? event.purpose : 'liquidation',
    side,
    price: fixed(price),
    quantity: fixed(quantity),
    fee: fixed(fee),
    ...(feePaid === undefined ? {} : { paid: { asset: feePaid.asset, amount: fixed(feePaid.amount) } }),
    ...(event.type === 'fill' ? { liquidity: event.liquidity } : {}),
    trade: tradeId,
  };
}

function fundingOf(event: DeskEvent): Funding | undefined {
  if (event.type !== 'funding') return undefined;
  const { at, position, symbol, asset, rate, amount } = event;
  return { at, ...(position === undefined ? {} : { position }), symbol, asset, rate, amount: fixed(amount) };
}

/** `paper` of `📄 PAPER`: files of two modes are never taken for one another. */
const modeOf = (label: string): string =>
  label
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ')
    .trim()
    .replaceAll(' ', '-');

export const exports = defineCommand({
  name: 'export',
  aliases: [],
  about: 'trades, fees and funding as files for a spreadsheet, of a year (UTC) or of all time',
  args: { year: optional(year) },
  role: 'viewer',
  confidential: true,
  risk: 'none',
  async run({ year: of }, desk) {
    const from = of === undefined ? 0 : Date.UTC(of);
    const start = await spanStart(from, desk);
    const [next] = of === undefined ? [] : await desk.queries.marks(Date.UTC(of + 1), 1);
    const upTo = next?.seq ?? Number.MAX_SAFE_INTEGER - 1;
    const behind = start?.seq ?? upTo;
    const trades = behind >= upTo ? [] : await desk.queries.endedLegs(behind, upTo);
    const paid = await paidBetween(behind, upTo, desk);
    return {
      year: of,
      ended: trades.length,
      trades: trades.flat(),
      fees: paid.flatMap((event) => feeOf(event) ?? []),
      funding: paid.flatMap((event) => fundingOf(event) ?? []),
    };
  },
  /** `trades` holds a row a position: both legs of a pair, which are one of the `ended` trades. */
  result: z.object({
    year: z.number().int().optional(),
    ended: z.number().int(),
    trades: z.array(tradeSchema),
    fees: z.array(feeSchema),
    funding: z.array(fundingSchema),
  }),
  show: ({ year: of, ended, trades, fees, funding }, { label }) => {
    const span = of === undefined ? 'all' : String(of);
    const name = (what: string): string => `${modeOf(label)}-${what}-${span}.csv`;
    const files = [
      ...(trades.length === 0 ? [] : [{ name: name('trades'), text: csvOf(TRADE_COLUMNS, trades) }]),
      ...(fees.length === 0 ? [] : [{ name: name('fees'), text: csvOf(FEE_COLUMNS, fees) }]),
      ...(funding.length === 0 ? [] : [{ name: name('funding'), text: csvOf(FUNDING_COLUMNS, funding) }]),
    ];
    const none = of === undefined ? 'No trade has ended yet' : `No trade ended in ${of}`;
    return {
      title: ended === 0 ? none : `${counted(ended, 'trade')}${of === undefined ? '' : ` of ${of}`}`,
      lines: [
        ...(fees.length === 0 ? [] : [`${counted(fees.length, 'fill')} with their fees`]),
        ...(funding.length === 0 ? [] : [`${counted(funding.length, 'payment')} of funding`]),
        ...(files.length === 0 ? ['There is nothing to put into a file'] : ['Amounts exact, times in UTC']),
      ],
      ...(files.length === 0 ? {} : { files }),
    };
  },
});
