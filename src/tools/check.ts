import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Platform } from '../bots/chat.ts';
import { adminFound } from '../bots/firstAdmins.ts';
import type { Found } from '../bots/found.ts';
import type { Config } from '../config/config.ts';
import { telegramChat } from '../config/telegramChat.ts';
import { VARIABLES } from '../config/variables.ts';
import { messageOf } from '../core/facts/messageOf.ts';
import { counted } from '../core/reply/format.ts';
import { DAY, durationText } from '../core/time.ts';
import { recordedSource } from '../exchange/recorded.ts';
import { SYNTHETIC_FROM, syntheticSource } from '../exchange/synthetic.ts';
import { ownPlugins } from '../plugins/deskPlugins.ts';
import { accounts } from '../store/accounts.ts';
import { saveCandles } from '../store/candles.ts';
import { hasDatabase } from '../store/database.ts';
import { openLogs } from '../store/logs.ts';
import { redactor } from '../store/redaction.ts';
import { openHome } from './home.ts';
import { type Roster, rosterOf } from './roster.ts';
import { lostAccounts, verifyAudit } from './verify.ts';

type Tools = {
  readonly config: Config;
  /** A folder of this check's own, inside the home where there is one, removed afterwards. */
  readonly scratch: string;
  readonly roster: () => Promise<Roster>;
};

/** One component, tried by really using it. `run` says what was found, one thing or several, and throws with what is wrong. */
type Probe = {
  readonly name: string;
  readonly advice: string;
  readonly online?: true;
  run(tools: Tools): Promise<string | readonly Found[]>;
};

type Finding = {
  readonly name: string;
  readonly state: 'ok' | 'failed' | 'left out';
  readonly says: string;
  readonly advice?: string;
  /** What was found besides, in order. */
  readonly more?: readonly Found[];
};

/** What was found on a platform, and who is admin there; a bot that does not answer and a database that fails have their own words. */
async function withAdmin(found: readonly Found[], platform: Platform, { config, roster }: Tools): Promise<readonly Found[]> {
  if (found[0]?.state !== 'ok') return found;
  const known = await roster().catch(() => undefined);
  return known === undefined ? found : [...found, adminFound(platform, config, known.people)];
}

/** The newest are enough to find one's own people by. */
const MOST_STRANGERS = 5;

const PROBES: readonly Probe[] = [
  {
    name: 'configuration',
    advice: 'Correct what is listed',
    async run({ config }) {
      if (config.envExposed) throw new Error('.env holds secrets and can be read by others on this machine; chmod 600 .env');
      return `${VARIABLES.length} settings, authority ${config.settings.authority}, home ${config.home}`;
    },
  },
  {
    name: 'plug-ins',
    advice: 'Correct the file, try it with study --verify FILE, or take it out of the folder of PLUGINS',
    async run({ config }) {
      const { strategies, rules } = await ownPlugins(config.plugins, config.settings.signal.strategies);
      if (config.plugins === undefined) return 'none: PLUGINS names no folder of your own';
      const names = [...strategies.map(({ name }) => `strategy ${name}`), ...rules.map(({ name }) => `rule ${name}`)];
      return names.length === 0 ? 'neither a strategy nor a risk rule' : `${names.join(', ')}: loaded and tried`;
    },
  },
  {
    name: 'database',
    advice: 'See the message: it names the cause and the remedy',
    async run({ config }) {
      const database = await openHome(config);
      if (database === undefined) return `none yet; the first start makes it in ${config.home}`;
      try {
        return `${database.place.name}: migrated, ${counted((await accounts(database)).length, 'account')}`;
      } finally {
        await database.close();
      }
    },
  },
  {
    name: 'audit',
    advice:
      'See the message; a broken chain: stop, keep a copy of the home folder, restore database and audit folder from one backup; an older backup that is meant: npx countersign audit accept',
    async run({ config }) {
      const isThere = hasDatabase({ url: config.databaseUrl, home: config.home });
      if (!isThere && (await lostAccounts(config, [])).length === 0) return 'nothing to verify yet';
      const lines: string[] = [];
      const status = await verifyAudit(config, (line) => lines.push(line));
      if (status !== 0) throw new Error(lines.join('; '));
      return lines.join('; ');
    },
  },
  {
    name: 'candles',
    advice: 'Run npm ci on this machine, and check that the disk is not full',
    async run({ scratch }) {
      const folder = join(scratch, 'candles');
      const symbol = 'BTC/USDT';
      const [from, to] = [SYNTHETIC_FROM, SYNTHETIC_FROM + DAY];
      const written = await syntheticSource(1).read(symbol, from, to);
      await saveCandles(folder, 'binance', symbol, '5m', written);
      const read = await (await recordedSource(folder, { from, to, symbols: [symbol] })).read(symbol, from, to);
      // The last candle of a recording may be unfinished and is left out.
      if (read.time.length !== written.time.length - 1)
        throw new Error(`wrote ${written.time.length} candles, read ${read.time.length}`);
      return `${written.time.length} candles written and read as Parquet`;
    },
  },
  {
    name: 'logs',
    advice: 'Let this user write to the home folder, and check that the disk is not full',
    async run({ config, scratch }) {
      const logs = openLogs({ folder: join(scratch, 'logs'), level: 'info', redactor: redactor(config.secrets) });
      logs.logger('bot', 'info', 'check');
      logs.close();
      if ((await logs.tail('bot', 1)).length !== 1) throw new Error('a line that was logged cannot be read back');
      return `written and read back; kept in ${join(config.home, 'logs')}`;
    },
  },
  {
    name: 'exchange',
    advice: 'Check the network and EXCHANGE, or trade the replay market: leave EXCHANGE empty',
    online: true,
    async run({ config }) {
      if (config.exchange === undefined) return 'none is configured: the replay or synthetic market is traded';
      const { openExchange } = await import('../exchange/ccxt.ts');
      const exchange = await openExchange(config.exchange);
      try {
        const skew = await exchange.skew();
        return `${config.exchange}: ${(await exchange.instruments()).length} instruments${skew === undefined ? '' : `, clocks ${skew} ms apart`}`;
      } finally {
        exchange.close();
      }
    },
  },
  {
    name: 'telegram',
    advice: 'See README, On your phone',
    online: true,
    async run(tools) {
      const { telegram } = tools.config;
      const { token, apiRoot } = telegram;
      if (token === undefined) return 'off: TELEGRAM_TOKEN is not set';
      const { probeTelegram } = await import('../bots/telegram/probe.ts');
      return withAdmin(await probeTelegram({ token, apiRoot, chat: telegramChat(telegram) }), 'telegram', tools);
    },
  },
  {
    name: 'discord',
    advice: 'See README, On your phone',
    online: true,
    async run(tools) {
      const { discord } = tools.config;
      const { token, apiRoot, guildId: guild, channelId: channel } = discord;
      if (token === undefined) return 'off: DISCORD_TOKEN is not set';
      const { probeDiscord } = await import('../bots/discord/probe.ts');
      return withAdmin(await probeDiscord({ token, apiRoot, guild, channel }), 'discord', tools);
    },
  },
  {
    name: 'strangers',
    advice: 'See database',
    async run({ roster }) {
      const { strangers } = await roster();
      const shown = strangers.slice(0, MOST_STRANGERS);
      if (shown.length === 0) return 'nobody who is not on the list has written to a bot';
      return shown.map(({ account, name, at }) => {
        const who = name === '' ? account : `${account} ${name}`;
        const ago = at === undefined ? '' : `, ${durationText(Date.now() - at)} ago`;
        return { state: 'note', says: `${who}${ago}; add with /users add ${account} NAME ROLE` };
      });
    },
  },
];

async function find(probe: Probe, tools: Tools, offline: boolean): Promise<Finding> {
  const { name } = probe;
  if (offline && probe.online === true) return { name, state: 'left out', says: 'needs a network' };
  const mask = redactor(tools.config.secrets).text;
  try {
    const found = await probe.run(tools);
    if (typeof found === 'string') return { name, state: 'ok', says: mask(found) };
    // Titles and names come from a platform: nothing in them may steer the terminal.
    const plain = (text: string): string => mask(text).replace(/\p{Cc}/gu, ' ');
    const [first, ...more] = found.map(({ state, says, advice }): Found => {
      return { state, says: plain(says), ...(advice === undefined ? {} : { advice: plain(advice) }) };
    });
    return {
      name,
      state: found.some(({ state }) => state === 'failed') ? 'failed' : 'ok',
      says: first?.says ?? '',
      ...(first?.advice === undefined ? {} : { advice: first.advice }),
      ...(more.length === 0 ? {} : { more }),
    };
  } catch (error) {
    return { name, state: 'failed', says: mask(messageOf(error)), advice: probe.advice };
  }
}

const MARKS = { ok: '✓', note: '·', failed: '✗', 'left out': '–' } as const;

/** The component's line, and below it what was found besides; advice stands under what it is for. */
function linesOf({ name, state, says, advice, more = [] }: Finding): readonly string[] {
  const margin = ' '.repeat(17);
  const but = more.some((one) => one.state === 'failed') ? ', but:' : '';
  return [
    `${MARKS[state]} ${name.padEnd(14)} ${says}${but}`,
    ...(advice === undefined ? [] : [`${margin}${advice}`]),
    ...more.flatMap((one) => [
      `${margin}${MARKS[one.state]} ${one.says}`,
      ...(one.advice === undefined ? [] : [`${margin}  ${one.advice}`]),
    ]),
  ];
}

/** The folder itself, or the nearest one above it that is there: a check makes no home. */
const nearestFolder = (path: string): string =>
  existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path));

/**
 * Tries every component by a real round trip and prints what was found, with advice for each failure. Resolves with the exit
 * status: 0 when nothing failed, 1 otherwise.
 */
export async function runCheck(
  options: { readonly json: boolean; readonly offline: boolean },
  config: Config,
  print: (line: string) => void,
): Promise<number> {
  const findings: Finding[] = [];
  const told = (finding: Finding): void => {
    findings.push(finding);
    if (!options.json) for (const line of linesOf(finding)) print(line);
  };
  let scratch = '';
  let read: Promise<Roster> | undefined;
  const roster = (): Promise<Roster> => (read ??= rosterOf(config));
  const home: Probe = {
    name: 'home',
    advice: 'Choose another folder with --home or COUNTERSIGN_HOME, or let this user write to it',
    async run() {
      const there = nearestFolder(config.home);
      scratch = await mkdtemp(join(there, 'check-'));
      return `${config.home} can be ${there === config.home ? 'written' : 'made'}`;
    },
  };
  try {
    told(await find(home, { config, scratch, roster }, options.offline));
    if (scratch !== '') for (const probe of PROBES) told(await find(probe, { config, scratch, roster }, options.offline));
  } finally {
    if (scratch !== '') await rm(scratch, { recursive: true, force: true });
  }
  const ok = findings.every(({ state }) => state !== 'failed');
  if (options.json) print(JSON.stringify({ ok, components: findings }));
  return ok ? 0 : 1;
}
