import { DAY, floorTo, type Ms, SECOND } from './time.ts';

/**
 * When a cron expression fires, in UTC: `second minute hour day month weekday`, each `*`, a number, a range `1-5`, a list
 * `1,15` or a step such as `*` followed by `/5`. On the wall clock node-cron fires the same expressions; on a replay's clock this does, because
 * a virtual clock asks for millions of firings and node-cron has no clock to hand over. A test holds the two together.
 */
export type Cron = {
  /** The first firing after this moment. */
  next(after: Ms): Ms;
  /** How many firings lie in [from, to). */
  count(from: Ms, to: Ms): number;
};

const FIELDS = [
  { name: 'second', from: 0, to: 59 },
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12 },
  { name: 'weekday', from: 0, to: 6 },
] as const;

function readField(text: string, field: (typeof FIELDS)[number]): ReadonlySet<number> {
  const fail = (): never => {
    throw new RangeError(
      `cron field ${field.name}: expected ${field.from} to ${field.to}, a range, a list or a step, got "${text}"`,
    );
  };
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(?:(\*)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (match === null) return fail();
    const [, star, first, last, stepText] = match;
    const from = star === undefined ? Number(first) : field.from;
    const to = star !== undefined ? field.to : last === undefined ? (stepText === undefined ? from : field.to) : Number(last);
    const step = Number(stepText ?? 1);
    if (from < field.from || to > field.to || from > to || step < 1) return fail();
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return values;
}

/** Reads a six-field expression. Throws RangeError naming the field that is wrong. */
export function parseCron(expression: string): Cron {
  const texts = expression.trim().split(/\s+/);
  if (texts.length !== FIELDS.length) throw new RangeError(`cron: expected six fields, got "${expression}"`);
  const [seconds, minutes, hours, days, months, weekdays] = FIELDS.map((field, i) => readField(texts[i] ?? '', field));
  const has = (set: ReadonlySet<number> | undefined, value: number): boolean => set?.has(value) ?? false;
  const dayFires = (at: Ms): boolean => {
    const date = new Date(at);
    return has(days, date.getUTCDate()) && has(months, date.getUTCMonth() + 1) && has(weekdays, date.getUTCDay());
  };
  /** Seconds of a day at which it fires, in order: what a day of firings comes to is then a matter of two positions. */
  const fires: number[] = [];
  for (let second = 0; second < DAY / SECOND; second++) {
    if (has(hours, Math.floor(second / 3600)) && has(minutes, Math.floor(second / 60) % 60) && has(seconds, second % 60))
      fires.push(second);
  }
  /** Position of the first firing at or after a second of the day. */
  const position = (second: number): number => {
    let low = 0;
    let high = fires.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((fires[middle] ?? 0) < second) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    next(after) {
      const day = floorTo(after, DAY);
      const second = fires[position(Math.floor((after - day) / SECOND) + 1)];
      if (second !== undefined && dayFires(day)) return day + second * SECOND;
      const [first = 0] = fires;
      let next = day + DAY;
      while (!dayFires(next)) next += DAY;
      return next + first * SECOND;
    },
    count(from, to) {
      let sum = 0;
      for (let day = floorTo(from, DAY); day < to; day += DAY) {
        if (!dayFires(day)) continue;
        const secondAt = (at: Ms): number => Math.ceil(Math.min(Math.max(at - day, 0), DAY) / SECOND);
        sum += position(secondAt(to)) - position(secondAt(from));
      }
      return sum;
    },
  };
}
