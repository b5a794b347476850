import { readConfig, unreadLines } from '../../src/config/config.ts';
import { ConfigError } from '../../src/config/problems.ts';
import { type Environment } from '../../src/config/schema.ts';
import { readStartFlags, replayFlagsOn } from '../../src/config/startFlags.ts';
import { type Group, quoted } from './trouble.ts';

/** What the work is refused with, on one line. */
function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error.message.replaceAll(/\s*\n\s*/g, ' ');
  }
  throw new Error('expected a refusal: the page of troubles has an example that passes now');
}

const refusedConfig = (environment: Environment, file: Environment = {}): string => refusal(() => readConfig(environment, file));

/** What keeps a desk from starting, or is told at its start. */
export const STARTING: Group = {
  title: 'Starting',
  troubles: [
    {
      says: refusedConfig({ STOP: '300%' }),
      why: 'A value in the environment or in `.env` is none of its kind, or outside of its range. Every wrong one is listed at once.',
      remedy:
        'Write it as the message shows, or take the line out: all have defaults. [Configuration](configuration.md) has units and ranges.',
    },
    {
      says: refusedConfig({ STOP: '0.5' }),
      why: 'A bare figure that could be a per cent or a share of one. The desk asks rather than guesses.',
      remedy: 'Write the one you mean, with its `%`.',
    },
    {
      says: refusedConfig({ LEVERAGE: '20' }),
      why: 'A value that a slip of the hand can ruin an account with. A desk that trades now refuses it; a replay takes it, to be tried.',
      remedy: 'Stay inside what it expects. To try it on the past: add `--replay DIR`.',
    },
    {
      says: refusedConfig({ STOP: '10%', LEVERAGE: '10' }),
      why: 'Two settings that are sound alone and ruinous together.',
      remedy: 'Change one of the two to what the message names.',
    },
    {
      says: refusedConfig({}, { RISK_PER_TARDE: '2%' }),
      why: 'A name in `.env` that is nearly one of the desk’s would silently do nothing.',
      remedy: 'Correct the name, or put `#` in front of the line.',
    },
    {
      says: refusedConfig({ BINANCE_API_KEY: 'a key' }),
      why: 'The desk trades on paper. A key of a real account has no business near it.',
      remedy: 'Take the name out of the environment and of `.env`: `unset BINANCE_API_KEY`.',
    },
    {
      says: refusedConfig({ COUNTERSIGN_MODE: 'live' }),
      why: 'There is no code in this build that sends an order to an exchange.',
      remedy: 'Leave it out, or `COUNTERSIGN_MODE=paper`.',
    },
    {
      says: new ConfigError(unreadLines('STOP: 3%')).message.replaceAll(/\s*\n\s*/g, ' '),
      why: 'A line of `.env` that gives no name a value, gives one twice, or leaves a quote open. It would be passed over.',
      remedy: 'Write `NAME=value`, one a line; `#` begins a remark.',
    },
    {
      says: refusal(() => readStartFlags({ speed: 'fast' })),
      why: 'A flag of `npm start` that cannot be read.',
      remedy: '`npm start -- --help` lists the flags.',
    },
    {
      says: new ConfigError(
        replayFlagsOn('binance', { speed: 600, json: false, daemon: false, again: false }),
      ).message.replaceAll(/\s*\n\s*/g, ' '),
      why: 'Real prices come at their own pace, from now on.',
      remedy: 'Take the flag out, or play a recording: `--replay DIR`. Without `EXCHANGE` it is the built-in market.',
    },
    quoted(
      'bin/countersign.mjs',
      'this is Node …, and Node … or later is needed. None came with the packages for …',
      'The packages bring Node 24 for Linux (x64, arm64), Windows and macOS on Intel; here none fits, or optional packages were left out.',
      'Install Node 24 from nodejs.org and give the same command again. After `npm ci --omit=optional`: `npm ci`.',
    ),
    quoted(
      'src/run/homeFolder.ts',
      'the home folder … cannot be made (…). Name a folder that can be written with --home',
      'This user may not write there, or the path is none.',
      '`npm start -- --home ~/countersign`, or `COUNTERSIGN_HOME` in `.env`.',
    ),
    quoted(
      'src/main.ts',
      '.env holds secrets and can be read by others on this machine; chmod 600 .env',
      'Whoever reads the token has the bot.',
      '`chmod 600 .env`. The desk runs all the same.',
    ),
    quoted(
      'src/main.ts',
      '… a desk that trades now takes …',
      'A replay was started with a value that is refused where real prices are followed.',
      'Nothing, while you only try it. Before you follow real prices, stay inside.',
    ),
    quoted(
      'src/config/config.ts',
      'a readable file of NAME=value lines (…)',
      '`.env` is a folder, belongs to somebody else, or was saved as UTF-16, as some editors on Windows do.',
      'Save it as UTF-8 and let this user read it.',
    ),
    quoted(
      'src/plugins/deskPlugins.ts',
      'STRATEGIES names …, which is no strategy; …',
      'A name in `STRATEGIES` that neither the desk nor your own folder has.',
      '`/strategy` and `npx countersign study --list` have them. One of your own needs `PLUGINS` to name its folder.',
    ),
    quoted(
      'src/core/alerts/started.ts',
      'Started again after an unclean end',
      'The process was killed, or the machine went down. State is made anew from the log; what was being done is finished.',
      'Look at `/positions`. “Asked for last, and perhaps not done” names a command to give again if you still mean it.',
    ),
  ],
};
