import { groupName } from '../../commands/cards/spanSums.ts';
import { type Grouping, groupOf } from '../../core/analytics/group.ts';
import { type GroupSum, groupSums } from '../../core/analytics/groupSums.ts';
import { groupsShown } from '../../core/analytics/groupsShown.ts';
import { type Fixed, ZERO } from '../../core/money.ts';
import { ofEquity } from '../../core/reply/currency.ts';
import { moneyText, rText, shortened, shortName, shownParts } from '../../core/reply/format.ts';
import type { Cell, Reply, Table } from '../../core/reply/reply.ts';
import { splitText } from '../../core/reply/split.ts';
import type { Mark } from '../../core/state/dayMark.ts';
import { madeBy, openTrades } from '../../core/state/span.ts';
import type { DeskState } from '../../core/state/state.ts';
import { joined, NO_TRADES, outcomes } from '../../core/state/tally.ts';
import type { TrackRecord } from '../../core/state/trackRecord.ts';
import type { Trade } from '../../core/state/trade.ts';
import { durationText, type Ms, timeText } from '../../core/time.ts';

type SummaryOptions = {
  readonly state: DeskState;
  /** Where the account stands. */
  readonly now: Mark;
  readonly currency: string;
  readonly from: Ms;
  readonly ended: string;
  /** What of the candles was dropped, missing or left out, a sentence each. */
  readonly data: readonly string[];
};

const COLUMNS: Table['columns'] = [
  { name: 'what', align: 'left' },
  { name: 'trades', align: 'right' },
  { name: 'won', align: 'right' },
  { name: 'net', align: 'right' },
  { name: 'R', align: 'right' },
  { name: 'fees', align: 'right' },
];

/** Sentences about the candles; every one of them is in the log. */
const MOST_TOLD = 12;

/** What a run ends with: the account, then a row per strategy and per symbol. */
export function closingReport({ state, now, currency, from, ended, data }: SummaryOptions): Reply {
  const { account } = state;
  const { byStrategy, bySymbol, capital = ZERO } = account;
  const tally = [...byStrategy.values()].map((record) => record.tally).reduce(joined, NO_TRADES);
  const net = madeBy(now);
  const open = openTrades(account, now);
  const inOpen = [...account.positions.keys()].reduce((sum, position) => sum + (now.added.get(position) ?? ZERO), ZERO);
  // A leg that is closed is closed, though its trade goes on.
  const inClosed = [...account.unfinished.values()].flat().reduce((sum, { profit }) => sum + profit, tally.net);
  const split = { before: ZERO, net, closed: inClosed, open: inOpen, elsewhere: net - inClosed - inOpen };
  const rows = [...rowsBy('strategy', byStrategy, open, net, currency), ...rowsBy('symbol', bySymbol, open, net, currency)];
  return {
    title: `Finished: ${ended} at ${timeText(now.at)}`,
    lines: [
      `Equity ${moneyText(now.equity, currency)} · ${moneyText(net, currency, true)} (${ofEquity(net, capital)}) in ${durationText(now.at - from)}`,
      `${tally.trades} closed: ${outcomes(tally)} · ${account.positions.size} open`,
      `${splitText(split, currency)} · fees ${moneyText(account.fees, currency)}`,
      ...[...state.account.positions.values()].map(
        (position) => `open: ${position.id} ${shortName(position.symbol)} ${position.direction}`,
      ),
      ...shortened(data, MOST_TOLD),
    ],
    ...(rows.length === 0 ? {} : { table: { columns: COLUMNS, rows } }),
  };
}

type Row = GroupSum & { readonly fees: Fixed };

/**
 * A row a group, the open part and its fees in it: as printed they add up to the net, with a row for what belongs to no trade where
 * there is any.
 */
function rowsBy(
  by: Grouping,
  records: ReadonlyMap<string, TrackRecord>,
  open: readonly Trade[],
  net: Fixed,
  currency: string,
): readonly (readonly Cell[])[] {
  const tallies = new Map([...records].map(([name, { tally }]) => [name, tally]));
  const groups = groupSums(
    by,
    tallies,
    [],
    open.map((trade) => ({ trade, amount: trade.profit })),
  );
  const feesOf = (name: string): Fixed =>
    open.filter((trade) => groupOf(trade, by) === name).reduce((sum, { fees }) => sum + fees, ZERO);
  const elsewhere = net - groups.reduce((sum, one) => sum + one.added, ZERO);
  const ended = open.reduce((left, trade) => left - trade.profit, net);
  const shown = groupsShown({ before: ZERO, net, ended, groups, elsewhere }, currency);
  const rows: readonly Row[] = [
    ...groups.map((group, i) => ({
      ...group,
      added: shown.groups[i]?.added ?? group.added,
      fees: (tallies.get(group.name)?.fees ?? ZERO) + feesOf(group.name),
    })),
    ...(elsewhere === ZERO ? [] : [{ ...NO_TRADES, name: 'elsewhere', added: shown.elsewhere }]),
  ];
  const fees = shownParts(
    rows.reduce((sum, one) => sum + one.fees, ZERO),
    rows.map((one) => one.fees),
    currency,
  );
  return rows.map((one, i) => cells({ ...one, fees: fees[i] ?? one.fees }, currency));
}

const cells = ({ name, trades, won, added, fees, r }: Row, currency: string): readonly Cell[] => [
  { kind: 'text', text: groupName(name) },
  { kind: 'number', value: trades, digits: 0 },
  { kind: 'number', value: won, digits: 0 },
  { kind: 'money', amount: added, currency, signed: true },
  { kind: 'text', text: rText(r) },
  { kind: 'money', amount: fees, currency, signed: false },
];
