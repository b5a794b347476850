import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { z } from 'zod';
import { type Config, loadConfig } from './config/config.ts';
import { ConfigError } from './config/problems.ts';
import { readStartFlags, replayFlagsOn } from './config/startFlags.ts';
import type { StartOptions } from './config/startOptions.ts';
import { messageOf } from './core/facts/messageOf.ts';
import { InputError } from './plugins/inputError.ts';
import { redactor } from './store/redaction.ts';

// What is heavy (exchanges, databases, candles) is imported inside the actions: --help must not wait for it.

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')));

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** A line beside what is printed, which may go into a file. */
const note = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** How long what is left over may take to end by itself, ms. */
const LEFT_OVER = 300;

/** One line that is written over, for a person who waits; nothing where nobody looks. */
const progress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
};

const connections = z.object({
  home: z.string().optional(),
  authority: z.string().optional(),
  replay: z.string().optional(),
});

/** The configuration with the flags that come before it. */
function configured(flags: unknown): Config {
  const { home, authority, replay } = connections.parse(flags);
  return loadConfig(
    {
      ...(home === undefined ? {} : { COUNTERSIGN_HOME: home }),
      ...(authority === undefined ? {} : { AUTHORITY: authority }),
    },
    { past: replay !== undefined },
  );
}

/** Reads flags and configuration, so that what is wrong in either is told in one go. */
function startInput(flags: unknown): [StartOptions, Config] {
  const problems: ConfigError['problems'][number][] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  const options = attempt(() => readStartFlags(flags));
  const config = attempt(() => configured(flags));
  if (options !== undefined && options.replay === undefined && config?.exchange !== undefined)
    problems.push(...replayFlagsOn(config.exchange, options));
  if (options === undefined || config === undefined || problems.length > 0) throw new ConfigError(problems);
  return [options, config];
}

const home = new Option('--home <folder>', 'database, logs and candles (COUNTERSIGN_HOME, else ./data)');

const program = new Command('countersign')
  .description('A trading desk in a chat. It trades on paper: no keys, no real orders.')
  .version(version)
  .exitOverride()
  .showHelpAfterError('(--help lists what there is)');

program
  .command('start')
  .description('run the desk: a built-in synthetic market, recorded candles (--replay) or real prices (EXCHANGE=binance)')
  .option('--replay <folder>', 'play recorded candles from this folder')
  .option('--from <time>', 'start of the replay, such as 2024-06-01')
  .option('--to <time>', 'market time at which the run ends')
  .option('--symbols <list>', 'only these, such as BTC/USDT,ETH/USDT')
  .option('--speed <n>', 'market seconds a second, or max')
  .option('--timeframe <length>', 'candles to play, such as 1h')
  .option('--seed <n>', 'of the synthetic market')
  .addOption(home)
  .addOption(
    new Option('--authority <word>', 'what a signal may do by itself (AUTHORITY)').choices(['advise', 'approve', 'auto']),
  )
  .option('--json', 'print every event and reply as one JSON object a line')
  .option('--daemon', 'ignore standard input')
  .option('--again', 'start a replay over instead of going on where it stopped')
  .action(async (flags: unknown) => {
    const input = startInput(flags);
    const { runBot } = await import('./main.ts');
    process.exitCode = await runBot(...input, () => configured(flags), version);
    // All is written and said: a request that a platform never answers must not keep the process.
    setTimeout(() => process.exit(), LEFT_OVER).unref();
  });

const several = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

program
  .command('study')
  .argument('[name]', 'a plug-in, such as rsi')
  .description('values of an indicator, detector, pattern or strategy over a candle file; or list them, or try your own')
  .option('--in <file>', 'candles, Parquet or CSV (ts,open,high,low,close,volume)')
  .option('--param <name=value>', 'a parameter, such as period=21; may be given again', several)
  .option('--with <symbol=file>', 'candles of another symbol that the plug-in reads; may be given again', several)
  .option('--format <word>', 'csv or json')
  .option('--kind <word>', 'indicator, detector, strategy, pattern or lookahead: of the list, or where kinds share a name')
  .option('--list', 'name, kind and parameters of every plug-in')
  .option('--json', 'the list as JSON')
  .option('--verify <file>', 'try a plug-in of your own against what its kind promises')
  .addOption(home)
  .action(async (name: string | undefined, flags: unknown) => {
    const { plugins } = configured(flags);
    const { studyTool } = await import('./tools/study/tool.ts');
    process.exitCode = await studyTool(name, flags, plugins, print, note);
  });

program
  .command('scan')
  .description('rank the symbols of recorded candles as the desk would at a time')
  .option('--data <folder>', 'recorded candles')
  .option('--at <time>', 'ISO, such as 2024-06-01T12:00Z')
  .option('--timeframe <length>', 'candles to read, such as 1h')
  .option('--json', 'print the whole ranking as JSON')
  .addOption(home)
  .action(async (flags: unknown) => {
    const config = configured(flags);
    const { scanTool } = await import('./tools/scan.ts');
    process.exitCode = await scanTool(flags, config, print);
  });

program
  .command('pairs')
  .description('look through recorded candles for symbols that belong together')
  .option('--data <folder>', 'recorded candles')
  .option('--at <time>', 'ISO, such as 2024-06-01T12:00Z: the newest candles unless told')
  .option('--timeframe <length>', 'candles to read: 1h unless told')
  .option('--lookback <candles>', 'how many of them: 500 unless told')
  .option('--correlation <number>', 'least correlation of the returns: 0.6 unless told')
  .option('--p <number>', 'largest p of the Engle-Granger test: 0.05 unless told')
  .option('--json', 'print the whole search as JSON')
  .action(async (flags: unknown) => {
    const { pairsTool } = await import('./tools/pairs.ts');
    process.exitCode = await pairsTool(flags, print, progress);
  });

program
  .command('check')
  .description('try every component and say what to do about those that fail')
  .addOption(home)
  .option('--json', 'print the results as JSON')
  .option('--offline', 'leave out what needs a network')
  .option('--flow', 'play a short market in a scratch home, and look at each link from the candle to the result')
  .action(async (flags: unknown) => {
    const given = z.boolean().default(false);
    const { json, offline, flow } = z.object({ json: given, offline: given, flow: given }).parse(flags);
    if (flow) {
      const { runFlow } = await import('./tools/flow/flow.ts');
      process.exitCode = await runFlow({ json }, print);
      return;
    }
    const config = configured(flags);
    const { runCheck } = await import('./tools/check.ts');
    process.exitCode = await runCheck({ json, offline }, config, print);
  });

const audit = program.command('audit').description('the hash-chained log');

audit
  .command('verify')
  .description('find a changed, missing, reordered or cut-off row, and an older backup')
  .addOption(home)
  .action(async (flags: unknown) => {
    const config = configured(flags);
    const { verifyAudit } = await import('./tools/verify.ts');
    process.exitCode = await verifyAudit(config, print);
  });

audit
  .command('accept')
  .description('go on with an older backup: the log as it stands, which becomes a row of it')
  .addOption(home)
  .action(async (flags: unknown) => {
    const config = configured(flags);
    const { acceptLogs } = await import('./tools/accept.ts');
    const { alertChannels } = await import('./run/links.ts');
    process.exitCode = await acceptLogs(config, print, alertChannels(config));
  });

program
  .command('backup')
  .description('make one file of the home, also while the desk runs; secrets are not in it')
  .option('--to <file>', 'file or folder: the present folder unless told')
  .addOption(home)
  .action(async (flags: unknown) => {
    const config = configured(flags);
    const { backupHome } = await import('./tools/backup.ts');
    process.exitCode = await backupHome(flags, config, version, Date.now(), print);
  });

program
  .command('restore')
  .argument('<file>', 'a backup')
  .description('make a home of a backup, once all of it was looked at')
  .option('--aside', 'move what is in the home beside it')
  .addOption(home)
  .action(async (file: string, flags: unknown) => {
    const config = configured(flags);
    const { restoreHome } = await import('./tools/restore.ts');
    process.exitCode = await restoreHome(file, flags, config, Date.now(), print);
  });

program
  .command('models')
  .description('what is read quickly beside the log: trades, equity, mentions')
  .command('rebuild')
  .description('make them anew from the log, where they seem wrong')
  .addOption(home)
  .action(async (flags: unknown) => {
    const config = configured(flags);
    const { rebuildModels } = await import('./tools/rebuild.ts');
    await rebuildModels(config, print);
  });

program
  .command('config')
  .description('print the configuration in force, secrets hidden')
  .addOption(home)
  .action(async (flags: unknown) => {
    const config = configured(flags);
    const { printConfiguration } = await import('./tools/config.ts');
    await printConfiguration(config, print);
  });

// A reader that closes the pipe early (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof ConfigError || error instanceof InputError) {
    process.stderr.write(`countersign: ${error.message}\n`);
    process.exitCode = 2;
  } else {
    // Whatever it was, a secret may stand in its text.
    const says = messageOf(error);
    process.stderr.write(`countersign: ${redactor([]).text(says)}\n`);
    process.exitCode = 1;
  }
}
