import type { AccountId } from '../facts/eventLog.ts';
import { differences } from '../facts/settingLeaves.ts';
import type { Settings } from '../facts/settings.ts';
import type { Fixed } from '../money.ts';
import { decimal } from '../money.ts';
import type { Recorder } from '../state/recording.ts';
import type { DeskState } from '../state/state.ts';
import type { Ms } from '../time.ts';

export type AccountBeginning = {
  readonly account: AccountId;
  readonly version: string;
  readonly settings: Settings;
  /** Paths of the settings that somebody gave at this start; all where it is absent. */
  readonly given: readonly string[] | undefined;
  readonly capital: Fixed;
  readonly now: Ms;
  /** What of the market is not traded, a sentence each. */
  readonly leftOut: readonly string[];
};

/** The settings that an account trades by: the newest in its log, or the initial ones of a new account. */
export const settingsInForce = ({ settings }: DeskState, initial: Settings): Settings =>
  settings.version === 0 ? initial : settings.values;

/**
 * The first rows of an account: its money and its settings. Later starts keep the settings that the log has; what the
 * environment was given otherwise is returned to be told, never taken over silently.
 */
export function beginAccount(recorder: Recorder, { settings, given, capital, now }: AccountBeginning): readonly string[] {
  if (recorder.state.settings.version === 0) {
    recorder.emit(
      { type: 'funded', at: now, amount: decimal(capital), why: 'initial capital' },
      { type: 'settings', at: now, version: 1, who: 'environment', why: 'initial values', values: settings },
    );
    return [];
  }
  return differences(recorder.state.settings.values, settings)
    .filter(({ path }) => path !== SET_BY_SPEED && given?.some((one) => `${path}.`.startsWith(`${one}.`)) !== false)
    .map(
      ({ path }) => `${path} in the environment differs from the desk's settings and is not taken over; change it with /config`,
    );
}

/** A replay sets it by its speed, which may be another one at each start. */
const SET_BY_SPEED = 'approval.answerWithin';

/** Tells of the start itself; not part of what a replay must repeat. With `rerun` the step that was cut off is run again. */
export function tellStart(recorder: Recorder, { account, version, now, leftOut }: AccountBeginning, rerun: boolean): void {
  const { began, lastWord, settings } = recorder.state;
  recorder.emit({
    type: 'started',
    at: now,
    version,
    market: account.market,
    mode: account.mode,
    settings: settings.version,
    resumed: began !== undefined,
    clean: began === undefined || lastWord?.type === 'stopped',
    // On a replay it is done again.
    ...(lastWord?.type === 'command' && !rerun ? { undone: lastWord.line } : {}),
    ...(leftOut.length === 0 ? {} : { leftOut: [...leftOut] }),
  });
}
