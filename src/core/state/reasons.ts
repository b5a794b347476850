import type { DeskEvent, EventOf } from '../facts/events.ts';
import { DAY, type Ms } from '../time.ts';

/** How long a reason counts. */
export const REASONS_COUNT: Ms = 90 * DAY;
/** So many equal ones of one person make a rule. */
export const ENOUGH_REASONS = 6;

type Case = Pick<EventOf<'because'>, 'at' | 'proposal' | 'figure'>;

/** A rule that was proposed and waits for its answer. */
export type ProposedRule = Omit<EventOf<'ruleProposed'>, 'type'>;

/** Why cards were rejected, as far as rules may follow from it. */
export type MutableReasons = {
  /** The newest cases that no rule has been proposed of, by what they have in common. */
  readonly cases: Map<string, Case[]>;
  /** By id. */
  readonly rules: Map<string, ProposedRule>;
};

export const noReasons = (): MutableReasons => ({ cases: new Map(), rules: new Map() });

type Equal = Pick<EventOf<'because'>, 'who' | 'reason' | 'symbol'>;

/** What equal reasons have in common: whose they are, which, and the symbol where it is about that. */
export const reasonKey = ({ who, reason, symbol }: Equal): string =>
  reason === 'not this symbol' ? `${who} ${reason} ${symbol}` : `${who} ${reason}`;

/** Applies one event, in place. Of each kind as many are kept as make a rule. */
export function applyToReasons({ cases, rules }: MutableReasons, event: DeskEvent): void {
  if (event.type === 'because') {
    const { at, proposal, reason, figure } = event;
    // Without what it was about nothing follows from it.
    if (figure === undefined && reason !== 'not this symbol') return;
    const key = reasonKey(event);
    const before = (cases.get(key) ?? []).filter((one) => one.at > at - REASONS_COUNT);
    cases.set(key, [...before, { at, proposal, ...(figure === undefined ? {} : { figure }) }].slice(-ENOUGH_REASONS));
  } else if (event.type === 'ruleProposed') {
    const { type: _, ...rule } = event;
    cases.delete(reasonKey(event));
    rules.set(event.rule, rule);
  } else if (event.type === 'ruleAnswered') {
    const rule = rules.get(event.rule);
    rules.delete(event.rule);
    if (rule !== undefined) cases.delete(reasonKey(rule));
  }
}

/** Drops what no longer counts. */
export function forgetReasons({ cases, rules }: MutableReasons, now: Ms): void {
  for (const [key, given] of cases) if ((given.at(-1)?.at ?? 0) <= now - REASONS_COUNT) cases.delete(key);
  for (const [id, { at }] of rules) if (at <= now - REASONS_COUNT) rules.delete(id);
}
