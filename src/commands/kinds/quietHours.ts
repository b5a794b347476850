import type { ArgumentKind } from '../../core/desk/arguments.ts';

/** From when to when, as minutes of the UTC day. */
export type QuietHours = { readonly from: number; readonly to: number };

/** `22:00-07:00`; over midnight where the second is the earlier. */
export const quietHours: ArgumentKind<QuietHours> = {
  name: 'two times of the day (UTC)',
  example: '22:00-07:00',
  parse(text) {
    const [, fromHour, fromMinute, toHour, toMinute] = /^([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
    if (fromHour === undefined)
      return { wrong: `"${text}" is no span of hours`, expected: 'Expected two times of the UTC day, such as 22:00-07:00' };
    return {
      value: { from: Number(fromHour) * 60 + Number(fromMinute), to: Number(toHour) * 60 + Number(toMinute) },
    };
  },
  complete: () => [],
};
