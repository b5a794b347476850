import type { OneTimeCodes } from '../core/desk/oneTimeCodes.ts';
import type { EventOf } from '../core/facts/events.ts';
import type { DoorRow, MembershipRow } from '../core/facts/statements.ts';
import type { Reply } from '../core/reply/reply.ts';
import { seenHolding } from '../core/state/guildRoles.ts';
import { type Membership, plainName } from '../core/state/membership.ts';
import { type Member, memberOf } from '../core/state/people.ts';
import { HOUR, type Ms } from '../core/time.ts';
import type { HeardLine } from './chat.ts';
import { type JoinCodes, joinLine, takeJoinCode } from './joining.ts';

/** Whether somebody is listened to. */
export type Admitted =
  | { readonly kind: 'member'; readonly member: Member }
  /** They have just been let in by a code; the reply is all that this line of theirs does. */
  | { readonly kind: 'joined'; readonly member: Member; readonly reply: Reply }
  /** Nothing is done and nothing is said. */
  | { readonly kind: 'ignored' };

/** The one door for whatever comes from a chat, lines, taps and fields alike: deny by default. */
export type ChatGate = {
  admit(heard: HeardLine): Promise<Admitted>;
  /** Writes the rows of what was ignored and has no row yet; to be called before the end. */
  flush(): Promise<void>;
};

type Ignored = {
  readonly account: string;
  name: string;
  why: EventOf<'ignored'>['why'];
  /** Since the last row. */
  count: number;
  /** When the last row was written, ms of the wall clock. */
  rowAt: Ms;
};

/** Accounts that are counted one by one within an hour; those beyond share a count, so that a crowd fills neither memory nor log. */
const MOST_ACCOUNTS = 50;

/**
 * `state` gives the list as it is now, so that a removal holds from the next word on. `record` has rows made and written as one step of
 * the desk, in turn with its commands. `now` is the desk's clock, which rows carry; `clock` the wall clock, by which hours are counted.
 */
export function createGate(given: {
  readonly state: () => Membership;
  readonly record: (rows: () => readonly DoorRow[]) => Promise<void>;
  readonly now: () => Ms;
  readonly clock: () => Ms;
  readonly codes: JoinCodes;
  readonly factors: Pick<OneTimeCodes, 'remove'>;
}): ChatGate {
  const { state, record, now, clock, codes, factors } = given;
  const ignored = new Map<string, Ignored>();

  /** Rows of all that was counted and whose hour is over; with `all`, of the rest too. */
  function due(all: boolean): readonly DoorRow[] {
    const time = clock();
    const rows: DoorRow[] = [];
    for (const one of ignored.values()) {
      if (!all && time - one.rowAt < HOUR) continue;
      if (one.count === 0) ignored.delete(one.account);
      else {
        rows.push({ type: 'ignored', at: now(), account: one.account, name: one.name, why: one.why, count: one.count });
        Object.assign(one, { count: 0, rowAt: time });
      }
    }
    return rows;
  }

  /** One row an hour and account: the first word at once, what follows with the next row. */
  async function ignore(heard: HeardLine, why: Ignored['why']): Promise<Admitted> {
    const isCrowd = !ignored.has(heard.from) && ignored.size >= MOST_ACCOUNTS;
    const account = isCrowd ? `${heard.from.split(':')[0] ?? ''}:others` : heard.from;
    const name = isCrowd ? 'others' : plainName(heard.name);
    const known = ignored.get(account) ?? { account, name, why, count: 0, rowAt: Number.NEGATIVE_INFINITY };
    ignored.set(account, Object.assign(known, { name, why, count: known.count + 1 }));
    const rows = due(false);
    if (rows.length > 0) await record(() => rows);
    return { kind: 'ignored' };
  }

  /** Changes the list in turn with the desk's commands; whoever is taken off loses their one-time codes. */
  async function change(make: () => readonly MembershipRow[]): Promise<void> {
    let made: readonly MembershipRow[] = [];
    await record(() => {
      made = make();
      return made;
    });
    for (const row of made) if (row.type === 'person' && row.role === 'none') await factors.remove(row.person);
  }

  /** Brings the list in line with the Discord roles that somebody holds now. */
  async function align({ from: account, name, guildRoles = [], left }: HeardLine): Promise<void> {
    const rows = (): readonly MembershipRow[] =>
      seenHolding(state(), { account, name, holds: left === true ? [] : guildRoles }, now());
    if (rows().length > 0) await change(rows);
  }

  return {
    async admit(heard) {
      const known = memberOf(state().people, heard.from);
      const joining = joinLine(heard);
      // Whoever has read a code in a group could use it: it ends there, whoever wrote it.
      if (joining !== undefined && (!heard.private || heard.secondhand)) {
        codes.pairing.spoil(joining.code);
        codes.links.spoil(joining.code);
      }
      if (heard.secondhand) return ignore(heard, known === undefined ? 'stranger' : 'secondhand');
      if (heard.left === true) {
        await align(heard);
        return { kind: 'ignored' };
      }
      if (known !== undefined && known.held?.account !== heard.from) return { kind: 'member', member: known };
      const joined = heard.private ? takeJoinCode(heard, state, codes) : undefined;
      await (joined === undefined ? align(heard) : change(() => joined.events(now())));
      const member = memberOf(state().people, heard.from);
      if (joined === undefined) return member === undefined ? ignore(heard, 'stranger') : { kind: 'member', member };
      return member === undefined ? { kind: 'ignored' } : { kind: 'joined', member, reply: joined.reply };
    },
    async flush() {
      const rows = due(true);
      if (rows.length > 0) await record(() => rows);
    },
  };
}
