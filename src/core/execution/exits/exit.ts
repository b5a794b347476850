import type { EventOf } from '../../facts/events.ts';
import type { Settings } from '../../facts/settings.ts';
import type { Instrument } from '../../market/instrument.ts';
import { abs, type Fixed, fromNumber, max, min, mul, toNumber, toStep, ZERO } from '../../money.ts';
import { belowMinimum } from '../../risk/sizing.ts';
import { averageEntry, type Position, type Target } from '../../state/position.ts';
import type { Ms } from '../../time.ts';

/** An open position at one close, and what the study measured there; whatever is missing, the rules do without. */
export type ExitContext = {
  readonly now: Ms;
  readonly position: Position;
  readonly instrument: Instrument;
  readonly settings: Settings;
  readonly price: Fixed;
  /** Average true range of the decision timeframe, in price. */
  readonly atr?: number | undefined;
  /** Close over the close of ten bars ago, less 1. */
  readonly momentum?: number | undefined;
  readonly adx?: number | undefined;
  readonly rsi?: number | undefined;
  /** Nearest levels below and above the price. */
  readonly support?: number | undefined;
  readonly resistance?: number | undefined;
  /** The composite now; -1..1 and 0..1. */
  readonly signal?: { readonly score: number; readonly confidence: number } | undefined;
  /** A close some bars ago, after the position was opened: how fast profit grows. */
  readonly before?: { readonly price: number; readonly bars: number } | undefined;
  /** z-score of a pair's spread, seen from the pair's first leg. */
  readonly z?: number | undefined;
};

type ExitReason = EventOf<'exitAsked'>['why'];

/** `share` is of the quantity that is open now. A stop or target is the position's whole new one. */
export type ExitAdvice =
  | { readonly kind: 'stop'; readonly to: Fixed; readonly why: string }
  | { readonly kind: 'target'; readonly targets: readonly Target[]; readonly why: string }
  | { readonly kind: 'exit'; readonly share: number; readonly why: ExitReason };

/** One exit rule, one file. It keeps no memory: position and context alone give its advice, so a restart gives the same. */
export type Exit = {
  readonly name: string;
  readonly about: string;
  advise(context: ExitContext): ExitAdvice | undefined;
};

export const usable = (value: number | undefined): value is number => value !== undefined && Number.isFinite(value);

export const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** 1 for a long, -1 for a short. */
export const signOf = ({ position }: ExitContext): 1 | -1 => (position.direction === 'long' ? 1 : -1);

/** Distance of the first stop from the average entry, in price. */
export const stopDistance = ({ position }: ExitContext): Fixed => abs(averageEntry(position) - position.initialStop);

/** Price gained on one unit since the average entry; negative for a loss. */
export function gain(context: ExitContext): Fixed {
  const difference = context.price - averageEntry(context.position);
  return context.position.direction === 'long' ? difference : -difference;
}

/** Gain of the price in distances of the first stop, without fees: no R, which counts them. 0 where there is no distance. */
export function gainInStops(context: ExitContext): number {
  const distance = stopDistance(context);
  return distance === ZERO ? 0 : toNumber(gain(context)) / toNumber(distance);
}

/**
 * The least by which the stop or target at `standing` is worth moving: each move is an order canceled and another placed. It shrinks
 * as the price comes near to what stands, so what is tightened at the end is tightened all the way.
 */
export function leastMove(context: ExitContext, standing: Fixed): Fixed {
  const { settings, instrument, price } = context;
  const distance = min(stopDistance(context), abs(price - standing));
  const share = mul(distance, fromNumber(settings.exits.leastMove), 'down');
  return max(share, instrument.tick * BigInt(settings.exits.leastMoveTicks));
}

/**
 * The advice to move the stop to `wanted`, rounded away from the price; undefined unless that is nearer to the price than the
 * stop that stands, by `least` at least, and still one tick on its own side.
 */
export function moveStop(context: ExitContext, wanted: Fixed, why: string, least: Fixed = ZERO): ExitAdvice | undefined {
  const { position, price, instrument } = context;
  const long = position.direction === 'long';
  const to = toStep(wanted, instrument.tick, long ? 'floor' : 'ceil');
  const improves = long ? to - position.stop : position.stop - to;
  const room = long ? price - to : to - price;
  if (improves <= ZERO || improves < least || room < instrument.tick || to <= ZERO) return undefined;
  return { kind: 'stop', to, why };
}

/**
 * The advice to close a share of what is open. A part that the exchange would not take is left; a rest that it would not
 * take goes with the part.
 */
export function closePart(context: ExitContext, share: number, why: ExitReason): ExitAdvice | undefined {
  const { position, instrument, price } = context;
  if (share >= 1) return { kind: 'exit', share: 1, why };
  const part = toStep(mul(position.quantity, fromNumber(share), 'down'), instrument.step, 'down');
  if (belowMinimum(instrument, part, price) !== undefined) return undefined;
  const restTooSmall = belowMinimum(instrument, position.quantity - part, price) !== undefined;
  return { kind: 'exit', share: restTooSmall ? 1 : share, why };
}
