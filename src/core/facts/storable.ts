import { type DeskEvent, eventSchema } from './events.ts';
import { expectedBy } from './expected.ts';
import { bodyOf } from './versions.ts';

/**
 * Throws TypeError for an event that a log would not take: one field of no number, say. A batch with such a row in it could never be
 * written, nor anything behind it.
 */
export function assertStorable(event: DeskEvent): void {
  const issue = eventSchema.safeParse(event).error?.issues[0];
  if (issue !== undefined) throw new TypeError(`"${event.type}" cannot be stored: ${issue.path.join('.')}: ${expectedBy(issue)}`);
  // What the schema does not name is written too, and JSON takes not all of it.
  bodyOf(event);
}
