import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig, unreadLines } from '../../src/config/config.ts';
import { configurationLines, configurationPage, envExample } from '../../src/config/pages.ts';
import { ConfigError } from '../../src/config/problems.ts';
import { VARIABLES } from '../../src/config/variables.ts';
import { settingsSchema } from '../../src/core/facts/settings.ts';
import { fixed } from '../../src/core/money.ts';

function problemsOf(environment: Record<string, string>, file: Record<string, string> = {}): ConfigError {
  try {
    readConfig(environment, file);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('expected a ConfigError');
}

describe('configuration', () => {
  test('nothing has to be set', () => {
    const config = readConfig({});
    expect(config.settings).toEqual(settingsSchema.parse({}));
    expect(config.initialCapital).toBe(fixed('100000'));
    expect(config.exchange).toBeUndefined();
    expect(config.home).toMatch(/data$/);
  });

  test('a home below ~ is below the folder of the user, as no shell has read it', () => {
    expect(readConfig({ COUNTERSIGN_HOME: '~/desk' }).home).toBe(join(homedir(), 'desk'));
    expect(readConfig({ COUNTERSIGN_HOME: './~' }).home).toBe(resolve('~'));
  });

  test('an account is of pretend money: live is refused by name', () => {
    expect(readConfig({ COUNTERSIGN_MODE: 'paper' }).mode).toBe('paper');
    expect(readConfig({}).mode).toBe('paper');
    for (const mode of ['live', 'Live', 'testnet'])
      expect(problemsOf({ COUNTERSIGN_MODE: mode }).message).toContain('paper: this build sends no order to an exchange');
  });

  test('each unit reads its own way of writing', () => {
    const { settings, exchange, initialCapital } = readConfig({
      EXCHANGE: 'Binance',
      INITIAL_CAPITAL: '10000.50',
      RISK_PER_TRADE: '2.3%',
      STOP: '0.015',
      MAX_HOLD: '1d12h',
      KELLY: 'yes',
      TRAILING: 'off',
      TIMEFRAMES: '15m, 1h',
      STRATEGIES: 'momentum:1.5, pairs:off',
      MAX_OPEN_POSITIONS: '5',
      AUTHORITY: 'approve',
    });
    expect(exchange).toBe('binance');
    expect(initialCapital).toBe(fixed('10000.5'));
    expect(settings.risk).toMatchObject({ perTrade: 0.023, kelly: true, maxOpenPositions: 5 });
    expect(settings.exits).toMatchObject({ stop: 0.015, trailing: false, maxHold: 36 * 3_600_000 });
    expect(settings.timeframes).toEqual(['15m', '1h']);
    expect(settings.signal.strategies).toEqual({ momentum: { on: true, weight: 1.5 }, pairs: { on: false, weight: 1 } });
    expect(settings.authority).toBe('approve');
  });

  test('every wrong field is told at once, with value, unit, range and example', () => {
    const error = problemsOf({
      RISK_PER_TRADE: 'two',
      STOP: '300%',
      TIMEFRAMES: '1h,2x,3x',
      MAX_OPEN_POSITIONS: '2.5',
      LOG_LEVEL: 'loud',
      POST_ONLY_WAIT: '30',
      INITIAL_CAPITAL: '-5',
    });
    expect(error.problems.map(({ name }) => name).sort()).toEqual(
      ['RISK_PER_TRADE', 'STOP', 'TIMEFRAMES', 'MAX_OPEN_POSITIONS', 'LOG_LEVEL', 'POST_ONLY_WAIT', 'INITIAL_CAPITAL'].sort(),
    );
    expect(error.message).toContain('STOP = "300%"; expected per cent: 0.3% to 50%; such as STOP=2%');
    expect(error.message).toContain('LOG_LEVEL = "loud"; expected level: debug, info, warn, error');
    expect(error.message.split('\n')).toHaveLength(8);
  });

  test('it knows which settings were given, wherever that was', () => {
    expect(readConfig({ STOP: '2%', EXCHANGE: 'binance' }, { STRATEGIES: 'pairs:off', TARGET: '' }).given).toEqual([
      'signal.strategies',
      'exits.stop',
    ]);
  });

  test('a capital that buys nothing is refused, one counted in bitcoin is not', () => {
    expect(problemsOf({ INITIAL_CAPITAL: '0.00001' }).message).toContain('quote currency: 0.001 or more');
    expect(readConfig({ INITIAL_CAPITAL: '0.05', COOL_DOWN: '1,5h' }).initialCapital).toBe(fixed('0.05'));
  });

  test('a wrong secret is named and not shown', () => {
    const error = problemsOf({ DATABASE_URL: 'mysql://desk:canary-password@host/db' });
    expect(error.message).toContain('DATABASE_URL = (hidden)');
    expect(error.message).not.toContain('canary');
  });

  test('paper trading refuses credentials by name, without their value', () => {
    const error = problemsOf({ BINANCE_API_KEY: 'canary', KUCOIN_PASSPHRASE: 'canary' }, { BINANCE_API_SECRET: 'canary' });
    expect(error.problems.map(({ name }) => name).sort()).toEqual(['BINANCE_API_KEY', 'BINANCE_API_SECRET', 'KUCOIN_PASSPHRASE']);
    expect(error.message).toContain('remove this name');
    expect(error.message).not.toContain('canary');
  });

  test('unknown names get the nearest known one; foreign names are left alone', () => {
    expect(problemsOf({ COUNTERSIGN_HOEM: 'x' }).message).toContain('did you mean COUNTERSIGN_HOME?');
    expect(problemsOf({}, { RISK_PER_TARDE: '2%' }).message).toContain('did you mean RISK_PER_TRADE?');
    expect(() => readConfig({ PATH: '/bin', RISK_PER_TARDE: '2%' }, { TZ: 'UTC', GRAFANA_PORT: '1' })).not.toThrow();
  });

  test('the environment comes before the file, and an empty text counts as absent', () => {
    expect(readConfig({ STOP: '1%' }, { STOP: '3%', TARGET: '9%' }).settings.exits).toMatchObject({ stop: 0.01, target: 0.09 });
    expect(readConfig({ EXCHANGE: '', STOP: ' ' }).exchange).toBeUndefined();
  });

  test('the database password is known as a secret in every form', () => {
    expect(readConfig({ DATABASE_URL: 'postgresql://desk:p%40ss@127.0.0.1:5432/desk' }).secrets).toEqual(
      expect.arrayContaining(['p%40ss', 'p@ss']),
    );
  });

  test("the chats' tokens are secrets, wrong or right", () => {
    const tokens = { TELEGRAM_TOKEN: '123:canary-telegram', DISCORD_TOKEN: 'canary.discord' };
    const config = readConfig(tokens);
    expect(config.secrets).toEqual(Object.values(tokens));
    expect(config.telegram).toEqual({ token: '123:canary-telegram', apiRoot: 'https://api.telegram.org' });
    const lines = configurationLines(config).join('\n');
    expect(lines).not.toContain('canary');
    expect(lines).toContain('TELEGRAM_TOKEN=(hidden)');
    const error = problemsOf({
      TELEGRAM_TOKEN: 'canary token',
      DISCORD_TOKEN: 'canary token',
      TELEGRAM_ADMIN_ID: '@ana',
      TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
    });
    expect(error.problems).toHaveLength(4);
    expect(error.message).not.toContain('canary');
    expect(error.message).toContain('TELEGRAM_ADMIN_ID = "@ana"; expected account: a numeric id; such as');
  });

  test.each([
    [{ RISK_PER_TRADE: '100%' }, 'RISK_PER_TRADE = 100%; expected at most 10 % (100 % is too much'],
    [{ LEVERAGE: '20' }, 'LEVERAGE = 20; expected at most 10x'],
    [{ STOP: '0' }, 'STOP = 0; expected at least 0.3 %'],
    [{ STOP: '0.5%', FEE: '0.3%' }, 'STOP = 0.5%; expected at least 0.7 %'],
    [{ TARGET: '0.3%' }, 'TARGET = 0.3%; expected at least 0.4 %'],
    [{ MAX_HOLD: '1s' }, 'MAX_HOLD = 1s; expected at least 15 m'],
    [{ POST_ONLY_WAIT: '5d' }, 'POST_ONLY_WAIT = 5d; expected at most 1 h'],
    [{ MAX_DAILY_LOSS: '100%' }, 'MAX_DAILY_LOSS = 100%; expected at most 50 %'],
    [{ STOP: '10%', LEVERAGE: '10' }, 'LEVERAGE = 10; expected at most 5x, or exits.stop at most 5 %'],
    [
      { RISK_PER_TRADE: '9%', STOP: '0.5%' },
      'RISK_PER_TRADE = 9%; expected at most 8 % (at 1x the equity loses 0.8 %), or exits.stop at least 0.6 %',
    ],
    [{ QUOTE_AGE: '1d' }, 'QUOTE_AGE = 1d; expected at most 5 m'],
  ])('%o may ruin an account by a slip, but the past may be played with it', (environment, says) => {
    expect(problemsOf(environment).message).toContain(says);
    expect(() => readConfig(environment, {}, { past: true })).not.toThrow();
    expect(() => readConfig({}, environment)).toThrow(ConfigError);
  });

  test.each([
    [{ STOP: '0.5' }, 'STOP = 0.5; expected 0.5% or 50% (0.5 % or 50 %?)', '50%', 0.5],
    [{ STOP: '0.25' }, 'STOP = 0.25; expected 25% (0.25 % or 25 %?)', '25%', 0.25],
    [{ STOP: '0,9' }, 'STOP = 0,9; expected 0.9% (0.9 % or 90 %?)', '90%', 0.9],
  ])('%o can mean two things: a desk that trades now asks, the past is played with a fraction', (environment, says, as, stop) => {
    expect(problemsOf(environment).message).toContain(says);
    expect(problemsOf({}, environment).problems).toHaveLength(1);
    for (const past of [readConfig(environment, {}, { past: true }), readConfig({}, environment, { past: true })]) {
      expect(past.settings.exits.stop).toBe(stop);
      expect(past.fractions).toEqual([`STOP=${environment.STOP} as ${as}`]);
    }
  });

  test('what is written without a doubt is told of as nothing else', () => {
    expect(readConfig({ STOP: '0.1', TARGET: '90%', MAX_POSITION: '100%' }, {}, { past: true }).fractions).toEqual([]);
  });

  test.each([
    [{ STOP: '2' }, 'STOP = 2; expected 2% (2 is more than the whole; per cent?)'],
    [{ INITIAL_CAPITAL: '50.000' }, 'INITIAL_CAPITAL = 50.000; expected 50 or 50000 (50 or 50,000?)'],
    [{ MAX_NOTIONAL: '1.234' }, 'MAX_NOTIONAL = 1.234; expected 1.2340 or 1234 (1.234 or 1,234?)'],
  ])('%o can mean two things, so it is asked back, whatever is played', (environment, says) => {
    for (const past of [false, true]) expect(() => readConfig(environment, {}, { past })).toThrow(says);
    expect(problemsOf({}, environment).problems).toHaveLength(1);
  });

  test.each([
    [{ MAX_POSITION: '1' }, 'MAX_POSITION = 1; expected 1% or 100%'],
    [{ TARGET: '0,9' }, 'TARGET = 0,9; expected 0.9% or 90%'],
    [{ MAX_SPREAD: '0.5' }, 'MAX_SPREAD = 0.5; expected 0.5% (0.5 % or 50 %?)'],
    [{ RISK_PER_TRADE: '50' }, 'RISK_PER_TRADE = "50"; expected per cent: 0% to 10%'],
  ])('%o is asked back by what its range lets pass', (environment, says) => {
    expect(() => readConfig(environment)).toThrow(says);
  });

  test('each way to write it that is offered is taken', () => {
    for (const [STOP, stop] of [
      ['0.5%', 0.005],
      ['50%', 0.5],
      ['0.02', 0.02],
      ['20%', 0.2],
    ] as const)
      expect(readConfig({ STOP }).settings.exits.stop).toBe(stop);
    for (const [INITIAL_CAPITAL, capital] of [
      ['50', '50'],
      ['50000', '50000'],
      ['50,000', '50000'],
      ['1.000.000', '1000000'],
      ['12.345,67', '12345.67'],
      ['1k', '1000'],
      ['1.2340', '1.234'],
    ] as const) {
      const config = readConfig({ INITIAL_CAPITAL, MAX_NOTIONAL: INITIAL_CAPITAL });
      expect(config.initialCapital).toBe(fixed(capital));
      expect(config.settings.risk.maxNotional).toBe(Number(capital));
    }
    for (const wrong of ['5%', '2m', '1,23,4', '200usd'])
      expect(problemsOf({ INITIAL_CAPITAL: wrong, MAX_NOTIONAL: wrong }).problems).toHaveLength(2);
  });

  test('a line of .env that would do nothing is told with its number, and never more of it than a known name', () => {
    const told = (text: string): readonly string[] => unreadLines(text).map(({ name, expected }) => `${name}: ${expected}`);
    expect(told('# remark\n\nexport STOP = 3%\r\nTARGET="4%" # far\nOTHER=1\nOTHER=2\nPLUGINS="a\nb c\nd"\nFEE=\n')).toEqual([]);
    expect(told('STOP: 3%\nSTOP\ngarbage canary\nTELEGRAM_TOKEN: canary\n')).toEqual([
      '.env, line 1 (STOP): NAME=value, or # in front of a remark',
      '.env, line 2 (STOP): NAME=value, or # in front of a remark',
      '.env, line 3: NAME=value, or # in front of a remark',
      '.env, line 4 (TELEGRAM_TOKEN): NAME=value, or # in front of a remark',
    ]);
    expect(told('STOP=1%\nTARGET=4%\nSTOP=2%')).toEqual(['.env, line 3 (STOP): it once; line 1 gives it too']);
    expect(told('PLUGINS="a\nSTOP=2%')).toEqual(['.env, line 1 (PLUGINS): a closing "']);
  });

  test('what is in force is printed without secrets and reads back as the same configuration', () => {
    const config = readConfig({
      DATABASE_URL: 'postgresql://desk:canary@host/db',
      STOP: '1%',
      STRATEGIES: 'pairs:off,momentum:2',
    });
    const lines = configurationLines(config);
    expect(lines.join('\n')).not.toContain('canary');
    expect(lines).toContain('DATABASE_URL=(hidden)');
    const back = Object.fromEntries(
      lines.map((line) => line.split(/=(.*)/s).slice(0, 2)).filter(([name]) => name !== 'DATABASE_URL'),
    );
    expect(readConfig(back).settings).toEqual(config.settings);
  });
});

describe('the table of variables', () => {
  /** Paths of every leaf that is written by itself, from a value of the schema and its optional fields. */
  function leaves(value: unknown, path: readonly string[] = []): readonly string[] {
    const inside =
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      !['signal.strategies', 'authorities'].includes(path.join('.'));
    if (!inside) return [path.join('.')];
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
  }

  test('each setting has exactly one name', () => {
    const complete = settingsSchema.parse({
      signal: { minAgreeing: 2, minVolume: 1000, regimes: ['trend'], minHealth: 0.5 },
      universe: { minAge: 1000 },
      risk: { maxNotional: 1000 },
      exits: { maxHold: 1000 },
      approval: { answerWithin: 1000, twoAbove: 1000 },
    });
    const named = VARIABLES.filter(({ path }) => path[0] === 'settings').map(({ path }) => path.slice(1).join('.'));
    expect([...named].sort()).toEqual([...leaves(complete)].sort());
    expect(new Set(VARIABLES.map(({ name }) => name)).size).toBe(VARIABLES.length);
  });

  test.each(VARIABLES.map((variable) => [variable.name, variable] as const))('the example of %s works', (name, variable) => {
    expect(() => readConfig({ [name]: variable.unit.example })).not.toThrow();
  });

  test('.env.example and docs/configuration.md are up to date (npm run docs writes them)', () => {
    expect(readFileSync('.env.example', 'utf8')).toBe(envExample());
    expect(readFileSync('docs/configuration.md', 'utf8')).toBe(configurationPage());
  });
});
