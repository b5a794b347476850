import type { DeskEvent } from '../facts/events.ts';
import type { Ms } from '../time.ts';
import type { Direction } from './position.ts';
import type { MutableProposal } from './proposals.ts';

type Side = 'buy' | 'sell';

/** Why nothing is to be entered again at once on a symbol and side. */
export type CoolDown = { readonly why: 'stopped' | 'closed by hand' | 'rejected'; readonly since: Ms };

/** The newest of each symbol and side, by `coolDownKey`. */
export type CoolDowns = Map<string, CoolDown>;

/** Key of an entry on a symbol and side in `coolDowns`. */
export const coolDownKey = (symbol: string, side: Side): string => `${symbol} ${side}`;

/** Whether it still stands at `at`, where it lasts `length` ms; what came after `at` is not known there. */
export const isCooling = (last: CoolDown | undefined, length: Ms, at: Ms): boolean =>
  last !== undefined && at >= last.since && at - last.since < length;

/** A rest that stands: what it is after, and until when. */
export type RestingSide = { readonly symbol: string; readonly side: Side; readonly why: CoolDown['why']; readonly until: Ms };

/** The leg that rests longest at `at`, where a cool-down lasts `length` ms; undefined where none does. */
export const restingLeg = (
  coolDowns: ReadonlyMap<string, CoolDown>,
  legs: readonly Pick<RestingSide, 'symbol' | 'side'>[],
  length: Ms,
  at: Ms,
): RestingSide | undefined =>
  legs
    .flatMap(({ symbol, side }): readonly RestingSide[] => {
      const last = coolDowns.get(coolDownKey(symbol, side));
      return last !== undefined && isCooling(last, length, at)
        ? [{ symbol, side, why: last.why, until: last.since + length }]
        : [];
    })
    .toSorted((a, b) => b.until - a.until)[0];

/** What may not be entered again at `at`, where a cool-down lasts `length` ms, and until when. */
export const coolingAt = (coolDowns: ReadonlyMap<string, CoolDown>, length: Ms, at: Ms) =>
  [...coolDowns].flatMap(([key, last]) => {
    const [symbol = '', side = ''] = key.split(' ');
    return isCooling(last, length, at) ? [{ symbol, side, why: last.why, until: last.since + length }] : [];
  });

/** Exits after which the same entry is not to be made again at once: those at a stop, and those that a person asked for. */
const AFTER: Readonly<Record<string, CoolDown['why']>> = {
  stop: 'stopped',
  'trailing stop': 'stopped',
  liquidation: 'stopped',
  command: 'closed by hand',
  panic: 'closed by hand',
};

type Legs = readonly { readonly symbol: string; readonly side: Side }[];

/** Symbol and side with which a position was entered. */
export const legHeld = ({ symbol, direction }: { readonly symbol: string; readonly direction: Direction }): Legs[number] => ({
  symbol,
  side: direction === 'long' ? 'buy' : 'sell',
});

/**
 * Takes up what begins a cool-down: a position that ends so, and a card that is rejected, with the proposals as they stand after it. All legs
 * of its decision rest alike, since the other leg of a pair ends with it: `legsOf` tells them, as they stand before the event.
 */
export function applyToCoolDowns(
  coolDowns: CoolDowns,
  proposals: ReadonlyMap<string, MutableProposal>,
  legsOf: (decision: string) => Legs,
  event: DeskEvent,
): void {
  const rest = (legs: Legs, why: CoolDown['why']): void => {
    for (const { symbol, side } of legs) coolDowns.set(coolDownKey(symbol, side), { why, since: event.at });
  };
  if (event.type === 'positionClosed') {
    const why = AFTER[event.why];
    if (why !== undefined) rest([legHeld(event), ...(event.decision === undefined ? [] : legsOf(event.decision))], why);
  } else if (event.type === 'proposal' && event.to === 'rejected')
    rest(proposals.get(event.proposal)?.plan.legs ?? [], 'rejected');
}
