import { defineCommand, optional, required } from '../core/command.ts';
import { iso } from '../core/time.ts';
import { choice } from './kinds/choice.ts';
import { symbol as symbolKind } from './kinds/symbol.ts';
import { duration } from './kinds/times.ts';

export const symbol = defineCommand({
  name: 'symbol',
  aliases: ['blacklist', 'whitelist'],
  about: 'allows or denies entries on a symbol, also for a time',
  args: {
    switch: required(choice('allow or deny', ['allow', 'deny'])),
    symbol: required(symbolKind),
    duration: optional(duration),
  },
  role: 'trader',
  risk: 'adds',
  run: async ({ switch: to, symbol: name, duration: length }, desk, who) => {
    const at = desk.now();
    const until = length === undefined ? undefined : at + length;
    await desk.act({
      type: 'symbolSwitched',
      at,
      symbol: name,
      allowed: to === 'allow',
      who: who.name,
      ...(until === undefined ? {} : { until }),
    });
    return { symbol: name, allowed: to === 'allow', until };
  },
  show: (at) => ({
    title: `${at.symbol} ${at.allowed ? 'allowed' : 'denied'}`,
    lines: [
      at.until === undefined ? 'Until it is switched again' : `Until ${iso(at.until)}`,
      'Open positions keep their stops and exits',
    ],
  }),
});
