import { messageOf } from '../facts/messageOf.ts';
/** A symbol as the scanner ranks it. */
export type Opportunity = {
  readonly symbol: string;
  readonly score: number;
  readonly confidence: number;
  /** 0..1; what the ranking goes by. */
  readonly opportunity: number;
  /** Name of the first gate that stopped it; absent when every gate passed. */
  readonly blocked?: string;
};

export type Scan<T extends Opportunity> = {
  /** Best first, at most `keep`. */
  readonly best: readonly T[];
  /** How many symbols were ranked. */
  readonly ranked: number;
  /** How many symbols each gate stopped first. */
  readonly blocked: Readonly<Record<string, number>>;
  /** Symbols whose assessment threw; the rest was ranked all the same. */
  readonly failed: readonly { readonly symbol: string; readonly says: string }[];
  /** Symbols without an assessment at this instant. */
  readonly missing: readonly string[];
};

const bySymbol = (a: Opportunity, b: Opportunity): number => (a.symbol < b.symbol ? -1 : a.symbol > b.symbol ? 1 : 0);

const comparable = (value: number): number => (Number.isNaN(value) ? -1 : value);

/** Best opportunity first; ties go by symbol, so that two runs rank alike. */
const byOpportunity = (a: Opportunity, b: Opportunity): number =>
  comparable(b.opportunity) - comparable(a.opportunity) || bySymbol(a, b);

/**
 * Assesses every symbol and ranks what came back. `assess` gives undefined when a symbol has nothing to say at this instant;
 * one that throws is reported in `failed` and stops nothing else.
 */
export function scan<T extends Opportunity>(
  symbols: readonly string[],
  assess: (symbol: string) => T | undefined,
  keep: number,
): Scan<T> {
  const found: T[] = [];
  const failed: { symbol: string; says: string }[] = [];
  const missing: string[] = [];
  const blocked: Record<string, number> = {};
  for (const symbol of symbols) {
    try {
      const one = assess(symbol);
      if (one === undefined) {
        missing.push(symbol);
        continue;
      }
      found.push(one);
      if (one.blocked !== undefined) blocked[one.blocked] = (blocked[one.blocked] ?? 0) + 1;
    } catch (error) {
      failed.push({ symbol, says: messageOf(error) });
    }
  }
  return { best: found.sort(byOpportunity).slice(0, keep), ranked: found.length, blocked, failed, missing };
}
