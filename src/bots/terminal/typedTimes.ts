import { textInZone } from '../../core/reply/inZone.ts';
import type { Button, Reply } from '../../core/reply/reply.ts';
import { durationText, floorTo, MINUTE, type Ms, parseInstant, timeText } from '../../core/time.ts';
import { parseMoment } from '../../core/zone.ts';

/** A moment as a button's line has it. */
const MOMENT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?Z)?/;

/** `3 h ago`. */
const relative = (at: Ms, now: Ms): string =>
  Math.abs(now - at) < MINUTE ? 'now' : at < now ? `${durationText(now - at)} ago` : `in ${durationText(at - now)}`;

/** A moment on clocks in a zone, to the minute, as it can be typed again; in UTC where those show it twice. */
function shownIn(zone: string, at: Ms, now: Ms): string {
  const shown = textInZone(timeText(at), zone, now);
  return parseMoment(shown) === at ? shown : timeText(at);
}

function inZone({ line, label, ...button }: Button, zone: string, now: Ms): Button {
  const [moment] = MOMENT.exec(line) ?? [];
  const exact = moment === undefined ? undefined : parseInstant(moment);
  if (moment === undefined || exact === undefined) return { line, label, ...button };
  const at = floorTo(exact, MINUTE);
  return { ...button, label: `${label}, ${relative(at, now)}`, line: line.replace(moment, shownIn(zone, at, now)) };
}

/**
 * A reply for a screen that prints the lines of its buttons: moments in them stand on the reader's clock, with how long ago they were. The
 * chats send a tapped line as it is and show nobody any.
 */
export const withTypedTimes = (reply: Reply, zone: string, now: Ms): Reply =>
  reply.buttons === undefined ? reply : { ...reply, buttons: reply.buttons.map((button) => inZone(button, zone, now)) };
