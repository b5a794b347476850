/** From and to as hours and minutes of the UTC day; where `to` is earlier, it is the next day's. */
type Hours = { readonly from: string; readonly to: string };

/** Trading sessions and kill zones by name. Source: smart-money-concepts, in UTC all year round. */
export const SESSION_HOURS = {
  sydney: { from: '21:00', to: '06:00' },
  tokyo: { from: '00:00', to: '09:00' },
  london: { from: '07:00', to: '16:00' },
  newYork: { from: '13:00', to: '22:00' },
  asianKillZone: { from: '00:00', to: '04:00' },
  londonOpenKillZone: { from: '06:00', to: '09:00' },
  newYorkKillZone: { from: '11:00', to: '14:00' },
  londonCloseKillZone: { from: '14:00', to: '16:00' },
} as const satisfies Readonly<Record<string, Hours>>;

export const SESSION_NAMES = [
  'sydney',
  'tokyo',
  'london',
  'newYork',
  'asianKillZone',
  'londonOpenKillZone',
  'newYorkKillZone',
  'londonCloseKillZone',
] as const satisfies readonly (keyof typeof SESSION_HOURS)[];

/** Minutes since midnight of a time such as `07:00`. */
const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/** A session's first and last minute of the UTC day; both belong to it. */
export function sessionMinutes(name: keyof typeof SESSION_HOURS): { readonly from: number; readonly to: number } {
  const { from, to } = SESSION_HOURS[name];
  return { from: minutesOf(from), to: minutesOf(to) };
}
