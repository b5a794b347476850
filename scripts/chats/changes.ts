import type { PageMessage, PageRoom } from './rooms.ts';

/** A room as far as it has changed: all of its messages by id in their order, and those that are new or look otherwise. */
export type RoomChange = Omit<PageRoom, 'messages'> & {
  readonly order: readonly string[];
  readonly messages: readonly PageMessage[];
};

const keyOf = ({ platform, id }: Pick<PageRoom, 'platform' | 'id'>): string => `${platform} ${id}`;

const wholly = ({ messages, ...room }: PageRoom): RoomChange => ({ ...room, order: messages.map(({ id }) => id), messages });

/** What of the rooms has changed since it was told last: a page that has been told everything needs no more. */
export function createChanges() {
  let told = new Map<string, { readonly head: string; readonly looks: ReadonlyMap<string, string> }>();
  return {
    /** All of it, for a page that knows nothing yet. */
    all: (rooms: readonly PageRoom[]): readonly RoomChange[] => rooms.map(wholly),
    /** What is new since the last call. */
    next(rooms: readonly PageRoom[]): readonly RoomChange[] {
      const now: typeof told = new Map();
      const changed = rooms.flatMap((room): readonly RoomChange[] => {
        const { messages, ...about } = room;
        const order = messages.map(({ id }) => id);
        const head = JSON.stringify([about, order]);
        const looks = new Map(messages.map((message) => [message.id, JSON.stringify(message)]));
        const before = told.get(keyOf(room));
        now.set(keyOf(room), { head, looks });
        const drawn = messages.filter(({ id }) => looks.get(id) !== before?.looks.get(id));
        return drawn.length === 0 && head === before?.head ? [] : [{ ...about, order, messages: drawn }];
      });
      told = now;
      return changed;
    },
  };
}
