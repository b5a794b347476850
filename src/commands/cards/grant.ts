import { z } from 'zod';
import { lossOf } from '../../core/approval/covering.ts';
import type { Read } from '../../core/desk/read.ts';
import { exact } from '../../core/desk/wire.ts';
import type { DeepReadonly } from '../../core/facts/deepReadonly.ts';
import { at } from '../../core/facts/vocabulary.ts';
import type { Fixed } from '../../core/money.ts';
import { moneyText, shortName } from '../../core/reply/format.ts';
import type { Grant } from '../../core/state/grants.ts';
import { durationText } from '../../core/time.ts';

/** A grant and what is left of it; amounts in quote currency, `left` in ms. */
export const grantSchema = z.object({
  id: z.string(),
  name: z.string(),
  symbol: z.string().optional(),
  each: exact,
  count: z.number().int(),
  entries: z.number().int(),
  total: exact,
  used: exact,
  loss: exact,
  lost: exact,
  until: at,
  left: z.number(),
});
type GrantResult = DeepReadonly<z.infer<typeof grantSchema>>;

/** A grant as it stands now, as data. */
export const grantNow = (grant: Grant, desk: Read): GrantResult => ({
  id: grant.id,
  name: grant.name,
  symbol: grant.symbol,
  each: grant.each,
  count: grant.count,
  entries: grant.decisions.size,
  total: grant.total,
  used: grant.used,
  loss: grant.loss,
  lost: lossOf(grant, desk.state().account),
  until: grant.until,
  left: grant.until - desk.now(),
});

/** The same in two lines. */
export function grantLines(grant: GrantResult, currency: string): readonly string[] {
  const { id, name, symbol, count, entries, left } = grant;
  const money = (amount: Fixed): string => moneyText(amount, currency);
  return [
    `${id} ${symbol === undefined ? 'any symbol' : shortName(symbol)} up to ${money(grant.each)} · ${entries} of ${count} · ${durationText(left)} left · ${name}`,
    `  entered ${money(grant.used)} of ${money(grant.total)} · lost ${money(grant.lost)} of ${money(grant.loss)}`,
  ];
}
