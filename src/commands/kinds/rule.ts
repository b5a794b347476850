import { z } from 'zod';
import type { ArgumentKind } from '../../core/desk/arguments.ts';
import type { Read } from '../../core/desk/read.ts';
import type { ProposedRule } from '../../core/state/reasons.ts';

const open = (desk: Read): readonly string[] => [...desk.state().reasons.rules.keys()];

/** A rule that waits for its answer, by its id. */
export const proposedRule: ArgumentKind<ProposedRule, string> = {
  name: 'a proposed rule',
  example: 'B1',
  schema: z.string(),
  json: ({ rule }) => rule,
  parse(text, desk) {
    const value = desk.state().reasons.rules.get(text.toUpperCase());
    if (value !== undefined) return { value };
    const ids = open(desk);
    return {
      wrong: `There is no rule ${text} to answer`,
      expected: ids.length === 0 ? 'None is proposed: six equal reasons of one person make one' : `Proposed: ${ids.join(', ')}`,
    };
  },
  complete: (prefix, desk) => open(desk).filter((id) => id.startsWith(prefix.toUpperCase())),
};
