import type { AccountId, StoredEvent } from '../facts/eventLog.ts';
import { differences } from '../facts/settingLeaves.ts';
import type { Settings } from '../facts/settings.ts';
import type { Fixed } from '../money.ts';
import { decimal } from '../money.ts';
import type { Recorder } from '../state/recording.ts';
import type { Ms } from '../time.ts';

export type AccountBeginning = {
  readonly account: AccountId;
  readonly version: string;
  readonly stored: readonly StoredEvent[];
  readonly settings: Settings;
  readonly capital: Fixed;
  readonly now: Ms;
};

/** The settings that an account trades by: the newest in its log, or the initial ones of a new account. */
export const settingsInForce = (stored: readonly StoredEvent[], initial: Settings): Settings =>
  stored.reduce((newest, { event }) => (event.type === 'settings' ? event.values : newest), initial);

/**
 * The first rows of an account: its money and its settings. Later starts keep the settings that the log has; what the
 * environment says differently is returned to be told, never taken over silently.
 */
export function beginAccount(recorder: Recorder, { settings, capital, now }: AccountBeginning): readonly string[] {
  if (recorder.state.settings.version === 0) {
    recorder.emit(
      { type: 'funded', at: now, amount: decimal(capital), why: 'initial capital' },
      { type: 'settings', at: now, version: 1, who: 'environment', why: 'initial values', values: settings },
    );
    return [];
  }
  return differences(recorder.state.settings.values, settings)
    .filter(({ path }) => path !== SET_BY_SPEED)
    .map(
      ({ path }) => `${path} in the environment differs from the desk's settings and is not taken over; change it with /config`,
    );
}

/** A replay sets it by its speed, which may be another one at each start. */
const SET_BY_SPEED = 'approval.answerWithin';

/** Tells of the start itself; not part of what a replay must repeat. With `rerun` the step that was cut off is run again. */
export function tellStart(recorder: Recorder, { account, version, stored, now }: AccountBeginning, rerun: boolean): void {
  // Both may be told after the last word.
  const last = stored.findLast(({ event }) => event.type !== 'alert' && event.type !== 'placeMoved')?.event;
  recorder.emit({
    type: 'started',
    at: now,
    version,
    market: account.market,
    mode: account.mode,
    settings: recorder.state.settings.version,
    resumed: stored.length > 0,
    clean: stored.length === 0 || last?.type === 'stopped',
    // On a replay it is done again.
    ...(last?.type === 'command' && !rerun ? { undone: last.line } : {}),
  });
}
