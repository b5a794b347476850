import type { ExitAdvice, ExitContext } from './exit.ts';
import { EXITS } from './list.ts';

type Of<K extends ExitAdvice['kind']> = Extract<ExitAdvice, { kind: K }>;

/**
 * What all exit rules together advise at one close: at most one exit (the largest share), one stop (the nearest to the price)
 * and one set of targets. A position that is closed whole needs nothing else.
 */
export function adviseExits(context: ExitContext): readonly ExitAdvice[] {
  if (context.position.quantity <= 0n) return [];
  let exit: Of<'exit'> | undefined;
  let stop: Of<'stop'> | undefined;
  let target: Of<'target'> | undefined;
  const long = context.position.direction === 'long';
  for (const rule of EXITS) {
    const advice = rule.advise(context);
    if (advice === undefined) continue;
    if (advice.kind === 'exit') exit = exit === undefined || advice.share > exit.share ? advice : exit;
    else if (advice.kind === 'target') target = advice;
    else if (stop === undefined || (long ? advice.to > stop.to : advice.to < stop.to)) stop = advice;
  }
  if (exit !== undefined && exit.share >= 1) return [exit];
  return [exit, stop, target].filter((advice) => advice !== undefined);
}
