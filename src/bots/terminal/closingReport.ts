import { shortened } from '../../core/market/candlesComponent.ts';
import type { Fixed } from '../../core/money.ts';
import { ofEquity } from '../../core/reply/currency.ts';
import { moneyText, rText, shortName } from '../../core/reply/format.ts';
import type { Cell, Reply, Table } from '../../core/reply/reply.ts';
import type { DeskState } from '../../core/state/state.ts';
import type { TrackRecord } from '../../core/state/trackRecord.ts';
import { durationText, type Ms, timeText } from '../../core/time.ts';

type SummaryOptions = {
  readonly state: DeskState;
  readonly equity: Fixed;
  readonly capital: Fixed;
  readonly from: Ms;
  readonly now: Ms;
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
export function closingReport({ state, equity, capital, from, now, ended, data }: SummaryOptions): Reply {
  const { byStrategy, bySymbol } = state.account;
  const closed = [...byStrategy.values()].reduce((sum, { tally }) => sum + tally.trades, 0);
  const net = equity - capital;
  const rows = [...byName(byStrategy), ...byName(bySymbol)].map(([name, record]) => row(name, record));
  return {
    title: `Finished: ${ended} at ${timeText(now)}`,
    lines: [
      `Equity ${moneyText(equity)} · ${moneyText(net, true)} (${ofEquity(net, capital)}) in ${durationText(now - from)}`,
      `${closed} closed, ${state.account.positions.size} open · fees ${moneyText(state.account.fees)}`,
      ...[...state.account.positions.values()].map(
        (position) => `open: ${position.id} ${shortName(position.symbol)} ${position.direction}`,
      ),
      ...shortened(data, MOST_TOLD),
    ],
    ...(rows.length === 0 ? {} : { table: { columns: COLUMNS, rows } }),
  };
}

const row = (name: string, { tally: { trades, won, net, fees, r } }: TrackRecord): readonly Cell[] => [
  { kind: 'text', text: name },
  { kind: 'number', value: trades, digits: 0 },
  { kind: 'number', value: won, digits: 0 },
  { kind: 'money', amount: net, signed: true },
  { kind: 'text', text: rText(r) },
  { kind: 'money', amount: fees, signed: false },
];

const byName = (records: ReadonlyMap<string, TrackRecord>): readonly (readonly [string, TrackRecord])[] =>
  [...records].toSorted(([a], [b]) => (a < b ? -1 : 1));
