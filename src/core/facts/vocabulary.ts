import { z } from 'zod';
import { TIMEFRAMES } from '../time.ts';

/** When, ms UTC. */
export const at = z.number().int();
export const money = z.string().regex(/^-?\d+(\.\d+)?$/);
/** A time of the day. */
export const minuteOfDay = z.number().int().min(0).max(1439);
export const timeframe = z.enum(TIMEFRAMES);
export const side = z.enum(['buy', 'sell']);
export const direction = z.enum(['long', 'short']);

/** What an order is for; exits are every purpose but the first two. */
const purposes = ['entry', 'add', 'stop', 'target', 'exit'] as const;
export const purpose = z.enum(purposes);

/** Where an order stands; the transitions are the table in execution/order.ts. */
export const orderStatuses = ['intended', 'open', 'canceling', 'filled', 'canceled', 'rejected', 'unknown', 'abandoned'] as const;
export const exitReasons = [
  'stop',
  'trailing stop',
  'target',
  'partial',
  'time',
  'confidence',
  'risk',
  'spread closed',
  'pair broken',
  'unprotected',
  'liquidation',
  'command',
  'panic',
] as const;
export const who = z.string();
export const replyTextSchema = z.object({ title: z.string(), lines: z.array(z.string()) });
export const severities = ['info', 'notice', 'warning', 'critical'] as const;
export type Severity = (typeof severities)[number];

/** What `regime` says. Volatile and quiet come before trend and range: a wild market is wild whatever its direction. */
export const REGIMES = ['quiet', 'range', 'trend', 'volatile'] as const;
