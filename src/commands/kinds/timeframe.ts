import { z } from 'zod';
import type { ArgumentKind } from '../../core/desk/arguments.ts';
import { isTimeframe, TIMEFRAMES, type Timeframe } from '../../core/time.ts';

export const timeframe: ArgumentKind<Timeframe> = {
  name: 'a timeframe',
  example: '1h',
  words: TIMEFRAMES,
  schema: z.enum(TIMEFRAMES),
  parse(text) {
    const lower = text.toLowerCase();
    return isTimeframe(lower)
      ? { value: lower }
      : { wrong: `"${text}" is no timeframe`, expected: `Expected one of ${TIMEFRAMES.join(', ')}` };
  },
  complete: (prefix) => TIMEFRAMES.filter((name) => name.startsWith(prefix)),
};
