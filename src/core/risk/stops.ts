import type { Settings } from '../facts/settings.ts';
import { abs, type Fixed, fromNumber, max, min, mul, mulDiv, toNumber, toStep } from '../money.ts';
import type { ZoneEdges } from '../signal/analysis.ts';
import type { Direction } from '../state/position.ts';

export type StopInput = {
  readonly direction: Direction;
  readonly price: Fixed;
  readonly tick: Fixed;
  readonly exits: Settings['exits'];
  /** Average true range of the decision timeframe, in price. */
  readonly atr?: number | undefined;
  /** Upper less lower Bollinger band, in price. */
  readonly bandWidth?: number | undefined;
  /** Nearest support at or below the price. */
  readonly support?: ZoneEdges | undefined;
  /** Nearest resistance at or above the price. */
  readonly resistance?: ZoneEdges | undefined;
  /** Widens the distance; a pair's legs stand wider because the spread is their working stop. */
  readonly widen?: number;
};

export type StopAndTarget = { readonly stop: Fixed; readonly target: Fixed; readonly says: string };

/** A dead market must not put the stop inside the noise, nor a wild one out of reach: multiples of the fixed distance. */
const NEAREST = 0.2;
const FARTHEST = 5;

/**
 * Stop and target of an entry. The stop rounds toward the price, so the loss is never larger than the distance says; the target
 * too, so it is reached no later. Both stay at least one tick on their own side. Without its measure a method falls back to the
 * fixed distance and says so. The target is `target` away with a fixed stop and keeps the ratio target : stop otherwise.
 */
export function stopAndTarget(input: StopInput): StopAndTarget {
  const { direction, price, tick, exits } = input;
  const found = distanceOf(input);
  const fixedDistance = toNumber(price) * exits.stop;
  const wanted = (found?.distance ?? fixedDistance) * (input.widen ?? 1);
  const bounded = Math.min(Math.max(wanted, fixedDistance * NEAREST), fixedDistance * FARTHEST);
  const away = direction === 'long' ? -1 : 1;
  const stop = offset(price, away, fromNumber(bounded), tick);
  const plain = exits.stopMethod === 'fixed' && input.widen === undefined;
  const reach =
    plain || exits.stop === 0
      ? mul(price, fromNumber(exits.target), 'down')
      : mulDiv(abs(price - stop), fromNumber(exits.target), fromNumber(exits.stop), 'down');
  return { stop, target: offset(price, -away, reach, tick), says: found?.says ?? `fixed, no ${exits.stopMethod} measure yet` };
}

/** A price `distance` away, rounded back toward `price`, at least one tick away and above zero. */
function offset(price: Fixed, sign: number, distance: Fixed, tick: Fixed): Fixed {
  if (sign > 0) return max(toStep(price + distance, tick, 'floor'), toStep(price, tick, 'floor') + tick);
  return max(min(toStep(price - distance, tick, 'ceil'), toStep(price, tick, 'ceil') - tick), tick);
}

type Distance = { readonly distance: number; readonly says: string };

const usable = (value: number | undefined): value is number => value !== undefined && Number.isFinite(value) && value > 0;

function distanceOf({ direction, price, exits, atr, bandWidth, support, resistance }: StopInput): Distance | undefined {
  const last = toNumber(price);
  switch (exits.stopMethod) {
    case 'fixed':
      return { distance: last * exits.stop, says: 'fixed' };
    case 'atr':
      return usable(atr) ? { distance: atr * exits.atrMultiple, says: `${exits.atrMultiple} × ATR` } : undefined;
    case 'volatility':
      return usable(bandWidth) ? { distance: bandWidth / 2, says: 'half the Bollinger width' } : undefined;
    case 'structure': {
      // A quarter of the ATR past the zone's far edge: a touch of the edge is no break.
      const buffer = usable(atr) ? atr / 4 : last * exits.stop * NEAREST;
      const edge = direction === 'long' ? support?.low : resistance?.high;
      if (edge === undefined) return undefined;
      const distance = (direction === 'long' ? last - edge : edge - last) + buffer;
      return usable(distance) ? { distance, says: direction === 'long' ? 'below support' : 'above resistance' } : undefined;
    }
  }
}
