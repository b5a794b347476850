import type { Call, Command, NoCall } from '../core/desk/command.ts';
import type { Desk, Hearing } from '../core/desk/desk.ts';
import { queriesAfter } from '../core/desk/queries.ts';
import { counted } from '../core/reply/format.ts';
import type { Unstored } from '../core/state/recording.ts';

type HeardDesk = Desk & Pick<Hearing, 'unstored'>;

const lacking = ({ events }: Unstored): string =>
  `What happened last is not in this, ${counted(events, 'event')}: the database cannot be written`;

/**
 * Reads words for a desk; where the call's answer is looked up in what is stored, and events are not stored yet, a line of it says that
 * it lacks them.
 */
function readFor(command: Command, words: readonly string[], desk: HeardDesk): NoCall | Call {
  let isLookedUp = false;
  const lookUp = async (): Promise<void> => {
    isLookedUp = true;
  };
  const call = command.read(words, {
    ...desk,
    async history(query) {
      await lookUp();
      return desk.history(query);
    },
    queries: queriesAfter(lookUp, desk.queries),
  });
  if ('refused' in call) return call;
  return {
    ...call,
    async run(who) {
      isLookedUp = false;
      const { data, reply } = await call.run(who);
      const lacks = isLookedUp ? desk.unstored() : undefined;
      return { data, reply: lacks === undefined ? reply : { ...reply, lines: [...reply.lines, lacking(lacks)] } };
    },
  };
}

/** Reads a command's words. `now` at the end of a reduction goes without the question, unless the command takes that word itself. */
export function read(
  command: Command,
  words: readonly string[],
  desk: HeardDesk,
): NoCall | { readonly call: Call; readonly now: boolean } {
  const now = words.at(-1)?.toLowerCase() === 'now';
  const whole = readFor(command, words, desk);
  if (!('refused' in whole)) return { call: whole, now };
  if (!now) return whole;
  const shorter = readFor(command, words.slice(0, -1), desk);
  if ('refused' in shorter) return shorter;
  return shorter.risk === 'reduces' ? { call: shorter, now } : whole;
}
