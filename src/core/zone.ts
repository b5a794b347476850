import { clockTime, dateOf, type Ms } from './time.ts';

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
  const zones = Intl.supportedValuesOf('timeZone').map((zone) => TODAY.get(zone) ?? zone);
  return ['UTC', ...zones].filter((zone) =>
    [zone, zone.split('/').at(-1) ?? ''].some((name) => name.toLowerCase().startsWith(typed)),
  );
}
