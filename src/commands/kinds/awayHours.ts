import { z } from 'zod';
import type { ArgumentKind } from '../../core/desk/arguments.ts';
import { type QuietHours, quietHours, quietHoursSchema } from './quietHours.ts';

/** In which hours of the day, by one's own clock, somebody is away; `off` for in none. */
export const awayHours: ArgumentKind<QuietHours | 'off'> = {
  name: 'two times of your day, or off',
  example: '23-07',
  schema: z.union([z.literal('off'), quietHoursSchema]),
  word: (value) => (value === 'off' ? value : (quietHours.word?.(value) ?? '')),
  parse(text, desk) {
    if (text.toLowerCase() === 'off') return { value: 'off' };
    const read = quietHours.parse(text, desk);
    if ('wrong' in read)
      return { wrong: read.wrong, expected: 'Expected two times of your day, such as 23-07, or off', meant: true };
    const { from, to } = read.value;
    return from === to
      ? { wrong: `${text} begins when it ends`, expected: 'Expected two times that differ, such as 23-07', meant: true }
      : read;
  },
  complete: (prefix) => ['off'].filter((word) => word.startsWith(prefix.toLowerCase())),
};
