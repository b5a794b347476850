import type { Listener } from '../core/facts/eventLog.ts';
import type { DeskEvent, EventType } from '../core/facts/events.ts';
import type { Concern, Logger } from '../core/facts/logger.ts';
import { iso } from '../core/time.ts';

/** Which log an event belongs in; everything else is the bot's. */
const CONCERN_OF: Partial<Record<EventType, Concern>> = {
  universe: 'scanning',
  joined: 'scanning',
  data: 'scanning',
  feed: 'scanning',
  instant: 'scanning',
  divergence: 'strategy',
  level: 'strategy',
  signal: 'strategy',
  decision: 'strategy',
  strategyFailed: 'strategy',
  strategyRecovered: 'strategy',
  ruleFailed: 'strategy',
  ruleRecovered: 'strategy',
  cleared: 'orders',
  entryStopped: 'orders',
  entryEnded: 'orders',
  intent: 'orders',
  order: 'orders',
  fill: 'orders',
  positionOpened: 'positions',
  stopMoved: 'positions',
  targetMoved: 'positions',
  exitAsked: 'positions',
  exitDropped: 'positions',
  positionClosed: 'positions',
  riskGraded: 'positions',
  outgrown: 'positions',
};

const TROUBLE: ReadonlySet<EventType> = new Set(['jobFailed', 'jobLate', 'strategyFailed', 'ruleFailed', 'halted', 'data']);

/** Whatever is long is in the database; a log line keeps what can be read in one go. */
const short = (event: DeskEvent): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(event).filter(([name, value]) => name !== 'type' && (typeof value !== 'object' || name === 'blocked')),
  );

/** Writes every event, shortened, to the log of its concern. Alerts are events told again, so they are left out. */
export const logEvents =
  (logger: Logger): Listener =>
  ({ event }) => {
    if (event.type === 'alert') return;
    logger(CONCERN_OF[event.type] ?? 'bot', TROUBLE.has(event.type) ? 'warn' : 'info', event.type, {
      ...short(event),
      market: iso(event.at),
    });
  };
