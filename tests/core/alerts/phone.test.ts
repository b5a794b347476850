import { expect, it } from 'vitest';
import { ALERTS } from '../../../src/core/alerts/list.ts';
import { lengthShown, PHONE } from '../../../src/core/reply/phone.ts';
import { sampleAlert } from '../../support/sampleAlerts.ts';

const AT = Date.UTC(2024, 0, 1);

/** Lines of their samples that a phone breaks, by alert: sentences, which flow as the screen is wide, and lines that are still to be parted. */
const BREAK: Readonly<Record<string, number>> = {
  chat: 1,
  data: 1,
  'exit dropped': 2,
  feed: 1,
  'halt lifted': 1,
  'job late': 1,
  'left out': 1,
  outgrown: 2,
  'risk grade': 1,
  'rule failed': 2,
  'strategy failed': 1,
  unprotected: 1,
};

it('no alert has more lines that a phone breaks than are known', () => {
  const broken = ALERTS.flatMap((alert) => {
    const { title, lines } = sampleAlert(alert, AT).reply;
    const long = [title, ...lines].filter((line) => lengthShown(line) > PHONE).length;
    return long === 0 ? [] : [[alert.name, long] as const];
  });
  expect(Object.fromEntries(broken)).toEqual(BREAK);
});

it('the cards of proposals have none', () => {
  for (const name of ['proposed', 'proposal reminder', 'proposal ended']) expect(BREAK).not.toHaveProperty(name);
});
