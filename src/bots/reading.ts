import type { Call, Command } from '../core/desk/command.ts';
import type { Desk } from '../core/desk/desk.ts';
import type { Reply } from '../core/reply/reply.ts';

/** Reads a command's words. `now` at the end of a reduction goes without the question, unless the command takes that word itself. */
export function read(
  command: Command,
  words: readonly string[],
  desk: Desk,
): { readonly refused: Reply } | { readonly call: Call; readonly now: boolean } {
  const now = words.at(-1)?.toLowerCase() === 'now';
  const whole = command.read(words, desk);
  if (!('refused' in whole)) return { call: whole, now };
  if (!now) return whole;
  const shorter = command.read(words.slice(0, -1), desk);
  if ('refused' in shorter) return shorter;
  return shorter.risk === 'reduces' ? { call: shorter, now } : whole;
}
