import { metrics } from '../src/core/analytics/list.ts';

const FIGURES: readonly (readonly [string, string, string])[] = [
  [
    'equity',
    'cash and the open positions at the mark, each less what leaving it would cost: the usual slippage, then the fee. Programs that mark at the bare price are compared with `GROSS`',
    'core/state/account.ts `equityOf`',
  ],
  [
    'added by a position',
    'what was realised, less its fees, with its funding, and its open part as equity counts it',
    'core/state/dayMark.ts `addedBy`',
  ],
  [
    'a span',
    'from the first instant of a UTC day, or where the account began, to now or to another such instant. Of a day or less, or asked for by an hour (`/profit 2h`), it begins at the newest instant before, where what each position had added is not written down: only its net and the trades that ended in it are told. A longer one (`week`) begins at 00:00 UTC',
    'core/state/span.ts `markFrom`, commands/cards/spanStart.ts',
  ],
  [
    'net of a span',
    'equity at its end less equity at its start, less what was funded in between. Today, a week, `/profit`, `/daily`, `/weekly`, `/monthly`, the reports and the closing report are spans',
    'core/state/span.ts `netBetween`',
  ],
  [
    'a net as printed',
    'what is printed of all that was made by its end less what is printed of it by its start: days add up to weeks and to the whole, whoever prints them, and today is one figure everywhere',
    'core/reply/format.ts `changeShown`',
  ],
  [
    'trades of a span',
    'those that ended in it, over their whole lives, which may have begun before it: won, R, fees, expectancy and the columns beside `added`. What the span itself `added` is its net',
    'commands/cards/spanSums.ts',
  ],
  [
    'its parts',
    'what each position that closed in it and each that is open at its end have added since its start, and what belongs to no position (`elsewhere`): exactly the net',
    'core/state/span.ts `sumsBetween`, core/analytics/groupSums.ts',
  ],
  [
    'parts as printed',
    'rounded to the smallest change of the currency, a half upwards on both sides of zero, so that they add up to the printed total: those nearest to the next step take it; zero stays zero, and has no sign. What belongs to no position, what was closed and what is open are each a change from where the one before it led, so the open part is one figure in every span that ends now. A group that added exactly what its trades made is printed alike in both. A group of one trade is printed as that trade is in `/trades`, the step going to a group of several; where each group holds one, the total decides. Open positions add up to what is printed of them together, as they stand in every reply; a trade and a stop are printed alike everywhere',
    'core/reply/format.ts `shownParts`, core/reply/split.ts, core/analytics/groupsShown.ts',
  ],
  [
    'percentages',
    'of the equity at the start of the span, deposits taken out of the net. Of a position or trade: of the equity at the start of the day on which it was opened. From the peak: of the peak. At the stops: of the equity now',
    'core/reply/currency.ts `ofEquity`',
  ],
  [
    'a trade',
    'a decision from its first entry to its last exit, and until none of it can open any more: both legs of a pair are one, though one closes before the other opens. What an exchange tells of after that is a trade of its own. Won above zero, lost below, drawn at exactly zero, which counts neither way and leaves a row of losses as it is',
    'core/state/trade.ts',
  ],
  [
    'loss at stop',
    'the way from the entry to the stop, the usual slippage of a fill at market, a tick at least, and both fees, rounded up; before the entry, on a tick that is coarser than that slippage, the entry one tick worse too. Sizes come of it, rules count it, cards say it; a gap can exceed it',
    'core/state/lossAtStop.ts `lossAtStop`',
  ],
  [
    'at the stop',
    'of an open position: what equity loses from here if its stop fills so. What it has added so far less that is minus its loss at stop while the stop is the first one',
    'core/state/exitEstimate.ts `lossFrom`',
  ],
  [
    'R',
    'profit over the loss at stop of all its entries, so that a plain stop costs 1.00 R within the slippage of its fill; 0 where nothing was at risk. In every reply, alert and statistic R means this',
    'core/state/position.ts `rMultiple`',
  ],
  [
    'stop distance',
    'of the average entry to the first stop, in price and without fees: what exit rules count a gain in (break-even, the part that is taken, the speed of the dynamic target, the grade of a risk), since an order rests at a price. It is never called R',
    'core/execution/exits/exit.ts `gainInStops`',
  ],
  [
    'decimals',
    'an amount has those of its currency: 2 of what states issue and the coins that stand for it, 8 of any other coin',
    'core/reply/format.ts `moneyText`',
  ],
  [
    'average prices',
    'as many decimals as put the result off by less than a quarter of the smallest change, at least those of the tick',
    'core/reply/format.ts `averageText`',
  ],
];

/** The page of what each figure means: what is written above, and every metric with its source. */
export const figuresPage = (): string =>
  [
    '# Figures',
    '',
    'One definition and one function for each; amounts in quote currency. Written by `npm run docs`.',
    '',
    '| figure | what it is | where |',
    '|---|---|---|',
    ...FIGURES.map(([name, what, where]) => `| ${name} | ${what} | ${where} |`),
    '',
    '## Metrics',
    '',
    'Of a span, over the trades that ended in it and its equity; annualised ones from so many days on.',
    '',
    '| metric | what it is | unit | days | source |',
    '|---|---|---|---|---|',
    ...metrics.map(({ name, about, unit, leastDays, source }) => `| ${name} | ${about} | ${unit} | ${leastDays} | ${source} |`),
    '',
  ].join('\n');
