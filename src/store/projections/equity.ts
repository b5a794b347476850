import { z } from 'zod';
import {
  beginStretch,
  type EquityPoint,
  type EquityStretch,
  extendStretch,
  startOf,
} from '../../core/analytics/equityStretch.ts';
import { fixed, toNumber, ZERO } from '../../core/money.ts';
import { USUAL_ASSET } from '../../core/state/balances.ts';
import { DAY, HOUR, type Ms } from '../../core/time.ts';
import { defineProjection } from './projection.ts';
import { defineTable, fraction, money } from './table.ts';

const stretchRow = {
  start: z.int(),
  from: z.int(),
  open: fraction,
  at: z.int(),
  equity: fraction,
  growth: fraction,
  high: fraction,
  low: fraction,
  fall: fraction,
  exposed: z.int(),
};

const SPANS = { hour: HOUR, day: DAY };

/** Equity over one UTC hour or day. */
export const equity = defineTable('equity', { span: z.enum(['hour', 'day']), ...stretchRow }, ['span', 'start']);

const stretch = z.object(stretchRow).nullable();
const schema = z.object({
  hour: stretch,
  day: stretch,
  /** Deposited since the newest instant. */
  funded: money,
  /** How many positions are open. */
  open: z.int(),
  /** Until when the time with an open position is counted, and how much of it came since the newest instant. */
  until: z.int(),
  exposed: z.int(),
});
type State = z.infer<typeof schema>;

/** The time up to `at`, counted. */
const passed = (state: State, at: Ms): State => ({
  ...state,
  until: Math.max(state.until, at),
  exposed: state.exposed + (state.open > 0 ? Math.max(0, at - state.until) : 0),
});

/** The stretch that a point belongs to, with it: the one under way, or the next one, which begins where that has ended. */
function extended(before: EquityStretch | null, point: EquityPoint, exposed: Ms, length: Ms): EquityStretch {
  if (before === null) return beginStretch(startOf(point.at, length), point);
  const start = startOf(point.at, length);
  return extendStretch(start > before.start ? beginStretch(start, before) : before, point, exposed);
}

export const equityBySpan = defineProjection({
  name: 'equity',
  version: 1,
  on: ['instant', 'funded', 'transfer', 'positionOpened', 'positionClosed'],
  tables: [equity],
  state: schema,
  start: { hour: null, day: null, funded: ZERO, open: 0, until: 0, exposed: 0 },
  step(state, event) {
    const now = passed(state, event.at);
    switch (event.type) {
      case 'funded':
        return { state: { ...now, funded: now.funded + fixed(event.amount) }, rows: [] };
      case 'transfer':
        return {
          state: event.asset === USUAL_ASSET ? { ...now, funded: now.funded + fixed(event.amount) } : now,
          rows: [],
        };
      case 'positionOpened':
        return { state: { ...now, open: now.open + 1 }, rows: [] };
      case 'positionClosed':
        return { state: { ...now, open: now.open - 1 }, rows: [] };
      case 'instant': {
        const point = { at: event.at, equity: toNumber(fixed(event.equity)), funded: toNumber(now.funded) };
        const hour = extended(now.hour, point, now.exposed, SPANS.hour);
        const day = extended(now.day, point, now.exposed, SPANS.day);
        return {
          state: { ...now, hour, day, funded: ZERO, exposed: 0 },
          rows: [equity.write({ span: 'hour', ...hour }), equity.write({ span: 'day', ...day })],
        };
      }
    }
  },
});
