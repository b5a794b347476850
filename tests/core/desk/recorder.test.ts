import { expect, it } from 'vitest';
import { type AlertSpec, defineAlert } from '../../../src/core/alerts/alert.ts';
import { AT_WORK, type Job, type JobFact } from '../../../src/core/trader/job.ts';
import { flat, hour, START, stillSettings, written } from '../../support/market.ts';
import { type DeskOptions, openDesk } from '../../support/memoryDesk.ts';
import { eventsOf } from '../../support/memoryLog.ts';

const deskWith = (more: Pick<DeskOptions, 'alerts' | 'jobs'>) =>
  openDesk({ source: written({ 'AAA/USDT': flat(12) }), from: START, to: hour(12), settings: stillSettings(), ...more });

const saying = (name: string, say: AlertSpec<'paused'>['say']) =>
  defineAlert({
    name,
    about: '',
    on: 'paused',
    usual: 'info',
    kind: 'system',
    cooldown: 0,
    sample: (at) => ({ type: 'paused', at, who: '', why: '' }),
    say,
  });

it('an alert that says what no log could store is left out, and what it was to tell of stands with the alerts beside it', async () => {
  const reply = { title: 'said', lines: [] };
  const desk = await deskWith({
    alerts: [
      saying('no number', () => ({ severity: 'info', topic: 'a', reply, about: { position: Number.NaN } })),
      saying('endless', () => ({
        severity: 'info',
        topic: 'b',
        reply,
        picture: { kind: 'equity', title: '', from: Number.NEGATIVE_INFINITY, to: 0 },
      })),
      saying('no JSON', () => {
        const more = { ...reply, amount: 1n };
        return { severity: 'info', topic: 'c', reply: more };
      }),
      saying('sound', () => ({ severity: 'info', topic: '__proto__', reply })),
    ],
  });
  await desk.type('/pause');
  expect(eventsOf(desk.rows(), 'paused')).toHaveLength(1);
  expect(eventsOf(desk.rows(), 'alert').map(({ alert, id }) => [alert, id])).toEqual([['sound', '1']]);
});

it('a job that writes down what no log could store has failed, and nothing of it is true', async () => {
  const gap = { type: 'data', at: START, symbol: 'AAA/USDT', timeframe: '1h', problem: 'gap', says: '' } as const;
  const facts: readonly JobFact[] = [
    { ...gap, count: 1 },
    { ...gap, count: Number.NaN },
  ];
  const poison: Job = {
    name: 'poison',
    about: '',
    cron: '0 0 * * * *',
    idleUntil: () => AT_WORK,
    run({ recorder }) {
      recorder.emit(...facts);
      return undefined;
    },
  };
  const desk = await deskWith({ jobs: [poison] });
  await desk.play(hour(1));
  expect(eventsOf(desk.rows(), 'data')).toEqual([]);
  expect(eventsOf(desk.rows(), 'jobFailed')[0]?.says).toContain('"data" cannot be stored: count');
});
