import type { Person, Way } from '../core/desk/command.ts';
import { recentMap } from './recent.ts';

type Answering<A> = (line: string, who: Person, way: Way) => Promise<A>;

/** Updates whose answers are kept; platforms repeat only the newest. */
const UPDATES = 200;

/**
 * An update that comes again has no second effect: it gets its first answer, also while that is being worked out. What was refused
 * had no effect, so its update may try again.
 */
export function answeredOnce<A extends { readonly outcome: string }>(answer: Answering<A>): Answering<A> {
  const answers = recentMap<Promise<A>>(UPDATES);
  return async (line, who, way) => {
    if (way.update === undefined) return answer(line, who, way);
    const key = `${who.id} ${way.update}`;
    const before = answers.get(key);
    if (before !== undefined) return before;
    const first = answer(line, who, way);
    answers.set(key, first);
    if ((await first).outcome === 'refused') void answers.take(key);
    return first;
  };
}
