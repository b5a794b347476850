import { z } from 'zod';
import type { DeskEvent } from '../../core/facts/events.ts';
import { messageOf } from '../../core/facts/messageOf.ts';
import type { Ms } from '../../core/time.ts';
import type { NamedCall } from '../router.ts';
import type { Answer } from '../running.ts';
import { renderReply } from './render.ts';

const named = z.strictObject({ command: z.string(), args: z.record(z.string(), z.unknown()).default({}) });

/** A call by names out of a line such as `{"command":"close","args":{"position":7}}`; undefined where the line is no such JSON. */
export function namedCall(line: string): NamedCall | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return named.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** An event as one line of JSON. */
export function eventLine({ type, at, ...fields }: DeskEvent): string {
  return JSON.stringify({ type, at, ...fields });
}

/** A result that is not what its command declares is a fault of the program: what was done is answered all the same, and says so. */
function resultOf(data: Answer['data']): { readonly data: unknown; readonly fault?: string } {
  try {
    return { data: data?.() ?? null };
  } catch (error) {
    return { data: null, fault: messageOf(error) };
  }
}

/** An answer as one line of JSON, its text as an uncoloured terminal would show it. */
export function answerLine({ command, outcome, data, reply }: Answer, at: Ms, label: string): string {
  const text = renderReply(reply, label, { colour: false, width: Number.POSITIVE_INFINITY }).join('\n');
  return JSON.stringify({ type: 'reply', at, command: command ?? null, outcome, ...resultOf(data), text });
}
