import { z } from 'zod';
import type { ArgumentKind } from '../../core/desk/arguments.ts';
import { type Proposal, waiting } from '../../core/state/proposals.ts';

/** A proposal by its id. */
export const proposal: ArgumentKind<Proposal, string> = {
  name: 'a proposal id',
  example: 'A12',
  schema: z.string(),
  json: ({ id }) => id,
  parse(text, desk) {
    const found = desk.state().proposals.get(text.toUpperCase());
    if (found !== undefined) return { value: found };
    const number = Number(/^A(\d+)$/i.exec(text)?.[1]);
    if (number >= 1 && number <= desk.state().numbers.proposal)
      return { wrong: `${text.toUpperCase()} ended days ago`, expected: 'What became of it is in the log: /audit' };
    const open = waiting(desk.state().proposals, desk.now()).map(({ id }) => id);
    return {
      wrong: `There is no proposal ${text}`,
      expected: open.length === 0 ? 'None is waiting' : `Waiting: ${open.join(', ')}`,
    };
  },
  complete: (prefix, desk) =>
    waiting(desk.state().proposals, desk.now())
      .map(({ id }) => id)
      .filter((id) => id.startsWith(prefix.toUpperCase())),
};
