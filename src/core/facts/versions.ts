import { type DeskEvent, type EventType, eventSchema } from './events.ts';
import { messageOf } from './messageOf.ts';
import { olderAlert } from './olderAlerts.ts';
import { settingsSchema } from './settings.ts';

/** An event as it was parsed from its stored text, before anybody has looked at its shape. */
export type Body = Readonly<Record<string, unknown>>;

/** Makes a body of one version into one of the next, with its keys where the next version writes them. */
export type Upcaster = (body: Body) => Body;

/**
 * Every change of an event's shape that old bodies do not fit: the first of a type leads from version 1 to 2, the second from
 * 2 to 3. Append only. Stored bodies are never rewritten, since the chain stands on their bytes: they are upcast as they are read.
 */
export const UPCASTERS: Partial<Record<EventType, readonly Upcaster[]>> = {
  alert: [sayingItself],
};

/** From version 2 on an alert says its kind and what it is about. Some of the first version did so already. */
function sayingItself(body: Body): Body {
  const { alert, topic, kind, test } = body;
  if (typeof alert !== 'string' || typeof topic !== 'string' || kind !== undefined || test !== undefined) return body;
  const { withoutMoney, ...words } = body;
  return { ...words, ...olderAlert(alert, topic), ...(withoutMoney === undefined ? {} : { withoutMoney }) };
}

/** Where a body says its version; one that does not is of version 1. */
const VERSION = 'v';

const isBody = (value: unknown): value is Body => typeof value === 'object' && value !== null && !Array.isArray(value);

const TYPES: ReadonlySet<unknown> = new Set(eventSchema.options.map((option) => option.shape.type.value));

const isEventType = (value: unknown): value is EventType => TYPES.has(value);

const isEvent = (value: unknown): value is DeskEvent => eventSchema.safeParse(value).success;

/** What is wrong with a body: `newer` was written by a program that is ahead of this one, `unknown` by none. */
export type Unreadable = { readonly unreadable: 'newer' | 'unknown'; readonly says: string };

const versionIn = (body: Body): unknown => body[VERSION] ?? 1;

/** The version in which events of a type are written now. */
const versionOf = (type: EventType): number => (UPCASTERS[type]?.length ?? 0) + 1;

/** The text in which an event is stored and hashed. */
export function bodyOf(event: DeskEvent): string {
  const version = versionOf(event.type);
  return JSON.stringify(version === 1 ? event : { [VERSION]: version, ...event });
}

/**
 * The event of a stored body, whichever version wrote it, with its keys in the order in which they were written, so that it
 * prints to the same bytes again; the schema's own order is another. Settings get what newer versions have added.
 */
export function eventOf(body: unknown): DeskEvent | Unreadable {
  if (!isBody(body)) return { unreadable: 'unknown', says: 'it is no object' };
  const { type } = body;
  if (!isEventType(type)) return { unreadable: 'newer', says: `no event is named ${String(type)}` };
  const version = versionIn(body);
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    return { unreadable: 'unknown', says: `${String(version)} is no version` };
  if (version > versionOf(type))
    return { unreadable: 'newer', says: `it is of version ${version}, the newest known here is ${versionOf(type)}` };
  const { [VERSION]: _, ...plain } = body;
  let event: unknown;
  try {
    const later = (UPCASTERS[type] ?? []).slice(version - 1);
    event = later.reduce<Body>((older, upcast) => upcast(older), VERSION in body ? plain : body);
  } catch (error) {
    return { unreadable: 'unknown', says: messageOf(error) };
  }
  if (!isEvent(event)) {
    const wrong = eventSchema.safeParse(event).error?.issues[0];
    return { unreadable: 'unknown', says: wrong === undefined ? 'its shape' : `${wrong.path.join('.')} ${wrong.message}` };
  }
  return event.type === 'settings' ? { ...event, values: settingsSchema.parse(event.values) } : event;
}
