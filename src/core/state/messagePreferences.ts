import type { DeepReadonly } from '../facts/deepReadonly.ts';
import type { DeskEvent, EventOf } from '../facts/events.ts';
import type { Language } from '../facts/language.ts';
import type { Loudness, Preset } from '../facts/loudness.ts';
import { HOUR, MINUTE, type Ms } from '../time.ts';
import { knownAs } from './movedChats.ts';

/** What an alert says of how loud it is to come. */
type Weighed = Pick<EventOf<'alert'>, 'alert' | 'severity' | 'kind' | 'urgent' | 'frequent' | 'edits'>;

/** Each preset's loudness of an alert that is not critical. Warnings are proposals, stops that were hit, and trouble. */
const LOUDNESS: Readonly<Record<Preset, (alert: Weighed) => Loudness>> = {
  quiet: ({ severity, kind, urgent }) =>
    severity === 'warning' ? (urgent === true ? 'on' : 'silent') : kind === 'reports' ? 'silent' : 'off',
  normal: ({ severity, frequent }) =>
    severity === 'warning' ? 'on' : frequent === true && severity === 'info' ? 'off' : 'silent',
  all: ({ severity }) => (severity === 'info' ? 'silent' : 'on'),
};

/** How one chat wants to be told of things. */
export type MutableNotices = {
  preset: Preset;
  /** By alert name, over the preset. */
  readonly own: Map<string, Loudness>;
  /** Minutes of the UTC day between which nothing but criticals makes a sound. */
  quiet: { readonly from: number; readonly to: number } | undefined;
  /** Whether what makes no sound is gathered into one message an hour. */
  digest: boolean;
  /** Whether amounts are shown. */
  money: boolean;
  /** In which language cards and alerts are told; undefined until somebody has chosen. */
  language: Language | undefined;
};

/** A chat's wishes as their readers see them. */
export type Notices = DeepReadonly<MutableNotices>;

/** What a chat is told that has never said how. */
export const usualNotices = (): MutableNotices => ({
  preset: 'normal',
  own: new Map(),
  quiet: undefined,
  digest: false,
  money: true,
  language: undefined,
});

/** What was wished under a new name before it was known for one is wished under the old; amounts stay hidden where either hid them. */
function rename(chats: Map<string, MutableNotices>, { from, to }: EventOf<'placeMoved'>): void {
  const names: ReadonlyMap<string, string> = new Map([[to, from]]);
  for (const [place, wishes] of chats) {
    const name = knownAs(names, place);
    if (name === place) continue;
    chats.delete(place);
    const before = chats.get(name);
    const language = wishes.language ?? before?.language;
    chats.set(name, { ...wishes, money: wishes.money && before?.money !== false, language });
  }
}

/** Applies one event to the wishes of the chats, in place. */
export function applyToNotices(chats: Map<string, MutableNotices>, event: DeskEvent): void {
  if (event.type === 'placeMoved') rename(chats, event);
  if (event.type !== 'notices') return;
  const wishes = chats.get(event.place) ?? usualNotices();
  chats.set(event.place, wishes);
  if (event.preset !== undefined) {
    wishes.preset = event.preset;
    wishes.own.clear();
  }
  if (event.alert !== undefined && event.loudness !== undefined) wishes.own.set(event.alert, event.loudness);
  if (event.quiet !== undefined) wishes.quiet = event.quiet.from === event.quiet.to ? undefined : event.quiet;
  if (event.digest !== undefined) wishes.digest = event.digest;
  if (event.money !== undefined) wishes.money = event.money;
  if (event.language !== undefined) wishes.language = event.language;
}

const within = (at: Ms, { from, to }: { readonly from: number; readonly to: number }): boolean => {
  const minute = Math.floor(at / MINUTE) % 1440;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
};

/** How loud an alert is in a chat at a time. A critical one is heard at any hour unless somebody has muted it by name. */
export function loudnessOf(alert: Weighed, wishes: Notices, at: Ms): Loudness {
  const own = wishes.own.get(alert.alert);
  if (alert.severity === 'critical') return own ?? 'on';
  const loudness = own ?? (alert.edits === true ? 'off' : LOUDNESS[wishes.preset](alert));
  return loudness === 'on' && wishes.quiet !== undefined && within(at, wishes.quiet) ? 'silent' : loudness;
}

/** When a silent alert is sent: at once, or with the others at the end of its hour. */
export const dueAt = (alertAt: Ms, loudness: Loudness, wishes: Notices): Ms =>
  wishes.digest && loudness === 'silent' ? (Math.floor(alertAt / HOUR) + 1) * HOUR : alertAt;

/** A place, and the group that it is a topic or thread of. */
const withGroup = (place: string): readonly string[] => [place, place.split('/')[0] ?? place];

/** Whether a chat, or the group that a topic or thread of it is in, wants no money shown. */
export const hidesMoney = (chats: ReadonlyMap<string, Notices>, place: string): boolean =>
  withGroup(place).some((one) => chats.get(one)?.money === false);

/** The language that was chosen for a place, else for the group that it is in; English where none was. */
export const languageOf = (chats: ReadonlyMap<string, Notices>, place: string): Language =>
  withGroup(place).flatMap((one) => chats.get(one)?.language ?? [])[0] ?? 'en';

/** Whether any chat wants no money shown. */
export const anyHidesMoney = (chats: ReadonlyMap<string, Notices>): boolean => [...chats.values()].some(({ money }) => !money);
