import { z } from 'zod';
import type { ArgumentKind } from '../../core/desk/arguments.ts';
import { nearest } from '../../core/reply/nearest.ts';
import { STRATEGY_NAMES } from '../../core/strategies/list.ts';

/** A strategy that this account hears. */
export const strategyName: ArgumentKind<string> = {
  name: 'a strategy',
  example: 'momentum',
  schema: z.string(),
  parse(text, desk) {
    const heard = desk.study.strategies();
    const value = heard.find((name) => name === text.toLowerCase());
    if (value !== undefined) return { value };
    const known = STRATEGY_NAMES.find((name) => name === text.toLowerCase());
    if (known !== undefined) {
      return {
        wrong: `${known} is not heard by this account: which strategies are studied is fixed when it begins`,
        expected: `Begin another one with STRATEGIES=${known}:1, or choose ${heard.join(', ')}`,
      };
    }
    const near = nearest(text, heard);
    return {
      wrong: `"${text}" is not known here`,
      expected: near === undefined ? `Expected ${heard.join(', ')}` : `Did you mean ${near}? Expected ${heard.join(', ')}`,
    };
  },
  complete: (prefix, desk) => desk.study.strategies().filter((name) => name.startsWith(prefix.toLowerCase())),
};
