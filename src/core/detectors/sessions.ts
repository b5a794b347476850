import { z } from 'zod';
import type { Detector, Finding } from '../study/plug.ts';
import { DAY, MINUTE } from '../time.ts';
import { forget } from './forget.ts';
import { SESSION_NAMES, sessionMinutes } from './sessionHours.ts';

const params = z.object({
  session: z.enum([...SESSION_NAMES, 'custom']).default('london'),
  /** First and last minute of the UTC day of a custom session; one that ends earlier than it begins ends on the next day. */
  from: z.number().int().min(0).max(1439).default(0),
  to: z.number().int().min(0).max(1439).default(0),
});

export type SessionsParams = z.infer<typeof params>;

/** A session that begins at bar `confirmed`, or one that had ended by then, with its high and low. */
export type SessionFinding = Finding & {
  readonly what: 'opened' | 'closed';
  readonly high: number;
  readonly low: number;
};

/**
 * Trading sessions: `active` is 1 for a candle that opens within the session and 0 outside, `high` and `low` the session's range so
 * far. Both ends belong to a session, as in the library: London's last candle opens at 16:00.
 */
export const sessions = {
  name: 'sessions',
  version: 1,
  about: 'Trading sessions and kill zones, with their high and low so far',
  source: 'smart-money-concepts, sessions',
  params,
  fields: ['active', 'high', 'low'],
  sparse: ['high', 'low'],
  warmup: () => 0,
  // A whole day of the shortest candles.
  memory: () => DAY / MINUTE,
  start(p, _use, bars, out) {
    const { from: opens, to: closes } = p.session === 'custom' ? p : sessionMinutes(p.session);
    /** Minutes from the first to the last, both within it. */
    const length = (closes - opens + 1440) % 1440;
    const findings: SessionFinding[] = [];
    // The day on which the session began that is running, its high and its low; NaN when none is.
    const state = new Float64Array(3).fill(Number.NaN);
    const [BEGUN, HIGH, LOW] = [0, 1, 2];

    const at = (k: number): number => state[k] ?? Number.NaN;

    const close = (i: number): void => {
      if (Number.isNaN(at(BEGUN))) return;
      findings.push({ confirmed: i, what: 'closed', high: at(HIGH), low: at(LOW) });
      state.fill(Number.NaN);
    };

    const step = (i: number): void => {
      const since = bars.time.at(i) - opens * MINUTE;
      const day = Math.floor(since / DAY);
      const active = (since - day * DAY) / MINUTE < length + 1;
      if (!active || day !== at(BEGUN)) close(i);
      out.active.set(i, active ? 1 : 0);
      if (!active) return;
      const [top, bottom] = [bars.high.at(i), bars.low.at(i)];
      const opened = Number.isNaN(at(BEGUN));
      state[BEGUN] = day;
      if (!(top <= at(HIGH)) && !Number.isNaN(top)) state[HIGH] = top;
      if (!(bottom >= at(LOW)) && !Number.isNaN(bottom)) state[LOW] = bottom;
      if (opened) findings.push({ confirmed: i, what: 'opened', high: top, low: bottom });
    };

    const advance = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        step(i);
        out.high.set(i, at(HIGH));
        out.low.set(i, at(LOW));
      }
      forget(findings, bars.first);
    };
    return { advance, findings };
  },
} satisfies Detector<SessionsParams, 'active' | 'high' | 'low', SessionFinding>;
