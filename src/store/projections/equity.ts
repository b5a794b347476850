import { z } from 'zod';
import {
  beginStretch,
  type EquityPoint,
  type EquityStretch,
  extendStretch,
  startOf,
} from '../../core/analytics/equityStretch.ts';
import type { EventOf } from '../../core/facts/events.ts';
import { type Fixed, fixed, toNumber, ZERO } from '../../core/money.ts';
import { USUAL_ASSET } from '../../core/state/balances.ts';
import { addedFrom, addedText } from '../../core/state/dayMark.ts';
import { DAY, HOUR, type Ms, utcDay } from '../../core/time.ts';
import { defineProjection } from './projection.ts';
import { defineTable, fraction, money, type Written } from './table.ts';

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

const addedSchema = z.array(z.object({ position: z.int(), amount: z.string() }));

/** A mark of the account as it is stored; `added` is JSON. */
const addedJson = z.codec(z.string(), z.custom<ReadonlyMap<number, Fixed>>(), {
  decode: (text) => addedFrom(addedSchema.parse(JSON.parse(text))),
  encode: (added) => JSON.stringify(addedText(added)),
});

/** Where the account stood at its beginning and at the first instant of each UTC day. */
export const mark = defineTable('mark', { at: z.int(), seq: z.int(), equity: money, funded: money, added: addedJson }, ['at']);

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
  /** Deposits less withdrawals so far; undefined before the first. */
  capital: money.nullable(),
  /** The UTC day of the newest mark. */
  marked: z.int().nullable(),
  /** Until when the time with an open position is counted, and how much of it came since the newest instant. */
  until: z.int(),
  exposed: z.int(),
});
type State = z.infer<typeof schema>;

type Deposit = Pick<EventOf<'funded'>, 'at' | 'amount'>;

/** With a deposit, or below zero a withdrawal; the first one is a mark. */
function deposited(
  state: State,
  { at, amount }: Deposit,
  seq: number,
): { readonly state: State; readonly rows: readonly Written[] } {
  const capital = (state.capital ?? ZERO) + fixed(amount);
  const next = { ...state, funded: state.funded + fixed(amount), capital };
  if (state.capital !== null) return { state: next, rows: [] };
  const row = mark.write({ at, seq, equity: capital, funded: capital, added: new Map() });
  return { state: { ...next, marked: utcDay(at) }, rows: [row] };
}

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
  version: 2,
  on: ['instant', 'funded', 'transfer', 'positionOpened', 'positionClosed'],
  tables: [equity, mark],
  state: schema,
  start: { hour: null, day: null, funded: ZERO, open: 0, capital: null, marked: null, until: 0, exposed: 0 },
  step(state, event, seq) {
    const now = passed(state, event.at);
    switch (event.type) {
      case 'funded':
        return deposited(now, event, seq);
      case 'transfer':
        return event.asset === USUAL_ASSET ? deposited(now, event, seq) : { state: now, rows: [] };
      case 'positionOpened':
        return { state: { ...now, open: now.open + 1 }, rows: [] };
      case 'positionClosed':
        return { state: { ...now, open: now.open - 1 }, rows: [] };
      case 'instant': {
        const point = { at: event.at, equity: toNumber(fixed(event.equity)), funded: toNumber(now.funded) };
        const hour = extended(now.hour, point, now.exposed, SPANS.hour);
        const day = extended(now.day, point, now.exposed, SPANS.day);
        const today = utcDay(event.at);
        const { at, added = [] } = event;
        const marking = { at, seq, equity: fixed(event.equity), funded: now.capital ?? ZERO, added: addedFrom(added) };
        return {
          state: { ...now, hour, day, funded: ZERO, exposed: 0, marked: today },
          rows: [
            equity.write({ span: 'hour', ...hour }),
            equity.write({ span: 'day', ...day }),
            ...(now.marked === today ? [] : [mark.write(marking)]),
          ],
        };
      }
    }
  },
});
