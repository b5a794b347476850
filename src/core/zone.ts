import { clockTime, dateOf, type Ms } from './time.ts';

/** A time zone's name as IANA writes it, whatever the case it was typed in; undefined for what is none. */
export function zoneOf(text: string): string | undefined {
  // Offsets such as +02:00 know no summer time, so they are not offered.
  if (!/^[A-Za-z]/.test(text)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** `2024-06-01 14:05` as clocks in the zone show it. */
export function zoneTime(at: Ms, zone: string): string {
  if (zone === 'UTC') return `${dateOf(at)} ${clockTime(at)}`;
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}

/** Zones whose name or city begins like this. */
export function zonesLike(prefix: string): readonly string[] {
  const typed = prefix.toLowerCase();
  return ['UTC', ...Intl.supportedValuesOf('timeZone')].filter((zone) =>
    [zone, zone.split('/').at(-1) ?? ''].some((name) => name.toLowerCase().startsWith(typed)),
  );
}
