import { defaultOf } from '../src/config/ranges.ts';
import { VARIABLES } from '../src/config/variables.ts';
import { STRATEGIES } from '../src/core/strategies/list.ts';
import { PRESETS } from '../src/core/strategies/presets.ts';

/** The source documents that give numbers, by the letter that the page calls them. */
const DOCUMENTS = {
  A: 'Integrated Trading System',
  B: 'Complete System Integration Guide',
  C: 'Live Trading Integration Guide',
  D: 'Crypto Trading Platform',
} as const;

/** A default of theirs, in the words that ours is written in, ours, and why it is another one or what goes beyond the number. */
type Default = {
  readonly what: string;
  readonly theirs: Readonly<Partial<Record<keyof typeof DOCUMENTS, string>>>;
  readonly ours: string;
  readonly name: string;
  readonly why: string;
};

/** The default of a variable, by its name in the environment. */
function set(what: string, name: string, theirs: Default['theirs'], why = ''): Default {
  const variable = VARIABLES.find((one) => one.name === name);
  if (variable === undefined) throw new Error(`there is no variable ${name}`);
  return { what, theirs, ours: defaultOf(variable) || 'none', name: `\`${name}\``, why };
}

/** The usual parameters of a strategy. */
const param = (what: string, name: string, theirs: Default['theirs'], ours: string, why = ''): Default => ({
  what,
  theirs,
  ours,
  name,
  why,
});

const momentum = STRATEGIES.momentum.params.parse({});
const reversion = STRATEGIES.meanReversion.params.parse({});
const divergence = STRATEGIES.divergence.params.parse({});
const macd = STRATEGIES.macd.params.parse({});
const emaCross = STRATEGIES.emaCross.params.parse({});
const ichimoku = STRATEGIES.ichimoku.params.parse({});
const rsi = STRATEGIES.rsi.params.parse({});

const sources = Object.entries(PRESETS['sources'] ?? {})
  .filter(([, { on }]) => on)
  .map(([name, { weight }]) => `${name} ${weight}`)
  .join(', ');

/** Every default that a source document gives and the desk has too, by what it is about. */
export const DEFAULTS: Readonly<Record<string, readonly Default[]>> = {
  'Money and risk': [
    set('Capital', 'INITIAL_CAPITAL', { A: '100000', D: '10000' }, 'Pretend money. The first document’s.'),
    set(
      'Leverage',
      'LEVERAGE',
      { A: '100', B: '10', C: '1' },
      'At 100 times a move of 1 % takes the whole margin, before a stop of 2 % is ever reached; at 10 times that stop takes a fifth of it. So 1 is the default, and whoever wants more says so.',
    ),
    set('Most leverage', 'MAX_LEVERAGE', { B: '10' }, 'Their default is our cap; it can be raised to 100, knowingly.'),
    set(
      'Risk per trade',
      'RISK_PER_TRADE',
      { A: '2%', B: '2%', D: '1-2%' },
      'Fees and usual slippage of the stop are part of it, so that a plain stop costs no more.',
    ),
    set('Largest position', 'MAX_POSITION', { A: '10%', C: '10%', D: '10%' }),
    set(
      'Largest position in money',
      'MAX_NOTIONAL',
      { B: '1000' },
      'An amount fits one size of account only: 1,000 of 100,000 is 1 %. The share above holds for all; the amount is there for whoever wants it.',
    ),
    set('Positions at a time', 'MAX_OPEN_POSITIONS', { B: '3' }),
    set(
      'Loss of a day',
      'MAX_DAILY_LOSS',
      { D: '5%' },
      'Asked before an entry: if every stop fills, the day still ends inside it.',
    ),
    set('Drawdown', 'MAX_DRAWDOWN', { A: '15%' }, 'Entries halt until an admin lifts it; exits go on.'),
    set('One sector', 'MAX_SECTOR_EXPOSURE', { A: '30%' }),
    set('Correlation', 'MAX_CORRELATION', { A: '0.8' }),
    set(
      'Kelly',
      'KELLY',
      { B: 'on' },
      'Kelly’s share out of few trades is mostly luck, and too large by it. Off; switched on it is weighed by the number of trades, and only ever takes less than the risk per trade.',
    ),
    set('Medium risk of an open position', 'RISK_MEDIUM', { C: '0.3' }),
    set('High', 'RISK_HIGH', { C: '0.6' }),
    set('Critical', 'RISK_CRITICAL', { C: '0.8' }),
  ],
  'Signals and scanning': [
    set('Weight of strategies', 'WEIGHT_STRATEGIES', { A: '0.6' }),
    set('Weight of divergences', 'WEIGHT_DIVERGENCE', { A: '0.3' }),
    set('Weight of levels', 'WEIGHT_LEVELS', { A: '0.1' }),
    set(
      'Weight of a learned voice',
      'WEIGHT_LEARNED',
      { A: '0.3' },
      'It leaves 0.7 to the others, as there. Without one the others have all of it.',
    ),
    set('Threshold of the score', 'MIN_SCORE', { A: '0.3' }),
    set(
      'Threshold of confidence',
      'MIN_CONFIDENCE',
      { A: '0.5' },
      'There confidence is the score’s own size, so that 0.5 makes 0.3 idle. Here it is how far the voices agree, each by its own confidence.',
    ),
    set('How voices are put together', 'SIGNAL_METHOD', { D: 'weighted' }),
    param(
      'Weights of single strategies',
      '`STRATEGIES=sources`',
      { D: 'vwap 1, rsi 1.5, ichimoku 2, learned 2.5' },
      sources,
      'A ready set. Without it the four strategies of the first document vote alike.',
    ),
    set('Timeframes', 'TIMEFRAMES', { A: '5m,15m,1h,4h' }),
    set(
      'Timeframe of decisions',
      'DECISION_TIMEFRAME',
      { B: '1h', C: '1h' },
      'A signal is a quarter of an hour old at most; the hour and the four hours are asked through the alignment.',
    ),
    set('Symbols', 'UNIVERSE_TOP', { B: '100' }),
    set('Scan', 'SCAN_EVERY', { B: '1m' }),
    set('Opportunities kept', 'OPPORTUNITIES', { B: '5' }),
    set('Open positions looked at', 'GUARD_EVERY', { B: '5s', C: '10s' }),
  ],
  'Entries, stops and targets': [
    set('Stop', 'STOP', { A: '2%' }),
    set(
      'Stop by the ATR',
      'ATR_MULTIPLE',
      { D: '2' },
      'Used with `STOP_METHOD=atr`; the fixed share is the default, since it needs no warm-up.',
    ),
    set('Target', 'TARGET', { A: '4%' }),
    set('Trailing distance', 'TRAILING_DISTANCE', { B: '2%' }),
    set('Trailing', 'TRAILING', { A: 'optional', B: 'on' }),
    set('Wait at the maker’s price', 'POST_ONLY_WAIT', { B: '30s' }, 'What is not filled by then goes to market, as there.'),
    set('Worst slippage', 'MAX_SLIPPAGE', { B: '1%' }),
    set('Fee', 'FEE', { D: '0.1%' }),
    set('Slippage', 'SLIPPAGE', { D: '0.05%' }),
  ],
  Strategies: [
    param('Momentum: averages', 'momentum', { A: '20, 50, 200' }, `${momentum.short}, ${momentum.middle}, ${momentum.long}`),
    param(
      'Momentum: RSI, overbought, oversold',
      'momentum',
      { A: '14, 70, 30' },
      `${momentum.rsiPeriod}, ${momentum.overbought}, ${momentum.oversold}`,
    ),
    param('Mean reversion: Bollinger bands', 'mean reversion', { A: '20, 2' }, `${reversion.period}, ${reversion.deviations}`),
    param('Mean reversion: ATR', 'mean reversion', { A: '14' }, `${reversion.atrPeriod}`),
    param('Divergence: least candles', 'divergence', { A: '50' }, `${divergence.minCandles}`),
    param('Divergence: least swing', 'divergence', { A: '0.02' }, `${divergence.swingThreshold}`),
    param('MACD', 'macd', { A: '12, 26, 9' }, `${macd.fast}, ${macd.slow}, ${macd.signal}`),
    param(
      'EMA',
      'ema cross',
      { D: '9, 21, 50, 200' },
      `${emaCross.fast}, ${emaCross.slow}`,
      'A crossing takes two; the slow ones are momentum’s.',
    ),
    param(
      'Ichimoku',
      'ichimoku',
      { D: '9, 26' },
      `${ichimoku.fast}, ${ichimoku.middle}, ${ichimoku.slow}`,
      'The third is Hosoda’s own 52.',
    ),
    param('RSI', 'rsi', { D: '14, 70, 30' }, `${rsi.period}, ${rsi.overbought}, ${rsi.oversold}`),
  ],
};

const theirsText = ({ theirs }: Default): string =>
  Object.entries(theirs)
    .map(([letter, value]) => `${letter} ${value}`)
    .join('; ');

const row = (one: Default): string => `| ${[one.what, theirsText(one), one.ours, one.name, one.why].join(' | ')} |`;

/** Where ours is none of theirs. */
export const differs = ({ theirs, ours }: Default): boolean => !Object.values(theirs).includes(ours);

/** The page of the source documents' defaults beside ours, and the reason for each that is another one. */
export const seedsPage = (): string => {
  const all = Object.values(DEFAULTS).flat();
  return [
    '# Defaults and the source documents',
    '',
    'The desk was built after documents that describe such systems. Of their defaults most are its own; where two of them disagree, or a',
    `number would ruin an account, this says which was taken and why. Of ${all.length} defaults ${all.filter(differs).length} are none of theirs. Our side comes from the program`,
    '(`npm run docs`), theirs is copied by hand. Shares are written as in `.env`.',
    '',
    ...Object.entries(DOCUMENTS).map(([letter, title]) => `- **${letter}**: ${title}`),
    '',
    'A fifth, Quantitative Trading System, gives none of these numbers.',
    '',
    ...Object.entries(DEFAULTS).flatMap(([title, defaults]) => [
      `## ${title}`,
      '',
      '| what | theirs | ours | name | why |',
      '|---|---|---|---|---|',
      ...defaults.map(row),
      '',
    ]),
    '## What none of them has',
    '',
    '`MAX_CONSECUTIVE_LOSSES`, `COOL_DOWN`, `QUOTE_AGE`, `MAX_SPREAD`, `MAX_VOLATILITY`, `CONFIDENCE_DECAY` and `BREAK_EVEN_AT` are the desk’s own:',
    'each answers a way in which the documents’ rules alone lose money, such as buying again at once what was just stopped.',
    '[Configuration](configuration.md) has them all, [Tuning](tuning.md) what to change for what.',
    '',
    '## What has no setting here',
    '',
    'Keys of an account and live orders; daily training of models, walk-forward (365, 90 and 30 days) and Bayesian searches (50 rounds).',
    '',
  ].join('\n');
};
