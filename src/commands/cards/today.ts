import { z } from 'zod';
import { exact } from '../../core/desk/wire.ts';

/**
 * What came of today, and of what: what closed since 00:00 UTC, what is open and what belongs to no position add up to `net`. `base` is
 * the equity at 00:00, `before` what the account had made by then. Quote currency.
 */
export const todaySchema = z.object({
  base: exact,
  before: exact,
  net: exact,
  closed: exact,
  open: exact,
  elsewhere: exact,
});
