import { FIXED } from '../src/commands/kinds/setting.ts';
import { defaultOf, rangeOf } from '../src/config/ranges.ts';
import { VARIABLES, type Variable } from '../src/config/variables.ts';
import { SETTING_NAMES, type SettingPath } from '../src/core/facts/settingNames.ts';

/** A setting, what more of it does, and what that costs. */
type Lever = readonly [path: SettingPath, does: string, costs: string];

type Topic = { readonly title: string; readonly says: readonly string[]; readonly levers: readonly Lever[] };

const TOPICS: readonly Topic[] = [
  {
    title: 'How much is entered',
    says: [
      'Thresholds decide how often. They work on every symbol at every decision, so small steps do much: try 0.05 at a time.',
      '`/whynot SYMBOL` shows where each gate stands, and counts which of them stopped most today.',
    ],
    levers: [
      [
        'signal.score',
        'Higher: fewer entries, each on a stronger signal.',
        'Good ones are missed too; above 0.6 hardly any is left.',
      ],
      [
        'signal.confidence',
        'Higher: the voices must be surer, and agree more.',
        'As above. Confidence also scales the size, so low ones are small anyway.',
      ],
      ['signal.alignment', 'Higher: more timeframes must point the same way.', 'Later entries: the long candles turn last.'],
      ['signal.minAgreeing', 'At least so many strategies on its side.', 'With four strategies, 3 leaves little.'],
      ['signal.minVolume', 'Leaves thin markets out.', 'In a replay the volume is what the files say.'],
      [
        'signal.regimes',
        '`trend` for momentum, `range` for mean reversion.',
        'A state is told from past candles: it is late by some.',
      ],
      ['signal.minHealth', 'Leaves out markets that are wild, thin or all wicks.', 'Often the ones that move.'],
      [
        'signal.coolDown',
        'Longer: no second try on that symbol and side after a stop.',
        'A good second chance is missed. 0 lets losses follow each other.',
      ],
      ['risk.maxOpenPositions', 'More symbols at a time.', 'They fall together; sector, correlation and daily loss then bind.'],
      ['universe.top', 'More symbols are watched.', 'More requests and memory, thinner markets at the end.'],
      ['universe.maxSpread', 'Wider: more symbols.', 'The spread is paid at every entry and exit.'],
      ['universe.maxVolatility', 'Higher: wilder symbols.', 'Stops are hit by noise.'],
      ['universe.minAge', 'Leaves new listings out.', 'Their first days.'],
    ],
  },
  {
    title: 'Who votes',
    says: [
      'Strategies weigh 0.6, divergences 0.3, levels 0.1 of the score; groups without a voice leave their share to the others.',
      '`/strategy` lists who votes, `/strategy momentum off` and `/strategy momentum 1.5` change it. Other sets: [strategies](strategies.md).',
    ],
    levers: [
      [
        'signal.strategies',
        'Which strategies, and their weights.',
        'Each one more makes a strong score rarer: check `MIN_SCORE` anew.',
      ],
      ['signal.weights.strategies', 'The strategies’ share.', 'Only the relation of the three counts.'],
      ['signal.weights.divergence', 'Divergences against the trend.', 'Earlier, and wrong more often.'],
      ['signal.weights.levels', 'Support and resistance.', 'Buys at supports, also at those that break.'],
      ['signal.weights.learned', 'The share of a strategy of yours named learned.', 'It counts only where there is one.'],
      ['signal.method', '`majority` and `unanimous` let only the larger side, or none against, speak.', 'Far fewer entries.'],
      [
        'signal.pairs',
        'Which pairs are traded against each other.',
        'Two positions each. `npx countersign pairs --data DIR` looks for some.',
      ],
    ],
  },
  {
    title: 'How large',
    says: [
      'A position is what loses `RISK_PER_TRADE` at its stop, at most `MAX_POSITION`, and of that score × confidence. With a stop of 2 % and a',
      'cap of 10 % the cap binds (10 % × 2 % = 0.2 % at risk); to make the risk count, raise the cap. `/why SYMBOL` prints the sum.',
    ],
    levers: [
      ['risk.perTrade', 'Larger positions, where the cap does not bind.', 'Ten losses in a row cost about ten times it.'],
      ['risk.maxPosition', 'Larger positions.', 'One symbol’s gap costs its share.'],
      ['risk.maxNotional', 'The same in money, whatever the equity.', 'An account that grows does not use what it has.'],
      [
        'risk.kelly',
        'On: a strategy’s own past trades can make it smaller, never larger.',
        'A new account has no evidence; it weighs half after 30 trades.',
      ],
      ['risk.maxKelly', 'The most that Kelly may say.', 'It never passes `RISK_PER_TRADE` either way.'],
      [
        'risk.leverage',
        'On perpetuals: more notional on the same money.',
        'Liquidation comes nearer, funding and fees are paid on all of it. Less is used in wild markets and against the trend.',
      ],
      ['risk.maxLeverage', 'The bound of the one above.', ''],
      ['risk.maxSectorExposure', 'More of one kind of coin.', 'They fall together.'],
      ['risk.maxCorrelation', 'Higher: positions that move alike.', 'Two of them are one bet.'],
    ],
  },
  {
    title: 'When it stops by itself',
    says: ['These end entries, never exits. They are for the days when everything else was wrong: try changes elsewhere first.'],
    levers: [
      ['risk.maxDailyLoss', 'Higher: goes on longer on a bad day.', 'The day ends deeper.'],
      ['risk.maxDrawdown', 'Higher: an admin is asked later.', 'Half lost takes a doubling to win back.'],
      [
        'risk.maxConsecutiveLosses',
        'Higher: longer runs of losses are sat through.',
        'At 45 % won, six in a row come about every 80 trades.',
      ],
    ],
  },
  {
    title: 'How it leaves',
    says: [
      'Stop and target together decide the share won: at 2 % and 4 % a third of the trades must win before fees. `/stats` says by what trades',
      'ended: many by `confidence` or `risk` mean that positions are given up before stop or target.',
    ],
    levers: [
      [
        'exits.stopMethod',
        '`atr`, `volatility` and `structure` follow the market instead of a fixed share.',
        'Sizes then differ from trade to trade.',
      ],
      [
        'exits.stop',
        'Wider: hit less often, positions smaller where risk binds.',
        'Each hit costs the same or more; below the costs of a trade it is refused.',
      ],
      ['exits.atrMultiple', 'The same for `atr`.', ''],
      ['exits.target', 'Further: larger wins.', 'Reached less often.'],
      ['exits.trailing', 'On: the stop follows a gain.', 'Off: gains are given back before the target; on: they end early.'],
      ['exits.trailingDistance', 'Wider: stays in longer.', 'Gives more back.'],
      ['exits.dynamicTarget', 'On: the target moves with momentum and levels.', 'Wins are less alike.'],
      ['exits.partial', '0.5: half is taken at one stop distance, the rest runs.', 'Caps the best trades, and pays fees twice.'],
      [
        'exits.breakEvenAt',
        'Lower: the stop moves to the entry earlier. 0: never.',
        'Early, it is hit by noise at the price of two fees.',
      ],
      ['exits.maxHold', 'Closes what goes nowhere.', 'Also what was only slow.'],
      ['exits.confidenceDecay', 'Higher: left sooner when the signal fades. 0: never for that.', 'More trades, more fees.'],
      ['exits.leastMove', 'Higher: stops and targets move in fewer, larger steps.', 'They lag.'],
      [
        'exits.on',
        '`quote`: exits look at every price instead of every decision.',
        'In a replay it needs fine candles to mean anything.',
      ],
      ['risk.mediumFrom', 'When an open position’s risk is told of.', ''],
      ['risk.highFrom', 'Higher: halved later.', 'Nearer to the stop there is less to save.'],
      ['risk.criticalFrom', 'Higher: closed later.', 'As above.'],
    ],
  },
  {
    title: 'How often it looks',
    says: [
      'Longer candles: fewer trades, smaller share of fees, slower answers. The decision timeframe is the one that matters most; it must be',
      'among those studied. Shorter intervals cost requests, not risk.',
    ],
    levers: [
      [
        'decisionTimeframe',
        '`1h` instead of `15m`: about a quarter of the decisions.',
        'Widen stop and target with it: a candle of an hour moves about twice as far.',
      ],
      ['timeframes', 'More candles to agree with.', 'A longer warm-up: 200 candles of the longest.'],
      ['universe.scanEvery', 'The ranking between decisions is younger.', 'Requests.'],
      ['exits.guardEvery', 'Open positions are looked at more often.', 'Requests. Stops rest at all times whatever this says.'],
    ],
  },
];

/** What a trade is charged in a run on paper, and how orders fill: to be made like the exchange's own before results are believed. */
const COSTS: readonly Lever[] = [
  ['execution.fee', 'Yours at your exchange.', 'Too low, and every short-lived idea looks good.'],
  ['execution.slippage', 'What a market order gives away.', 'Thin symbols give more.'],
  ['execution.maxVolumeShare', 'How much of a candle’s volume can be yours.', 'Large orders in thin markets fill in parts.'],
  ['execution.maxSlippage', 'A worse price than this is not taken.', 'Tighter: entries and market exits that do not fill.'],
  ['execution.postOnlyWait', 'Longer: more entries at the maker’s price.', 'The price walks away.'],
];

const variableOf = (path: SettingPath): Variable => {
  const found = VARIABLES.find(({ name }) => name === SETTING_NAMES[path]);
  if (found === undefined) throw new Error(`${path} has no name in the environment`);
  return found;
};

function row([path, does, costs]: Lever): string {
  const variable = variableOf(path);
  const value = defaultOf(variable);
  const name = `\`${variable.name}\`${FIXED.includes(path) ? ' *' : ''}`;
  return `| ${[name, value === '' ? 'none' : `\`${value}\``, rangeOf(variable) || variable.unit.name, does, costs].join(' | ')} |`;
}

const table = (levers: readonly Lever[]): readonly string[] => [
  '| Setting | Default | Range | What more of it does | What that costs |',
  '|---|---|---|---|---|',
  ...levers.map(row),
  '',
];

/** The page of what to change for which purpose: ranges and defaults from the schema, the rest as it is written above. */
export const tuningPage = (): string =>
  [
    '# Tuning',
    '',
    'For whoever wants the desk to trade otherwise. The defaults are careful, not best: nobody’s are. Change one thing at a time, try it on',
    'the past, then on paper. Defaults and ranges below come from the program (`npm run docs`).',
    '',
    '## Try it on the past first',
    '',
    'Two runs of one stretch, alike but for one setting, each in a home of its own. On the built-in market:',
    '',
    '```',
    'npm start -s -- --speed max --to 2024-01-08 --home try/as-is',
    'MIN_CONFIDENCE=0.6 npm start -s -- --speed max --to 2024-01-08 --home try/surer',
    '```',
    '',
    'Each ends with a closing report: equity, trades won and lost, fees, and the result by strategy and by symbol. Invented prices show',
    '*what a setting does*, such as how many trades are left; whether it earns, only recorded ones can hint at:',
    '',
    '```',
    'MIN_CONFIDENCE=0.6 npm start -s -- --replay candles --from 2024-06-01 --to 2024-06-08 --speed max --home try/recorded',
    '```',
    '',
    'To ask more, pipe the commands in; `+7d` plays seven days and then asks:',
    '',
    '```',
    "printf '+7d /stats\\n/performance\\n/whynot BTC\\n' | MIN_CONFIDENCE=0.6 npm start -s -- --speed max --home try/asked | tail -80",
    '```',
    '',
    '- The same command again goes on where the run ended. `--again` begins it anew.',
    '- Another week, and another market: `--from 2024-02-01`, `--seed 7`. What is better on one stretch only is luck.',
    '- Compare trades, R and fees before money: a run with a third of the trades has a third of the evidence.',
    '- With `--replay` values are taken that a desk that trades now refuses; it says so at the start.',
    '',
    '| To see | Ask |',
    '|---|---|',
    '| why nothing is entered, and which gate stopped most today | `/whynot SYMBOL` |',
    '| how a decision came about, with its size | `/why SYMBOL` |',
    '| by what trades ended, and how long they took | `/stats`, `/stats week` |',
    '| what each symbol and each strategy brought | `/performance`, the closing report |',
    '| result, drawdown, profit factor | `/profit week` |',
    '| what rejected and expired proposals would have made | `/missed` |',
    '| limits and how much of each is used | `/risk` |',
    '',
    '## Change it, and take it back',
    '',
    'What is in `.env` or the environment is the *initial* value of an account. On a desk that has one, change it by command:',
    '',
    '```',
    '/config                          all of them, with their version',
    '/config MIN_CONFIDENCE           one',
    '/config MIN_CONFIDENCE 0.6       shows the difference, tighter or looser; /yes makes it so',
    '/undo                            takes the newest change back; /yes',
    '/config MIN_CONFIDENCE 0.5       any other value, at any time',
    '/config MAX_NOTIONAL none        takes a limit away that need not be there',
    '/reload                          what the configuration says otherwise by now',
    '```',
    '',
    'It holds from the next decision on; open positions keep their stop and target until an exit rule moves them. Changes are for admins,',
    'a higher limit takes a one-time code in a chat, and `/audit` shows who changed what. Settings marked * are fixed for a',
    'whole run: set them before an account begins, which is a new `COUNTERSIGN_ACCOUNT` or `--home`. In a replay any other setting is',
    'another account, so that there is nothing to take back: leave it out.',
    '',
    ...TOPICS.flatMap(({ title, says, levers }) => [`## ${title}`, '', ...says, '', ...table(levers)]),
    '## What a trade costs on paper',
    '',
    'Make these like your exchange’s before you believe any result.',
    '',
    ...table(COSTS),
    '## Three examples',
    '',
    '**Fewer, surer trades.** `MIN_SCORE=0.4 MIN_CONFIDENCE=0.6 MIN_AGREEING=2`. Expect a fraction of the trades; if none are left, `/whynot`',
    'says which of the three.',
    '',
    '**Slower, with wider stops.** `TIMEFRAMES=1h,4h DECISION_TIMEFRAME=1h STOP_METHOD=atr ATR_MULTIPLE=2.5 TARGET=8% TRAILING_DISTANCE=4%`. A target',
    'of 8 % is meant for a stop of 2 % and keeps that relation to whatever the ATR gives.',
    '',
    '**Ask me, and less at stake.** `AUTHORITY=approve RISK_PER_TRADE=1% MAX_POSITION=5% MAX_OPEN_POSITIONS=2`. At `--speed max` nobody has',
    'the time to answer; `/missed` then says what the cards would have made.',
    '',
  ].join('\n');
