import { SETTING_NAMES, type SettingPath } from '../core/facts/settingNames.ts';
import {
  amount,
  authorities,
  duration,
  fraction,
  list,
  money,
  number,
  onOff,
  share,
  strategies,
  text,
  type Unit,
} from './units.ts';

/** One name of the environment: where its value goes in the configuration, how it is written and what it is for. */
export type Variable = {
  readonly name: string;
  /** Into the configuration schema. */
  readonly path: readonly string[];
  readonly unit: Unit;
  readonly about: string;
  /** Never printed. */
  readonly secret?: true;
};

export type Section = { readonly title: string; readonly variables: readonly Variable[] };

const set = (name: string, path: string, unit: Unit, about: string): Variable => ({
  name,
  path: path.split('.'),
  unit,
  about,
});

const setting = (path: SettingPath, unit: Unit, about: string): Variable =>
  set(SETTING_NAMES[path], `settings.${path}`, unit, about);

/** The path of what a variable sets, as chats know it: a setting's own, without the group of them all. */
export const pathOf = ({ path }: Variable): string => path.join('.').replace(/^settings\./, '');

/** Every name the desk reads. A test holds the list to the schema: each setting has exactly one name. */
export const SECTIONS: readonly Section[] = [
  {
    title: 'Connections and files',
    variables: [
      set('COUNTERSIGN_HOME', 'home', text('folder', './data'), 'Where database, logs and candles are kept'),
      set('COUNTERSIGN_MODE', 'mode', text('mode', 'paper'), 'Whose money is traded with: paper, pretend money'),
      set('COUNTERSIGN_ACCOUNT', 'account', text('name', 'main'), 'Name of the paper account; each keeps its own ledger'),
      {
        ...set(
          'DATABASE_URL',
          'databaseUrl',
          text('URL', 'postgresql://desk:password@127.0.0.1:5432/countersign'),
          'PostgreSQL server; without it a SQLite file in the home folder',
        ),
        secret: true,
      },
      set(
        'HEAD_FILE',
        'headFile',
        text('file', '/media/safe/countersign.head'),
        "Second head of the log, which shows an older backup; without it a file an account in this user's state folder",
      ),
      set(
        'EXCHANGE',
        'exchange',
        text('exchange id', 'binance'),
        'Public market data to trade on paper; without it the replay or synthetic market',
      ),
      set(
        'PLUGINS',
        'plugins',
        text('folder', './plugins'),
        'Indicators, detectors, strategies and risk rules of your own, one file each',
      ),
      set('LOG_LEVEL', 'logLevel', text('level', 'info'), 'Least severe lines that the log files keep'),
    ],
  },
  {
    title: 'Chats',
    variables: [
      {
        ...set(
          'TELEGRAM_TOKEN',
          'telegram.token',
          text('token', '123456789:AAE-example'),
          "The Telegram bot's token; without it Telegram is off",
        ),
        secret: true,
      },
      set('TELEGRAM_API_ROOT', 'telegram.apiRoot', text('URL', 'http://127.0.0.1:8081'), 'Where the Bot API is'),
      set('TELEGRAM_CHAT_ID', 'telegram.chatId', text('chat', '-1001234567890'), 'Chat or group that gets the alerts'),
      set(
        'TELEGRAM_ADMIN_ID',
        'telegram.adminId',
        text('account', '123456789'),
        'Account of the first admin; without one the terminal prints a pairing code',
      ),
      {
        ...set(
          'DISCORD_TOKEN',
          'discord.token',
          text('token', 'MTIz.example.token'),
          "The Discord application's bot token; without it Discord is off",
        ),
        secret: true,
      },
      set('DISCORD_API_ROOT', 'discord.apiRoot', text('URL', 'http://127.0.0.1:8082/api'), "Where Discord's API is"),
      set('DISCORD_GUILD_ID', 'discord.guildId', text('server', '123456789012345678'), 'Server in which the commands are'),
      set('DISCORD_CHANNEL_ID', 'discord.channelId', text('channel', '123456789012345678'), 'Channel that gets the alerts'),
      set(
        'DISCORD_ADMIN_ID',
        'discord.adminId',
        text('account', '123456789012345678'),
        'Account of the first admin; without one the terminal prints a pairing code',
      ),
    ],
  },
  {
    title: 'Account',
    variables: [
      set('INITIAL_CAPITAL', 'initialCapital', money('100000'), 'Pretend money of a new paper account'),
      setting('authority', text('word', 'approve'), 'advise: only say so; approve: ask first; auto: act'),
      setting('authorities', authorities, 'Authority of single strategies, where it is another one'),
      setting(
        'approval.answerWithin',
        duration('5m'),
        'A card without an answer expires after this; empty: one decision timeframe, 5 to 30 min',
      ),
      setting('approval.asks', number('cards', '12'), 'Cards that the desk itself asks on a UTC day, at most'),
      setting('approval.pairs', onOff('off'), 'Whether pairs are asked for, two orders on one answer'),
      setting(
        'approval.drills',
        onOff('off'),
        'Whether one card a day may be a drill, on paper: never an order, told after its answer',
      ),
      setting('approval.band', share('0.5%'), 'Largest price move since the proposal that an approval accepts'),
      setting('approval.twoAbove', amount('5000'), 'Notional above which two people must approve; empty: never'),
      setting('approval.self', onOff('off'), 'You may approve what you proposed, by typing its amount again'),
    ],
  },
  {
    title: 'Signals',
    variables: [
      setting('timeframes', list('timeframes', '15m,1h,4h'), 'Candle lengths that are studied'),
      setting('decisionTimeframe', text('timeframe', '15m'), 'A symbol decides when this candle closes'),
      setting(
        'signal.strategies',
        strategies,
        'Strategies switched off, weighted other than 1 or heard besides the usual ones; or a ready set of weights (sources)',
      ),
      setting('signal.weights.strategies', fraction('0.6'), 'Share of the strategies in the score'),
      setting('signal.weights.divergence', fraction('0.3'), 'Share of divergences in the score'),
      setting('signal.weights.levels', fraction('0.1'), 'Share of support and resistance in the score'),
      setting(
        'signal.weights.learned',
        fraction('0.3'),
        'Share of a strategy named learned in the whole; 0, or a weight in STRATEGIES, makes it one of the strategies',
      ),
      setting('signal.method', text('word', 'weighted'), 'How the strategies are put together'),
      setting('signal.score', fraction('0.3'), 'An entry needs a score beyond this, either way'),
      setting('signal.confidence', fraction('0.5'), 'An entry needs confidence above this'),
      setting('signal.alignment', number('agreement', '0'), 'An entry needs the timeframes to agree at least this much'),
      setting(
        'signal.minAgreeing',
        number('strategies', '2'),
        "An entry needs this many strategies on the score's side; empty: no such gate",
      ),
      setting('signal.minVolume', amount('5000000'), 'An entry needs this quote volume over the last 24 h; empty: no such gate'),
      setting(
        'signal.regimes',
        list('regimes', 'range,trend'),
        'An entry needs the market in one of these states: quiet, range, trend, volatile; empty: any',
      ),
      setting(
        'signal.minHealth',
        fraction('0.4'),
        "An entry needs the market's health, 0 to 1, to be at least this; empty: no such gate",
      ),
      setting(
        'signal.coolDown',
        duration('4h'),
        'After a stop, a close by hand or a rejected card the desk enters nothing on that symbol and side for this long; 0: no such gate',
      ),
      setting(
        'signal.tellIdle',
        onOff('off'),
        'Sell signals on spot are told even where nothing is held: they open nothing; /signals and /why show them always',
      ),
      setting('signal.keep', number('symbols', '5'), 'Ranked opportunities that the scanner keeps'),
      setting('signal.pairHedge', text('word', 'rolling'), 'Where a hedge ratio comes from: rolling least squares, or kalman'),
      setting('signal.pairs', list('BASE~BASE, ...', 'ETH~BTC,LTC~BCH'), 'Pairs offered to the pairs strategy'),
    ],
  },
  {
    title: 'Universe',
    variables: [
      setting('universe.top', number('symbols', '100'), 'The largest by 24 h quote volume that are watched'),
      setting('universe.maxSpread', share('0.2%'), 'Widest spread of a watched symbol, where quotes are recorded'),
      setting('universe.maxVolatility', share('10%'), 'Largest standard deviation of hourly returns'),
      setting('universe.scanEvery', duration('1m'), 'How often the scanner ranks between decisions, on a real exchange'),
      setting('universe.minAge', duration('30d'), 'Least time since listing, or since the first candle known; empty: any'),
    ],
  },
  {
    title: 'Risk',
    variables: [
      setting('risk.perTrade', share('2%'), 'Equity lost when the stop of a full-size position is hit'),
      setting('risk.maxPosition', share('10%'), 'Largest position, of equity'),
      setting('risk.maxOpenPositions', number('positions', '3'), 'Positions at a time'),
      setting('risk.maxNotional', amount('1000'), 'Largest notional of a position; empty: no such limit'),
      setting('risk.maxDailyLoss', share('5%'), 'Loss of a UTC day that halts entries until the next'),
      setting('risk.maxDrawdown', share('15%'), 'Fall from the peak of equity that halts entries'),
      setting('risk.maxSectorExposure', share('30%'), 'Largest exposure to one sector, of equity'),
      setting('risk.maxCorrelation', fraction('0.8'), 'Correlation with an open position above which none is added'),
      setting('risk.maxConsecutiveLosses', number('losses', '6'), 'Losses in a row that halt entries'),
      setting(
        'risk.leverage',
        number('times', '1'),
        'Most leverage on perpetuals; less in volatile markets, against trend or momentum, with less confidence',
      ),
      setting('risk.maxLeverage', number('times', '10'), 'Leverage never goes above this'),
      setting('risk.mediumFrom', fraction('0.3'), "Grade of an open position's risk, 0 to 1, from which it is medium"),
      setting('risk.highFrom', fraction('0.6'), 'And from which it is high: halved once'),
      setting('risk.criticalFrom', fraction('0.8'), 'And from which it is critical: closed'),
      setting('risk.kelly', onOff('off'), 'Size by the Kelly fraction of past trades'),
      setting('risk.maxKelly', fraction('0.25'), 'Share of the Kelly fraction that is used at most'),
    ],
  },
  {
    title: 'Exits',
    variables: [
      setting('exits.on', text('word', 'close'), 'close: exits act at decision closes; quote: at every price looked at'),
      setting('exits.guardEvery', duration('5s'), 'How often open positions are looked after, on a real exchange'),
      setting('exits.stopMethod', text('word', 'fixed'), 'Where the protective stop goes'),
      setting('exits.stop', share('2%'), 'Distance of a fixed stop from the entry'),
      setting('exits.atrMultiple', number('times ATR', '2'), 'Distance of an ATR stop'),
      setting('exits.target', share('4%'), 'Distance of the target from the entry'),
      setting('exits.trailing', onOff('on'), 'The stop follows the price'),
      setting('exits.trailingDistance', share('2%'), 'How far behind the price it follows'),
      setting('exits.dynamicTarget', onOff('on'), 'The target moves with momentum, trend and levels'),
      setting(
        'exits.partial',
        fraction('50%'),
        "Share taken once the price has gained the first stop's distance; 0 keeps all of it for the target",
      ),
      setting('exits.leastMove', fraction('0.4'), "Least move of a trailed stop or target, as a share of the stop's distance"),
      setting('exits.leastMoveTicks', number('ticks', '2'), 'And in ticks; break-even moves by any size'),
      setting(
        'exits.breakEvenAt',
        number('stop distances', '1'),
        'Gain of the price, in distances of the first stop, at which the stop moves to the entry',
      ),
      setting('exits.maxHold', duration('2d'), 'Age at which a position is closed; empty: never'),
      setting('exits.confidenceDecay', fraction('25%'), 'Share of its confidence at entry below which one closes'),
    ],
  },
  {
    title: 'Execution',
    variables: [
      setting('execution.postOnlyWait', duration('30s'), 'Wait of a post-only entry before the rest goes to market'),
      setting('execution.maxSlippage', share('1%'), 'A market order may not fill worse than this'),
      setting('execution.maxVolumeShare', share('10%'), "Share of a bar's volume that can be ours"),
      setting('execution.fee', share('0.1%'), 'Fee of a paper fill, of its notional'),
      setting('execution.slippage', share('0.05%'), 'Slippage of a paper fill at market'),
      setting('execution.spot', text('word', 'lists'), 'Spot orders on paper: lists (lock the coins, OCO), locks (no OCO), free'),
      setting('execution.quoteAge', duration('5s'), 'Older quotes allow no entry'),
    ],
  },
];

export const VARIABLES: readonly Variable[] = SECTIONS.flatMap((section) => section.variables);
