import { clockTime, DAY, floorTo, HOUR, MINUTE, type Ms, utcDay } from '../core/time.ts';

/** A time that the axis names, UTC. */
export type TimeTick = { readonly at: Ms; readonly text: string };

const STEPS: readonly Ms[] = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 4, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 4].map((n) => n * DAY),
];
/** Whole months, where days would be too many. */
const MONTHS = [0.25, 0.5, 1, 2, 3, 6, 12, 24, 60];
const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2 Jan` in UTC. */
const dayText = (at: Ms): string => `${new Date(at).getUTCDate()} ${MONTH_NAMES[new Date(at).getUTCMonth()]}`;

/** `2 Jan 14:00 – 5 Jan 10:00 UTC`, with years where they differ; one time where it begins and ends at once. */
export function spanText(from: Ms, to: Ms): string {
  const years = from !== to && new Date(from).getUTCFullYear() !== new Date(to).getUTCFullYear();
  const text = (at: Ms): string => `${dayText(at)} ${years ? new Date(at).getUTCFullYear() : clockTime(at)}`;
  return from === to ? `${text(from)} UTC` : `${text(from)} – ${text(to)} UTC`;
}

/** Times in [from, to] on which people look for a mark, at most `most`: hours of the clock, midnights, first days of months. */
export function timeTicks(from: Ms, to: Ms, most: number): readonly TimeTick[] {
  const step = STEPS.find((length) => (to - from) / length <= most);
  return step === undefined ? monthTicks(from, to, most) : evenTicks(from, to, step);
}

function evenTicks(from: Ms, to: Ms, step: Ms): readonly TimeTick[] {
  const ticks: TimeTick[] = [];
  for (let at = floorTo(from + step - 1, step); at <= to; at += step)
    ticks.push({ at, text: at === utcDay(at) ? dayText(at) : clockTime(at) });
  return ticks;
}

/** Quarters of a month are its days 1, 8, 15 and 22. */
function monthTicks(from: Ms, to: Ms, most: number): readonly TimeTick[] {
  const months = MONTHS.find((count) => (to - from) / (count * 30.4 * DAY) <= most) ?? 120;
  const parts = months < 1 ? Math.round(1 / months) : 1;
  const stride = Math.max(1, months);
  const ticks: TimeTick[] = [];
  const first = new Date(from);
  for (let month = Math.floor((12 * first.getUTCFullYear() + first.getUTCMonth()) / stride) * stride; ; month += stride) {
    const [year, ofYear] = [Math.floor(month / 12), month % 12];
    if (Date.UTC(year, ofYear) > to) return ticks;
    for (let part = 0; part < parts; part++) {
      const at = Date.UTC(year, ofYear, 1 + Math.round((28 / parts) * part));
      const name = ofYear === 0 ? String(year) : (MONTH_NAMES[ofYear] ?? '');
      if (at >= from && at <= to) ticks.push({ at, text: parts > 1 ? dayText(at) : name });
    }
  }
}
