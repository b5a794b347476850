import { numberIn } from './figure.ts';

/** A point in time or a length of time, in milliseconds; points are counted from the Unix epoch, UTC. */
export type Ms = number;

export const SECOND: Ms = 1_000;
export const MINUTE: Ms = 60 * SECOND;
export const HOUR: Ms = 60 * MINUTE;
export const DAY: Ms = 24 * HOUR;
/** Five years: no length that somebody asks for is longer. */
export const LONGEST: Ms = 5 * 365 * DAY;

/** Candle lengths the desk knows, shortest first; all divide a UTC day, so their boundaries are the same for every symbol. */
export const TIMEFRAMES = ['1m', '3m', '5m', '15m', '30m', '1h', '2h', '4h', '6h', '8h', '12h', '1d'] as const;
export type Timeframe = (typeof TIMEFRAMES)[number];

const LENGTHS: Readonly<Record<Timeframe, Ms>> = {
  '1m': MINUTE,
  '3m': 3 * MINUTE,
  '5m': 5 * MINUTE,
  '15m': 15 * MINUTE,
  '30m': 30 * MINUTE,
  '1h': HOUR,
  '2h': 2 * HOUR,
  '4h': 4 * HOUR,
  '6h': 6 * HOUR,
  '8h': 8 * HOUR,
  '12h': 12 * HOUR,
  '1d': DAY,
};

/** Length of a timeframe's candle. */
export const lengthOf = (timeframe: Timeframe): Ms => LENGTHS[timeframe];

/** Whether a text names a timeframe the desk knows. */
export const isTimeframe = (text: string): text is Timeframe => text in LENGTHS;

/** The latest multiple of `length` at or before `at`: a candle's open, or a UTC day's start with `DAY`. */
export const floorTo = (at: Ms, length: Ms): Ms => Math.floor(at / length) * length;

/** Start of the UTC day that holds `at`; the risk day rolls over here. */
export const utcDay = (at: Ms): Ms => floorTo(at, DAY);

/** `2024-06-01T14:00:00Z`, without milliseconds when there are none. */
export const iso = (at: Ms): string => new Date(at).toISOString().replace('.000Z', 'Z');

/** `2024-06-01T14:00`: a moment as a line takes it, UTC; a full ISO time where it lies within a minute. */
export const momentWord = (at: Ms): string => iso(at).replace(/:00Z$/, '');

/** `14:00` in UTC. */
export const clockTime = (at: Ms): string => new Date(at).toISOString().slice(11, 16);

/** `2024-06-01` in UTC. */
export const dateOf = (at: Ms): string => new Date(at).toISOString().slice(0, 10);

/** `2024-06-01 14:00 UTC`, as people are shown a moment; `replyInZone` puts it into a reader's own zone. */
export const timeText = (at: Ms): string => `${dateOf(at)} ${clockTime(at)} UTC`;

/**
 * Reads `2024-06-01`, `2024-06-01T14:00` or a full ISO time; without an offset it is UTC, never the machine's zone.
 * Returns undefined when the text is no such time.
 */
export function parseInstant(text: string): Ms | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,3})?)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = match;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${zone}`);
  if (Number.isNaN(at)) return undefined;
  // Date.parse rolls 2024-02-31 over into March; the day must come back as it was typed.
  const typedDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate();
  return typedDay === Number(day) ? at : undefined;
}

/** What the units of a length are called, shortest first. A capital `M` is none: it may be meant for months. */
const UNITS: readonly (readonly [RegExp, Ms])[] = [
  [/^ms$/i, 1],
  [/^(s|secs?|seconds?)$/i, SECOND],
  [/^(m|mins?|minutes?)$/i, MINUTE],
  [/^(h|hrs?|hours?)$/i, HOUR],
  [/^(d|days?)$/i, DAY],
  [/^(w|wks?|weeks?)$/i, 7 * DAY],
];

const unitOf = (name: string): Ms | undefined => (name === 'M' ? undefined : UNITS.find(([names]) => names.test(name))?.[1]);

/** A figure and the name of its unit. */
const PART = /([\d½¼¾⅕-⅘⅛-⅞][\d.,½¼¾⅕-⅘⅛-⅞]*)\s*([a-z]+)\s*/gi;

/**
 * Reads `90s`, `30 min`, `2 hours`, `1d` or a sum such as `1h30m` and `2 h 5 m`, its figures as `readFigure` does (`1,5h`, `1½h`), to
 * the whole ms; undefined when the text is no duration.
 */
export function parseDuration(text: string): Ms | undefined {
  const parts = [...text.matchAll(PART)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return undefined;
  const lengths = parts.map(([, amount = '', name = '']) => amountOf(amount) * (unitOf(name) ?? Number.NaN));
  const total = Math.round(lengths.reduce((sum, length) => sum + length, 0));
  return Number.isNaN(total) ? undefined : total;
}

/** Digits alone are a number however many they are: what they make is too long rather than none. */
const amountOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) : numberIn(text));

/** How many of the words, from the first on, are one duration: two of `30 min lunch`; 0 where the first is none. */
export function durationWords(words: readonly string[]): number {
  for (let taken = Math.min(words.length, MOST_WORDS); taken > 0; taken--)
    if (parseDuration(words.slice(0, taken).join(' ')) !== undefined) return taken;
  return 0;
}

/** `1 w 2 d 3 h 4 m 5 s`. */
const MOST_WORDS = 10;

/** `41 m`, `2 h 5 m`, `3 d 4 h`, `18 s`: the two largest units, as the replies print them. */
export function durationText(length: Ms): string {
  const seconds = Math.max(0, Math.round(length / SECOND));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} m`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days} d` : `${days} d ${hours % 24} h`;
}

/**
 * `2024-06-01 14:00 UTC, in 2 h`, `2024-06-01 14:00 UTC, 3 h ago`: a moment as the text of a reply tells it. Rows of tables, axes and logs
 * show it alone.
 */
export function whenText(at: Ms, now: Ms): string {
  const apart = Math.abs(at - now);
  if (apart < SECOND) return `${timeText(at)}, now`;
  return `${timeText(at)}, ${at > now ? `in ${durationText(apart)}` : `${durationText(apart)} ago`}`;
}
