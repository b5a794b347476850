import { type Fixed, ZERO } from '../core/money.ts';
import { ofEquity } from '../core/reply/currency.ts';
import { moneyText, rText, shortName } from '../core/reply/format.ts';
import type { Cell, Reply, Table } from '../core/reply/reply.ts';
import type { ClosedTrade } from '../core/state/closedTrade.ts';
import type { DeskState } from '../core/state/state.ts';
import { durationText, iso, type Ms } from '../core/time.ts';

type SummaryOptions = {
  readonly state: DeskState;
  readonly equity: Fixed;
  readonly capital: Fixed;
  readonly from: Ms;
  readonly now: Ms;
  readonly ended: string;
};

const COLUMNS: Table['columns'] = [
  { name: 'what', align: 'left' },
  { name: 'trades', align: 'right' },
  { name: 'won', align: 'right' },
  { name: 'net', align: 'right' },
  { name: 'R', align: 'right' },
  { name: 'fees', align: 'right' },
];

/** What a run ends with: the account, then a row per strategy and per symbol. */
export function closingReport({ state, equity, capital, from, now, ended }: SummaryOptions): Reply {
  const { closed } = state.account;
  const net = equity - capital;
  const rows = [...groups(closed, (trade) => trade.strategy), ...groups(closed, (trade) => trade.symbol)].map(
    ([name, trades]): readonly Cell[] => row(name, trades),
  );
  return {
    title: `Finished: ${ended} at ${iso(now)}`,
    lines: [
      `Equity ${moneyText(equity)} · ${moneyText(net, true)} (${ofEquity(net, capital)}) in ${durationText(now - from)}`,
      `${closed.length} closed, ${state.account.positions.size} open · fees ${moneyText(state.account.fees)}`,
      ...[...state.account.positions.values()].map(
        (position) => `open: ${position.id} ${shortName(position.symbol)} ${position.direction}`,
      ),
    ],
    ...(rows.length === 0 ? {} : { table: { columns: COLUMNS, rows } }),
  };
}

const row = (name: string, trades: readonly ClosedTrade[]): readonly Cell[] => [
  { kind: 'text', text: name },
  { kind: 'number', value: trades.length, digits: 0 },
  { kind: 'number', value: trades.filter((trade) => trade.profit > ZERO).length, digits: 0 },
  { kind: 'money', amount: sum(trades.map((trade) => trade.profit)), signed: true },
  { kind: 'text', text: rText(trades.reduce((total, trade) => total + trade.r, 0)) },
  { kind: 'money', amount: sum(trades.map((trade) => trade.fees)), signed: false },
];

const sum = (amounts: readonly Fixed[]): Fixed => amounts.reduce((total, amount) => total + amount, ZERO);

/** Groups in the order of their names. */
function groups(
  trades: readonly ClosedTrade[],
  nameOf: (trade: ClosedTrade) => string,
): readonly (readonly [string, readonly ClosedTrade[]])[] {
  const found = new Map<string, ClosedTrade[]>();
  for (const trade of trades) {
    const name = nameOf(trade);
    const group = found.get(name);
    if (group === undefined) found.set(name, [trade]);
    else group.push(trade);
  }
  return [...found.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
