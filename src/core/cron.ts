import { DAY, floorTo, type Ms, SECOND } from './time.ts';

/**
 * When a cron expression fires, in UTC: `second minute hour day month weekday`, each `*`, a number, a range `1-5`, a list
 * `1,15` or a step such as `*` followed by `/5`. The replay's clock and the wall's ask the same; a test holds it to node-cron's reading.
 */
export type Cron = {
  /** The first firing after this moment. */
  next(after: Ms): Ms;
  /** How many firings lie in [from, to). */
  count(from: Ms, to: Ms): number;
};

/** The expression that fires at least every `length`: in whole seconds below a minute, in whole minutes from there on. */
export function everyCron(length: Ms): string {
  const seconds = Math.max(1, Math.floor(length / SECOND));
  if (seconds < 60) return seconds === 1 ? '* * * * * *' : `*/${seconds} * * * * *`;
  const minutes = Math.min(59, Math.floor(seconds / 60));
  return minutes === 1 ? '0 * * * * *' : `0 */${minutes} * * * *`;
}

const FIELDS = [
  { name: 'second', from: 0, to: 59 },
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12 },
  { name: 'weekday', from: 0, to: 6 },
] as const;

/** The values of a field, in ascending order. */
function readField(text: string, field: (typeof FIELDS)[number]): readonly number[] {
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
  return [...values].toSorted((a, b) => a - b);
}

/** Reads a six-field expression. Throws RangeError naming the field that is wrong. */
export function parseCron(expression: string): Cron {
  const texts = expression.trim().split(/\s+/);
  if (texts.length !== FIELDS.length) throw new RangeError(`cron: expected six fields, got "${expression}"`);
  const [seconds = [], minutes = [], hours = [], days = [], months = [], weekdays = []] = FIELDS.map((field, i) =>
    readField(texts[i] ?? '', field),
  );
  const dayFires = (at: Ms): boolean => {
    const date = new Date(at);
    return days.includes(date.getUTCDate()) && months.includes(date.getUTCMonth() + 1) && weekdays.includes(date.getUTCDay());
  };
  /** Seconds of a day at which it fires, in order: what a day of firings comes to is then a matter of two positions. */
  const fires = new Uint32Array(hours.length * minutes.length * seconds.length);
  let filled = 0;
  for (const hour of hours)
    for (const minute of minutes) for (const second of seconds) fires[filled++] = (hour * 60 + minute) * 60 + second;
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
  const nextAfter = (after: Ms): Ms => {
    const day = floorTo(after, DAY);
    const second = fires[position(Math.floor((after - day) / SECOND) + 1)];
    if (second !== undefined && dayFires(day)) return day + second * SECOND;
    const [first = 0] = fires;
    let next = day + DAY;
    while (!dayFires(next)) next += DAY;
    return next + first * SECOND;
  };
  /** No firing lies between what was last asked and its answer: a clock that goes on in small steps asks for the same again and again. */
  let [asked, answer] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return {
    next(after) {
      if (!(after >= asked && after < answer)) [asked, answer] = [after, nextAfter(after)];
      return answer;
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
