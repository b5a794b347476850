import { z } from 'zod';
import type { OwnDesk } from '../../core/desk/ownDesk.ts';
import type { DeepReadonly } from '../../core/facts/deepReadonly.ts';
import { at } from '../../core/facts/vocabulary.ts';
import { shortName } from '../../core/reply/format.ts';
import type { Reply } from '../../core/reply/reply.ts';
import { type Ms, whenText } from '../../core/time.ts';

export const SWITCHES = ['allow', 'deny'] as const;
type Switch = (typeof SWITCHES)[number];

/** What was switched by hand, now and before. */
export const switchedSchema = z.object({
  now: at,
  done: z.object({ symbol: z.string(), allowed: z.boolean(), until: at.optional(), stopped: z.number().int() }).optional(),
  /** Allowed or denied, but which symbol? */
  half: z.enum(SWITCHES).optional(),
  inUniverse: z.boolean(),
  switched: z.array(z.object({ symbol: z.string(), allowed: z.boolean(), who: z.string(), until: at.optional() })),
});
type Switched = DeepReadonly<z.infer<typeof switchedSchema>>;

/** Allows or denies entries on a symbol, `length` long where it is given; denying also stops what is still entering on it. */
export async function switchSymbol(
  desk: OwnDesk,
  to: Switch | undefined,
  name: string | undefined,
  length: Ms | undefined,
): Promise<Switched> {
  const until = length === undefined ? undefined : desk.now() + length;
  const state = desk.state();
  const stopped =
    to === 'deny' ? [...state.entries.values()].filter(({ plan }) => plan.legs.some((leg) => leg.symbol === name)) : [];
  if (to !== undefined && name !== undefined) {
    await desk.act(
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
    now: desk.now(),
    done:
      to !== undefined && name !== undefined
        ? { symbol: name, allowed: to === 'allow', until, stopped: stopped.length }
        : undefined,
    half: to !== undefined && name === undefined ? to : undefined,
    inUniverse: name !== undefined && state.universe.includes(name),
    switched: [...state.symbols].map(([one, own]) => ({ symbol: one, ...own })),
  };
}

export function switchedReply({ now, done, half, inUniverse, switched }: Switched): Reply {
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
            `${one.allowed ? '✓ allowed' : '✗ denied'} ${shortName(one.symbol)} by ${one.who}${one.until === undefined ? '' : ` until ${whenText(one.until, now)}`}`,
        ),
        'Example: /symbol deny DOGE 2h',
      ],
    };
  }
  return {
    title: `${shortName(done.symbol)} ${done.allowed ? 'allowed' : 'denied'}`,
    lines: [
      done.until === undefined ? 'Until it is switched again' : `Until ${whenText(done.until, now)}`,
      ...(done.stopped > 0 ? [`${done.stopped} entries under way are stopped`] : []),
      ...(done.allowed && !inUniverse ? ['It joins when the universe is next ranked, at 00:00 UTC'] : []),
      ...(done.allowed ? [] : ['Open positions keep their stops and exits']),
    ],
  };
}
