import type { Call, Command, NoCall, Person } from '../core/desk/command.ts';
import type { Desk, Hearing } from '../core/desk/desk.ts';
import type { Logger } from '../core/facts/logger.ts';
import { mayAct } from '../core/facts/roles.ts';
import { type Reply, refusal } from '../core/reply/reply.ts';
import { lockOf, lockText } from '../core/state/locks.ts';

/** What became of a typed line. `data` gives the command's own result as JSON, for `--json` and the API; absent where there is none. */
export type Answer = {
  /** The command's name; undefined when the line named none. */
  readonly command: string | undefined;
  /** `asked` waits for a yes, for a one-time code, or for one of its buttons. */
  readonly outcome: 'ok' | 'refused' | 'asked';
  readonly data?: () => unknown;
  readonly reply: Reply;
  /** The number of the question, where one is asked. */
  readonly question?: number;
  /** The question that it has settled, where that may have been asked elsewhere. */
  readonly settled?: number;
};

/** `update` is the platform's id of what was said first; absent at the terminal. */
export type Ready = {
  readonly command: Command;
  readonly call: Call;
  readonly line: string;
  readonly update?: string | undefined;
};

/** The named command is not run, for the reason that the reply gives. */
export const refused = (command: string | undefined, reply: Reply): Answer => ({ command, outcome: 'refused', reply });

/** What there is to choose from for a word that was left out; undefined where there is nothing, or the words are refused. */
export const offered = (command: string, { refused: reply, offers }: NoCall): Answer | undefined =>
  offers === true && reply.outcome !== 'refused' ? { command, outcome: 'asked', reply } : undefined;

const NOT_STORED = 'Not stored yet: the database cannot be written. It is stored as soon as it can be';
const NOT_KEPT =
  'Not stored: neither the database nor the journal beside it can be written. Memory alone holds it until one can; a crash forgets it';

/** `needed` may be more than the command's own role: its words can add risk. */
export const notYours = ({ name, role }: Command, who: Person, needed = role): Answer =>
  refused(
    name,
    refusal(
      needed === role ? `/${name} is not yours to give` : 'That adds risk',
      `It needs the role ${needed}; yours is ${who.role}`,
      '/help',
    ),
  );

/** Why nothing that adds risk is taken from them now: they are locked by their own word. */
export function lockedOut({ command, call }: Ready, who: Person, desk: Pick<Desk, 'state'>): Answer | undefined {
  const lock = call.risk === 'adds' ? lockOf(desk.state(), who.id) : undefined;
  if (lock === undefined) return undefined;
  const goesOn = 'Rejecting, closing, reducing, pausing and /panic go on';
  return refused(command.name, refusal(`You are ${lockText(lock)}`, goesOn, '/whoami'));
}

/**
 * Runs what was read, checked and answered for, its audit row first. `mask` takes secrets out of what is recorded.
 */
export function createRunning({
  desk,
  logger,
  mask,
}: {
  readonly desk: Desk & Hearing;
  readonly logger: Logger;
  readonly mask: (text: string) => string;
}): (ready: Ready, who: Person) => Promise<Answer> {
  /**
   * The audit row comes first. Where it cannot be written nothing may add risk, but what reduces it goes on: false tells that it has none
   * yet.
   */
  async function record({ command, call, line, update }: Ready, who: Person): Promise<boolean> {
    // Told by its update, a repeated one has no second effect, whatever it does.
    if (call.risk === 'none' && (update === undefined || !command.acts)) return true;
    try {
      await desk.heard(who, {
        type: 'command',
        line: mask(line),
        ...(update === undefined ? {} : { update }),
        ...(who.place === undefined ? {} : { place: who.place }),
      });
      return true;
    } catch (error) {
      if (call.risk !== 'reduces') throw error;
      logger('bot', 'error', 'a command that reduces risk runs without its audit row', { command: command.name, error });
      return false;
    }
  }

  /** The role is looked at again: it may have been lowered since the question. */
  return async function run(ready: Ready, who: Person): Promise<Answer> {
    const { name } = ready.command;
    if (!mayAct(who.role, ready.call.role)) return notYours(ready.command, who, ready.call.role);
    const out = lockedOut(ready, who, desk);
    if (out !== undefined) return out;
    const stored = await record(ready, who);
    const { data, reply: plain } = await ready.call.run(who);
    const lacks = desk.unstored()?.kept === false ? NOT_KEPT : NOT_STORED;
    const reply = stored ? plain : { ...plain, lines: [...plain.lines, lacks] };
    return { command: name, outcome: reply.outcome ?? 'ok', data, reply };
  };
}
