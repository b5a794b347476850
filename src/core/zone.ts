import { clockTime, DAY, dateOf, MINUTE, type Ms, parseInstant, utcDay } from './time.ts';

/** Names of today by those that the engine still gives instead of them. */
const TODAY: ReadonlyMap<string, string> = new Map([
  ['Africa/Asmera', 'Africa/Asmara'],
  ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['America/Catamarca', 'America/Argentina/Catamarca'],
  ['America/Coral_Harbour', 'America/Atikokan'],
  ['America/Cordoba', 'America/Argentina/Cordoba'],
  ['America/Godthab', 'America/Nuuk'],
  ['America/Indianapolis', 'America/Indiana/Indianapolis'],
  ['America/Jujuy', 'America/Argentina/Jujuy'],
  ['America/Louisville', 'America/Kentucky/Louisville'],
  ['America/Mendoza', 'America/Argentina/Mendoza'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Katmandu', 'Asia/Kathmandu'],
  ['Asia/Rangoon', 'Asia/Yangon'],
  ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
  ['Atlantic/Faeroe', 'Atlantic/Faroe'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['Pacific/Enderbury', 'Pacific/Kanton'],
  ['Pacific/Ponape', 'Pacific/Pohnpei'],
  ['Pacific/Truk', 'Pacific/Chuuk'],
]);

/** A time zone's name as IANA writes it today, whatever the case it was typed in; undefined for what is none. */
export function zoneOf(text: string): string | undefined {
  // Offsets such as +02:00 know no summer time, so they are not offered.
  if (!/^[A-Za-z]/.test(text)) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions();
    return TODAY.get(timeZone) ?? timeZone;
  } catch {
    return undefined;
  }
}

/** Making one takes a hundred times as long as reading it. */
const CLOCKS = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const clock =
    CLOCKS.get(zone) ??
    new Intl.DateTimeFormat('en', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  CLOCKS.set(zone, clock);
  return clock;
}

/** `2024-06-01 14:05` as clocks in the zone show it. */
export function zoneTime(at: Ms, zone: string): string {
  if (zone === 'UTC') return `${dateOf(at)} ${clockTime(at)}`;
  const parts = clockOf(zone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}

/** Zones whose name or city begins like this. */
export function zonesLike(prefix: string): readonly string[] {
  const typed = prefix.toLowerCase();
  const zones = Intl.supportedValuesOf('timeZone').map((zone) => TODAY.get(zone) ?? zone);
  return ['UTC', ...zones].filter((zone) =>
    [zone, zone.split('/').at(-1) ?? ''].some((name) => name.toLowerCase().startsWith(typed)),
  );
}

/** `Rome` of `Europe/Rome`: what a zone is called beside a time. */
export const placeOf = (zone: string): string => zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;

/** The zone that is called so, or is called so beside a time (`Rome`, `new york`); undefined where none is. */
export const zoneAt = (place: string): string | undefined =>
  zoneOf(place) ?? zonesLike(place.replaceAll(' ', '_')).find((zone) => placeOf(zone).toLowerCase() === place.toLowerCase());

/** The instants at which clocks in a zone may show `2024-06-01 14:05`, earliest first: none of them does where that time is left out. */
function candidates(asUtc: Ms, zone: string): readonly Ms[] {
  // No zone is a day from UTC, so the offset is that of the day before or after.
  const offsets = [asUtc - DAY, asUtc + DAY].map((near) => (parseInstant(zoneTime(near, zone)) ?? near) - near);
  return offsets.map((offset) => asUtc - offset).toSorted((a, b) => a - b);
}

/** When clocks in a zone show `2024-06-01 14:05`: the first time where they do twice, undefined where they never do. */
function instantIn(shown: string, zone: string): Ms | undefined {
  const asUtc = parseInstant(shown);
  return asUtc === undefined ? undefined : candidates(asUtc, zone).find((at) => zoneTime(at, zone) === shown);
}

/** From when to when, as minutes of the day; over midnight where the second is the earlier. */
export type DayHours = { readonly from: number; readonly to: number };

/** From when to when, ms UTC; the end is not in it. */
export type ClockSpan = { readonly from: Ms; readonly until: Ms };

/** When clocks in a zone show a minute of a day, `asUtc` being that day as if it were one of UTC; a time that they leave out comes later. */
function minuteIn(asUtc: Ms, minute: number, zone: string): Ms {
  const wanted = asUtc + minute * MINUTE;
  const at = candidates(wanted, zone);
  const shown = `${dateOf(wanted)} ${clockTime(wanted)}`;
  return at.find((one) => zoneTime(one, zone) === shown) ?? at.at(-1) ?? wanted;
}

/** The hours that were asked for last, and since when they were the answer: each alert asks for those of everybody who reads it. */
const LAST_HOURS = new Map<string, { readonly since: Ms; readonly span: ClockSpan }>();
/** Hours of day and zones that are remembered. */
const MOST_HOURS = 500;

/** The hours of the day, by the clocks of a zone, that `at` lies in, else the next ones after it. */
export function hoursAround(hours: DayHours, zone: string, at: Ms): ClockSpan {
  const key = `${hours.from} ${hours.to} ${zone}`;
  const last = LAST_HOURS.get(key);
  if (last !== undefined && last.since <= at && at < last.span.until) return last.span;
  const span = searchHours(hours, zone, at);
  if (LAST_HOURS.size >= MOST_HOURS) LAST_HOURS.clear();
  LAST_HOURS.set(key, { since: at, span });
  return span;
}

function searchHours({ from, to }: DayHours, zone: string, at: Ms): ClockSpan {
  const today = utcDay(parseInstant(zoneTime(at, zone)) ?? at);
  const spanOn = (day: Ms): ClockSpan => ({
    from: minuteIn(day, from, zone),
    until: minuteIn(from < to ? day : day + DAY, to, zone),
  });
  // Hours of which the clocks leave out all are none on that day.
  for (let day = today - DAY; ; day += DAY) {
    const span = spanOn(day);
    if (span.until > at && span.until > span.from) return span;
  }
}

/** Reads a moment as it is typed, `2024-06-01T14:05`, and as people are shown it: `2024-06-01 14:05 UTC`, `2024-06-01 16:05 Rome`. */
export function parseMoment(text: string): Ms | undefined {
  const [, shown = '', place = ''] = /^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}) (\D.*)$/.exec(text) ?? [];
  const zone = place === '' ? undefined : zoneAt(place);
  return zone === undefined ? parseInstant(text) : instantIn(shown, zone);
}

/** Words of the longest name of a place. */
const MOST_WORDS = 3;

/** How many of the words, from the first on, are one moment as people are shown it; 0 where they are none of several words. */
export function momentWords([day = '', clock = '', ...more]: readonly string[]): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d{2}:\d{2}$/.test(clock)) return 0;
  for (let taken = Math.min(MOST_WORDS, more.length); taken > 0; taken--)
    if (zoneAt(more.slice(0, taken).join(' ')) !== undefined) return 2 + taken;
  return 2;
}
