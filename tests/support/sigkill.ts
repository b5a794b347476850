import { expect } from 'vitest';
import type { StoredEvent } from '../../src/core/facts/eventLog.ts';
import { lastStep, STEPS_A_MS } from '../../src/core/state/standing.ts';
import { iso, MINUTE, type Ms } from '../../src/core/time.ts';
import { SYNTHETIC_FROM } from '../../src/exchange/synthetic.ts';
import type { LineProcess } from './lineProcess.ts';
import { accountRows, eventsOf } from './memoryLog.ts';
import { freshHome, runProcess, storedIn } from './processDesk.ts';

const FROM = SYNTHETIC_FROM;

/** A replay as people start it: what its home is, how long it goes, and the lines that are piped into it. */
export type Replayed = {
  readonly hours: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly lines: readonly Line[];
};

/** A piped line and its moment of market time. */
type Line = { readonly at: Ms; readonly text: string };

const QUICK = { TIMEFRAMES: '5m', DECISION_TIMEFRAME: '5m' };

export const unattended = (hours: number): Replayed => ({ hours, environment: QUICK, lines: [] });

/** In approve mode, a proposal approved every 5 minutes, whether it waits or not. */
export const answered = (hours: number): Replayed => ({
  hours,
  environment: { ...QUICK, AUTHORITY: 'approve', ANSWER_WITHIN: '1h', APPROVAL_BAND: '5%' },
  lines: Array.from({ length: hours * 12 - 1 }, (_, i) => {
    const at = FROM + (i + 1) * 5 * MINUTE;
    return { at, text: `@${iso(at)} /approve A${Math.floor(i / 3) + 1}` };
  }),
});

const args = ({ hours }: Replayed): readonly string[] => [
  'start',
  '--json',
  '--speed',
  'max',
  '--symbols',
  'SOL/USDT,DOGE/USDT,LINK/USDT,ETH/USDT:USDT,BTC/USDT:USDT',
  '--to',
  iso(FROM + hours * 60 * MINUTE),
];

const textOf = (lines: readonly Line[]): string => lines.map(({ text }) => text).join('\n');

/** Whether a line has had no effect yet: its moment has not come, or has come and left no command row. */
function isToCome({ at }: Line, stored: readonly StoredEvent[]): boolean {
  const played = Math.floor((lastStep(stored) ?? 0) / STEPS_A_MS);
  return at > played || (at === played && !eventsOf(stored, 'command').some((command) => command.at === at));
}

/** Runs it to its end on a home, with those of its lines that are to come. Resolves to how many lines were printed. */
async function toItsEnd(process: LineProcess, replay: Replayed, home: string, lines: readonly Line[]): Promise<number> {
  const environment = { ...replay.environment, COUNTERSIGN_HOME: home };
  const { status, stdout, stderr } = await process.run(args(replay), { environment, input: textOf(lines) });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.trimEnd().split('\n').length;
}

/** Runs it to its end on a fresh home. */
export async function wholeRun(
  process: LineProcess,
  replay: Replayed,
): Promise<{ readonly rows: readonly StoredEvent[]; readonly lines: number }> {
  const { home, remove } = freshHome();
  try {
    const lines = await toItsEnd(process, replay, home, replay.lines);
    return { rows: await storedIn(home), lines };
  } finally {
    remove();
  }
}

/**
 * Kills a process of its own with SIGKILL within the run, as many lines after each life's start as `cuts` says, starting it again on the
 * same home each time with the piped lines that had no effect yet; then runs it to its end. Gives the log.
 */
export async function killedRun(
  process: LineProcess,
  replay: Replayed,
  cuts: readonly number[],
): Promise<readonly StoredEvent[]> {
  const { home, remove } = freshHome();
  const toCome = async (): Promise<readonly Line[]> => {
    const stored = await storedIn(home);
    return replay.lines.filter((line) => isToCome(line, stored));
  };
  try {
    for (const cut of cuts) {
      // Messages that the life before could not deliver are printed before the start.
      let since = 0;
      const { signal, errors } = await runProcess(args(replay), home, {
        environment: { ...replay.environment, XDG_STATE_HOME: process.folder },
        input: textOf(await toCome()),
        kill: (line) => {
          if (since > 0 || line.includes('"type":"started"')) since += 1;
          return since >= cut;
        },
      });
      expect([signal, errors]).toEqual(['SIGKILL', '']);
    }
    await toItsEnd(process, replay, home, await toCome());
    return await storedIn(home);
  } finally {
    remove();
  }
}

/** Expects what the kills have left to be the undisturbed run's account, row for row. */
export const expectSameAccount = (killed: readonly StoredEvent[], whole: readonly StoredEvent[], kills: number): void => {
  // Each kill fell into the run: the next life started from an unclean end.
  expect(eventsOf(killed, 'started').filter(({ resumed, clean }) => resumed && !clean)).toHaveLength(kills);
  expect(accountRows(killed)).toEqual(accountRows(whole));
};
