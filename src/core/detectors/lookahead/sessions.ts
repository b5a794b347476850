import { z } from 'zod';
import { MINUTE, utcDay } from '../../time.ts';
import { SESSION_NAMES, sessionMinutes } from '../sessionHours.ts';
import { blankSingle, type Lookahead, SMART_MONEY_CONCEPTS } from './lookahead.ts';

const params = z.object({ session: z.enum(SESSION_NAMES).default('london') });

type Params = z.infer<typeof params>;
type Field = 'active' | 'high' | 'low';

/** Whether a candle opens within the session, both ends included, with the session's high and low so far; all 0 outside. */
export const lookaheadSessions = {
  name: 'lookaheadSessions',
  about: 'Candles of a session with its high and low so far, as published',
  source: SMART_MONEY_CONCEPTS,
  params,
  fields: ['active', 'high', 'low'],
  compute(candles, p) {
    const { from, to } = sessionMinutes(p.session);
    const out = { active: blankSingle(candles), high: blankSingle(candles), low: blankSingle(candles) };
    for (const [i, time] of candles.time.entries()) {
      const minute = Math.floor((time - utcDay(time)) / MINUTE);
      const active = from < to ? from <= minute && minute <= to : from <= minute || minute <= to;
      const [top, bottom] = [candles.high[i] ?? Number.NaN, candles.low[i] ?? Number.NaN];
      out.active[i] = active ? 1 : 0;
      out.high[i] = active ? Math.max(top, out.high[i - 1] ?? 0) : 0;
      out.low[i] = active ? Math.min(bottom, out.low[i - 1] || Number.POSITIVE_INFINITY) : 0;
    }
    return out;
  },
} satisfies Lookahead<Params, Field>;
