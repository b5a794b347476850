import type { Alert } from '../../src/core/alerts/alert.ts';
import { ALERTS } from '../../src/core/alerts/list.ts';
import { sampleDesk } from '../../src/core/alerts/sample.ts';
import { type EventOf, eventSchema } from '../../src/core/facts/events.ts';
import { fixed } from '../../src/core/money.ts';
import { emptyState } from '../../src/core/state/state.ts';
import type { Ms } from '../../src/core/time.ts';

/** The alert of this name; a test that names one that is gone says so. */
export function alertNamed(name: string): Alert {
  const found = ALERTS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no alert ${name}`);
  return found;
}

/** What an alert says of its invented event, or of a variant of it, as it would be stored had that happened. */
export function sampleAlert(alert: Alert, at: Ms, changes: Readonly<Record<string, unknown>> = {}): EventOf<'alert'> {
  const desk = sampleDesk(
    {
      market: {
        kind: 'bars',
        instruments: () => [],
        instrument: () => undefined,
        quote: () => undefined,
        bars: () => undefined,
      },
      label: '',
      state: emptyState,
      equity: () => fixed('100000'),
      now: () => at,
    },
    at,
  );
  const said = alert.tell(eventSchema.parse({ ...alert.sample(at), ...changes }), desk);
  if (said === undefined) throw new Error(`${alert.name} says nothing of its sample`);
  return { type: 'alert', at, id: '1', ...said };
}

/** The same about another position, proposal and platform, as its topic names them. */
export function sampleOf(name: string, topic: string, at: Ms): EventOf<'alert'> {
  const sample = sampleAlert(alertNamed(name), at);
  const subject = topic.split(' ')[1] ?? '';
  const position = /\b(\d+)\b/.exec(topic)?.[1] ?? '0';
  const text = JSON.stringify(sample)
    .replaceAll('A0', subject)
    .replaceAll('position 0', `position ${position}`)
    .replaceAll('"position":0', `"position":${position}`)
    .replaceAll('"platform":"telegram"', `"platform":"${subject}"`);
  const event = eventSchema.parse(JSON.parse(text));
  if (event.type !== 'alert') throw new Error('no alert');
  return { ...event, topic };
}
