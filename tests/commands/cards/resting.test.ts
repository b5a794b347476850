import { expect, test } from 'vitest';
import { restingText } from '../../../src/commands/cards/resting.ts';
import { HOUR } from '../../../src/core/time.ts';

test('what rests is said with its side, until when and after what', () => {
  expect(restingText({ symbol: 'AAA/USDT', side: 'buy', why: 'stopped', until: 9 * HOUR }, 7 * HOUR)).toBe(
    'a stop of AAA long, resting until 1970-01-01 09:00 UTC, in 2 h',
  );
  expect(restingText({ symbol: 'BBB/USDT:USDT', side: 'sell', why: 'rejected', until: 0 }, 0)).toBe(
    'a rejection of BBB-PERP short, resting until 1970-01-01 00:00 UTC, now',
  );
});
