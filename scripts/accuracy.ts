import { writeFileSync } from 'node:fs';
import { CASES } from '../tests/core/oracles/cases/list.ts';
import { compare } from '../tests/core/oracles/compare.ts';
import { SECOND_OPINIONS, TECHNICALINDICATORS } from '../tests/core/oracles/secondOpinions.ts';
import { UNUSED } from '../tests/core/oracles/unused.ts';

// The page of how far our figures lie from those of others, out of the very comparisons that the tests make.

if (CASES.length === 0) throw new Error('no outside figures here: set COUNTERSIGN_TEST_DATA to the folder of recorded data');

const all = [...CASES, ...SECOND_OPINIONS];
const sources = [...new Set(CASES.map(({ source }) => source))];

const row = (one: (typeof CASES)[number]): string => {
  const { values, largest } = compare(one);
  const tolerance = one.tolerance === undefined ? '' : ` (to ${one.tolerance})`;
  const from = one.from === undefined ? '' : `from bar ${one.from}`;
  const except = one.except === undefined ? '' : `without bar ${one.except.join(' and ')}`;
  const note = [[from, except].filter(Boolean).join(', '), one.why ?? ''].filter(Boolean).join(': ');
  return `| ${one.plug.name} | ${one.title} | ${values} | ${largest === 0 ? '0' : largest.toExponential(1)}${tolerance} | ${note} |`;
};

const section = (source: (typeof sources)[number]): string[] => [
  `## ${source.name}`,
  '',
  `Held to ${source.tolerance}${source.absolute === true ? ', whatever the value' : ''}.`,
  '',
  '| Plug-in | Theirs | Values compared | Largest difference | |',
  '|---|---|---|---|---|',
  ...all
    .filter((one) => one.source === source)
    .map(row)
    .sort(),
  '',
];

/** Names by reason; a heading of Tulip's that is in two files is named once. */
const unused = (source: (typeof sources)[number]): string[] => [
  `**${source.name}**`,
  '',
  ...UNUSED.filter((one) => one.source === source).map(({ why, names }) => {
    const short = new Set(names.map((name) => name.replace(/ \((atoz|extra|untest)\)$/, '')));
    return `- ${why}: ${[...short].join(', ')}`;
  }),
  '',
];

/** Where programs mean different things by one name, which one ours means. */
const CONVENTIONS: readonly string[] = [
  '**ADX and ATR** are seeded as in TA-Lib: ATR by the plain mean of its first period, the sums of ADX by the first period less one bar; programs that begin with the first value differ for some hundred bars.',
  '**ALMA** centres its weights at offset × (period − 1), as Stock.Indicators does; TradingView can round that down to a whole bar.',
  '**Choppiness** counts the way by true ranges and the range by true highs and lows, both reaching to the close before; others take plain highs and lows. A price at rest is at 100.',
  '**Connors RSI** ranks the change among those before it, not among itself; a close that does not move ends the streak at 0, and a price at rest is at 33.3: twice 50, and the rank 0.',
  '**Engulfing and harami** are those of TA-Lib since 0.6: 80 where bodies meet at an end. The files compared with are of 0.4, which knew no 80.',
  '**MFI and CCI**: typical prices that are equal in decimals are equal; TA-Lib compares the doubles, whose last digit may differ.',
  '**Ulcer** puts each close against the highest one of the window up to it, as Stock.Indicators does; others against the highest of a window of its own, further back.',
  '**Flat windows**: RSI and %b are in the middle (50 and 0.5), CCI and ADX are 0, MFI without any flow is 50, choppiness 100; TA-Lib says 0 for several of them. Strategies that compare averages vote 0.',
];

writeFileSync(
  'docs/accuracy.md',
  [
    '# Accuracy',
    '',
    'Every figure that others have published of what we compute, and how far ours lie from it: the difference is relative to values',
    'above 1 and absolute below, but where it says otherwise. The tests make the same comparisons. `npm run docs:accuracy` writes this',
    'page. The last table asks a library over candles of the built-in market, as a second opinion.',
    '',
    ...[...sources, TECHNICALINDICATORS].flatMap(section),
    '## Conventions that differ',
    '',
    ...CONVENTIONS.map((one) => `- ${one}`),
    '',
    '## Not compared, and why',
    '',
    'A test fails when a figure of these sources is neither compared nor named here.',
    '',
    ...sources.flatMap(unused),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n'),
);
