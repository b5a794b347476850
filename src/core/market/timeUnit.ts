import type { Ms } from '../time.ts';

/** What files count a candle's open in. */
export type TimeUnit = 's' | 'ms' | 'µs' | 'ns';

/** Units with the range in which a number can only be one of them: each holds 1973 to 5138, and no time of a market lies elsewhere. */
export const TIME_UNITS = [
  { unit: 's', from: 1e8, below: 1e11 },
  { unit: 'ms', from: 1e11, below: 1e14 },
  { unit: 'µs', from: 1e14, below: 1e17 },
  { unit: 'ns', from: 1e17, below: 1e20 },
] as const satisfies readonly { unit: TimeUnit; from: number; below: number }[];

/** The unit of a time since 1970; ms where it can be none. */
export const unitOf = (time: number): TimeUnit =>
  TIME_UNITS.find(({ from, below }) => time >= from && time < below)?.unit ?? 'ms';

/** A time of any unit in ms; what is no time stays as it is. Fractions of nanoseconds, which a double cannot hold, are rounded. */
export function inMs(time: number): Ms {
  const unit = unitOf(time);
  if (unit === 'ms') return time;
  if (unit === 's') return time * 1e3;
  return unit === 'µs' ? time / 1e3 : Math.round(time / 1e6);
}

/** `counts its times in µs`, `counts its times in ms and µs`: undefined where all are ms. */
export function unitsText(units: readonly TimeUnit[]): string | undefined {
  return units.every((unit) => unit === 'ms') ? undefined : `counts its times in ${units.join(' and ')}; read as such`;
}
