import { expect, it } from 'vitest';
import { quietHours } from '../../../src/commands/kinds/quietHours.ts';
import { duration, moment, period } from '../../../src/commands/kinds/times.ts';
import { HOUR, LONGEST } from '../../../src/core/time.ts';
import { chatDesk } from '../../bots/desk.ts';

const desk = chatDesk();

it.each([
  ['2h', { value: 2 * HOUR }],
  ['0.0015s', { value: 2 }],
  ['1.005s', { value: 1005 }],
  ['0.0001s', { wrong: '"0.0001s" is no duration' }],
  ['1825d', { value: LONGEST }],
  ['1826d', { wrong: '1826d is too long', expected: 'Expected at most 1825d' }],
  ['99999999d', { wrong: '99999999d is too long' }],
  [`${'9'.repeat(400)}d`, { expected: 'Expected at most 1825d' }],
])('a duration %s', (text, read) => expect(duration.parse(text, desk)).toMatchObject(read));

it.each([
  ['2hh', true],
  ['1,5x', true],
  ['-1h', true],
  ['30mints', undefined],
  ['30mint', true],
  ['2nd', undefined],
  ['3', true],
  ['3 men', undefined],
  ['news', undefined],
])('%s is meant for a duration: %s', (text, meant) => {
  const read = duration.parse(text, desk);
  expect('meant' in read ? read.meant : undefined).toBe(meant);
});

it.each([1.5, 0, LONGEST + 1])('%d ms are none as JSON either', (length) =>
  expect(duration.schema.safeParse(length).success).toBe(false),
);

it('says in words how long one can be', () =>
  expect(duration.schema.safeParse(LONGEST + 1).error?.issues[0]?.message).toBe('Expected at most 1825d'));

it.each(['99999999d', `${'9'.repeat(400)}d`, '0001-01-01'])('nothing was at %s', (text) => {
  expect(moment.parse(text, desk)).toMatchObject({ wrong: `${text} is too long ago` });
  expect(period.parse(text, desk)).toMatchObject({ wrong: `${text} is too long` });
});

it.each(['22:00-07:00', '22:00–7:00', '22-7', '22–07'])('%s is from 22:00 to 07:00', (text) =>
  expect(quietHours.parse(text, desk)).toEqual({ value: { from: 22 * 60, to: 7 * 60 } }),
);

it.each(['22-24', '22', '22:60-7', '22--7'])('%s is no span of hours', (text) =>
  expect(quietHours.parse(text, desk)).toMatchObject({ wrong: `"${text}" is no span of hours` }),
);
