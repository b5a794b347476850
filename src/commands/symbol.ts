import { z } from 'zod';
import { shortensDenial } from '../core/approval/terms.ts';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { at } from '../core/facts/vocabulary.ts';
import { shortName } from '../core/reply/format.ts';
import { timeText } from '../core/time.ts';
import { choice } from './kinds/choice.ts';
import { symbol as symbolKind } from './kinds/symbol.ts';
import { duration } from './kinds/times.ts';

const SWITCHES = ['allow', 'deny'] as const;

/** Bare it lists what was switched by hand. Denying also stops what is still entering on the symbol. */
export const symbol = defineCommand({
  name: 'symbol',
  aliases: ['blacklist', 'whitelist'],
  about: 'allows or denies entries on a symbol, also for a time',
  args: {
    switch: optional(choice('allow or deny', SWITCHES)),
    symbol: optional(symbolKind),
    duration: optional(duration),
  },
  role: 'trader',
  roleToAdd: 'approver',
  risk: ({ switch: to, symbol: name, duration: length }, desk) => {
    if (to === undefined || name === undefined) return 'none';
    const until = length === undefined ? undefined : desk.now() + length;
    return to === 'allow' || shortensDenial(desk.state(), name, until) ? 'adds' : 'reduces';
  },
  run: async ({ switch: to, symbol: name, duration: length }, desk, who) => {
    const until = length === undefined ? undefined : desk.now() + length;
    const state = desk.state();
    const stopped =
      to === 'deny' ? [...state.entries.values()].filter(({ plan }) => plan.legs.some((leg) => leg.symbol === name)) : [];
    if (to !== undefined && name !== undefined) {
      await desk.act(
        who,
        {
          type: 'symbolSwitched',
          symbol: name,
          allowed: to === 'allow',
          ...(until === undefined ? {} : { until }),
        },
        ...stopped.map(({ plan }) => ({
          type: 'entryStopped' as const,
          decision: plan.decision,
          why: 'symbol denied',
        })),
      );
    }
    return {
      done:
        to !== undefined && name !== undefined
          ? { symbol: name, allowed: to === 'allow', until, stopped: stopped.length }
          : undefined,
      half: to !== undefined && name === undefined ? to : undefined,
      inUniverse: name !== undefined && state.universe.includes(name),
      switched: [...state.symbols].map(([one, own]) => ({ symbol: one, ...own })),
    };
  },
  result: z.object({
    done: z.object({ symbol: z.string(), allowed: z.boolean(), until: at.optional(), stopped: z.number().int() }).optional(),
    /** Allowed or denied, but which symbol? */
    half: z.enum(SWITCHES).optional(),
    inUniverse: z.boolean(),
    switched: z.array(z.object({ symbol: z.string(), allowed: z.boolean(), who: z.string(), until: at.optional() })),
  }),
  show: ({ done, half, inUniverse, switched }) => {
    if (half !== undefined)
      return {
        title: `/symbol ${half} needs a symbol`,
        lines: ['Expected a symbol', `Example: /symbol ${half} DOGE 2h`],
        outcome: 'refused',
      };
    if (done === undefined) {
      return {
        title: switched.length === 0 ? 'No symbol is switched by hand' : `${switched.length} switched by hand`,
        lines: [
          ...switched.map(
            (one) =>
              `${one.allowed ? '✓ allowed' : '✗ denied'} ${shortName(one.symbol)} by ${one.who}${one.until === undefined ? '' : ` until ${timeText(one.until)}`}`,
          ),
          'Example: /symbol deny DOGE 2h',
        ],
      };
    }
    return {
      title: `${shortName(done.symbol)} ${done.allowed ? 'allowed' : 'denied'}`,
      lines: [
        done.until === undefined ? 'Until it is switched again' : `Until ${timeText(done.until)}`,
        ...(done.stopped > 0 ? [`${done.stopped} entries under way are stopped`] : []),
        ...(done.allowed && !inUniverse ? ['It joins when the universe is next ranked, at 00:00 UTC'] : []),
        ...(done.allowed ? [] : ['Open positions keep their stops and exits']),
      ],
    };
  },
});
