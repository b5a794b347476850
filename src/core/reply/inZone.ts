import { clockTime, dateOf, type Ms, utcDay } from '../time.ts';
import { placeOf, zoneTime } from '../zone.ts';
import type { Cell, Reply } from './reply.ts';

/** `2024-06-01 14:05`, with or without its UTC, or a clock time that says UTC. */
const SHOWN = /\b(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})(?: UTC\b)?|\b(\d{2}):(\d{2}) UTC\b/g;

/**
 * A text in which every time of day is shown in somebody's zone, and says so: `16:05 Rome`. A clock time without a date is taken to be
 * of today or the nearest day to `now`. Days alone (`2024-06-01`) are risk days, which begin at 00:00 UTC for everybody.
 */
export function textInZone(text: string, zone: string, now: Ms): string {
  if (zone === 'UTC') return text;
  return text.replaceAll(SHOWN, (_all, day?: string, time?: string, hour?: string, minute?: string) => {
    if (day !== undefined) {
      const at = Date.parse(`${day}T${time ?? '00:00'}:00Z`);
      return Number.isNaN(at) ? `${day} ${time}` : `${zoneTime(at, zone)} ${placeOf(zone)}`;
    }
    const at = utcDay(now) + (Number(hour) * 60 + Number(minute)) * 60_000;
    return `${zoneTime(at, zone).slice(11)} ${placeOf(zone)}`;
  });
}

const cellInZone = (cell: Cell, zone: string, now: Ms): Cell => {
  if (cell.kind === 'text') return { kind: 'text', text: textInZone(cell.text, zone, now) };
  return cell.kind === 'time' ? { kind: 'text', text: textInZone(`${dateOf(cell.at)} ${clockTime(cell.at)}`, zone, now) } : cell;
};

/** A reply whose times are shown in its reader's zone; its buttons and examples are lines to be typed and stay as they are. */
export function replyInZone(reply: Reply, zone: string, now: Ms): Reply {
  if (zone === 'UTC') return reply;
  const { title, lines, table } = reply;
  return {
    ...reply,
    title: textInZone(title, zone, now),
    lines: lines.map((line) => textInZone(line, zone, now)),
    ...(table === undefined
      ? {}
      : { table: { ...table, rows: table.rows.map((row) => row.map((cell) => cellInZone(cell, zone, now))) } }),
  };
}
