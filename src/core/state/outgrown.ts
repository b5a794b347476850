import type { DeskEvent, EventOf } from '../facts/events.ts';
import type { MutableAccount } from './account.ts';

/** What has been told to be over its bound: that bound, and the symbols it was about. */
export type Outgrown = {
  readonly limit: EventOf<'outgrown'>['limit'];
  readonly bound: number;
  readonly symbols: readonly string[];
};

/** Key of a limit and what is over it in `outgrown`: a sector and the whole account are it whatever is held of them. */
export function outgrownKey({ limit, symbols, sector }: Pick<EventOf<'outgrown'>, 'limit' | 'symbols' | 'sector'>): string {
  if (limit === 'gross exposure') return limit;
  return `${limit} ${sector ?? symbols.join(' ')}`;
}

/** Applies one event, in place. What was told stays told as long as what it is about is held, whichever of its positions closes. */
export function applyToOutgrown(told: Map<string, Outgrown>, { positions }: MutableAccount, event: DeskEvent): void {
  if (event.type === 'outgrown') {
    const { limit, bound, symbols } = event;
    if (event.over) told.set(outgrownKey(event), { limit, bound, symbols });
    else told.delete(outgrownKey(event));
    return;
  }
  if (event.type !== 'positionClosed') return;
  const held = new Set([...positions.values()].map(({ symbol }) => symbol));
  for (const [key, { limit, symbols }] of told) {
    const isHeld = (symbol: string): boolean => held.has(symbol);
    // One bet takes two; of a sector or the account something is left while anything is.
    if (limit === 'correlation' ? !symbols.every(isHeld) : limit === 'gross exposure' ? held.size === 0 : !symbols.some(isHeld))
      told.delete(key);
  }
}
