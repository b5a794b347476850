import { z } from 'zod';
import type { ArgumentKind } from '../../core/desk/arguments.ts';
import { MINUTE } from '../../core/time.ts';

const minute = z.number().int().min(0).max(1439);

/** From when to when, as minutes of the UTC day. */
export const quietHoursSchema = z.object({ from: minute, to: minute });
export type QuietHours = Readonly<z.infer<typeof quietHoursSchema>>;

/** `22:00` of a minute of the day. */
export const clock = (minutes: number): string => new Date(minutes * MINUTE).toISOString().slice(11, 16);

/** Two times, or hours, with any dash between them. */
const SPAN = /^([01]?\d|2[0-3])(?::([0-5]\d))?[-\u2010-\u2015\u2212]([01]?\d|2[0-3])(?::([0-5]\d))?$/;

/** `22:00-07:00`; over midnight where the second is the earlier. */
export const quietHours: ArgumentKind<QuietHours> = {
  name: 'two times of the day (UTC)',
  example: '22:00-07:00',
  schema: quietHoursSchema,
  word: ({ from, to }) => `${clock(from)}-${clock(to)}`,
  parse(text) {
    const [, fromHour, fromMinute = '0', toHour, toMinute = '0'] = SPAN.exec(text) ?? [];
    if (fromHour === undefined)
      return { wrong: `"${text}" is no span of hours`, expected: 'Expected two times of the UTC day, such as 22:00-07:00' };
    return {
      value: { from: Number(fromHour) * 60 + Number(fromMinute), to: Number(toHour) * 60 + Number(toMinute) },
    };
  },
  complete: () => [],
};
