import type { Call, Command, Person } from '../core/command.ts';
import type { Desk, Logger } from '../core/desk.ts';
import { nearest } from '../core/nearest.ts';
import { type Reply, refusal } from '../core/reply.ts';
import { mayAct } from '../core/roles.ts';
import { wordsOf } from './words.ts';

/** What became of a typed line. `data` is the command's own result, for `--json` and the API. */
export type Answer = {
  /** The command's name; undefined when the line named none. */
  readonly command: string | undefined;
  /** `asked` waits for a yes. */
  readonly outcome: 'ok' | 'refused' | 'asked';
  readonly data: unknown;
  readonly reply: Reply;
};

export type Router = {
  /** Reads, checks and runs one line. Never rejects: what goes wrong is a refusal. */
  answer(line: string, who: Person): Promise<Answer>;
  /** Whole lines that the line being typed can become. */
  complete(line: string): readonly string[];
};

type Pending = { readonly command: Command; readonly call: Call; readonly line: string };

const refused = (command: string | undefined, reply: Reply): Answer => ({ command, outcome: 'refused', data: null, reply });

const isNow = (word: string | undefined): boolean => word?.toLowerCase() === 'now';

/**
 * A typed command on its way: read, role checked, asked once where it has a question, recorded, run.
 * `mask` takes secrets out of what is recorded and logged.
 */
export function createRouter(given: {
  readonly commands: readonly Command[];
  readonly desk: Desk;
  readonly logger: Logger;
  readonly mask: (text: string) => string;
}): Router {
  const { commands, desk, logger, mask } = given;
  const byName = new Map(
    commands.flatMap((command) => [command.name, ...command.aliases].map((name) => [name.toLowerCase(), command])),
  );
  const names = commands.map(({ name }) => name);
  /** One question a person; whatever they type next answers or drops it. */
  const pending = new Map<string, Pending>();

  /** The audit row comes first. Where it cannot be written nothing may add risk, but what reduces it goes on. */
  async function record({ command, call, line }: Pending, who: Person): Promise<void> {
    if (call.risk === 'none') return;
    try {
      await desk.act({ type: 'command', at: desk.now(), who: who.id, line: mask(line) });
    } catch (error) {
      if (call.risk === 'adds') throw error;
      logger('bot', 'error', 'a command that reduces risk runs without its audit row', { command: command.name, error });
    }
  }

  async function run(ready: Pending, who: Person): Promise<Answer> {
    const { name } = ready.command;
    await record(ready, who);
    const { data, reply } = await ready.call.run(who);
    return { command: name, outcome: reply.outcome ?? 'ok', data, reply };
  }

  /** `now` at the end of a reduction goes without the question, unless the command takes that word itself. */
  function read(
    command: Command,
    words: readonly string[],
  ): { readonly refused: Reply } | { readonly call: Call; readonly now: boolean } {
    const now = isNow(words.at(-1));
    const whole = command.read(words, desk);
    if (!('refused' in whole)) return { call: whole, now };
    if (!now) return whole;
    const shorter = command.read(words.slice(0, -1), desk);
    if ('refused' in shorter) return shorter;
    return shorter.risk === 'reduces' ? { call: shorter, now } : whole;
  }

  async function dispatch(line: string, who: Person): Promise<Answer> {
    const [first = '', ...words] = wordsOf(line.trim());
    const typed = first.replace(/^\//, '');
    const asked = pending.get(who.id);
    pending.delete(who.id);
    if (typed.toLowerCase() === 'yes') {
      if (asked === undefined)
        return refused(undefined, refusal('Nothing waits for a yes', 'Type the command first', '/close 7'));
      return run(asked, who);
    }
    if (typed.toLowerCase() === 'no' && asked !== undefined)
      return { command: asked.command.name, outcome: 'ok', data: null, reply: { title: 'Dropped', lines: ['Nothing was done'] } };
    const command = byName.get(typed.toLowerCase());
    if (command === undefined) {
      const meant = nearest(typed, [...byName.keys()]);
      const name = meant === undefined ? 'help' : (byName.get(meant)?.name ?? 'help');
      const expected = meant === undefined ? '/help lists the commands' : `Did you mean /${name}?`;
      return refused(undefined, {
        ...refusal(`There is no /${typed}`, expected, `/${name}`),
        buttons: [{ label: `/${name}`, line: `/${name}` }],
      });
    }
    if (!mayAct(who.role, command.role))
      return refused(
        command.name,
        refusal(`/${command.name} is not yours to give`, `It needs the role ${command.role}; yours is ${who.role}`, '/help'),
      );
    const outcome = read(command, words);
    if ('refused' in outcome) return refused(command.name, outcome.refused);
    if (!mayAct(who.role, outcome.call.role))
      return refused(
        command.name,
        refusal('That adds risk', `It needs the role ${outcome.call.role}; yours is ${who.role}`, '/help'),
      );
    const ready: Pending = { command, call: outcome.call, line };
    const question = outcome.now && outcome.call.risk === 'reduces' ? undefined : outcome.call.confirm;
    if (question === undefined) return run(ready, who);
    pending.set(who.id, ready);
    return {
      command: command.name,
      outcome: 'asked',
      data: null,
      reply: { ...question, buttons: question.buttons ?? [{ label: 'Yes', line: '/yes' }] },
    };
  }

  return {
    async answer(line, who) {
      try {
        return await dispatch(line, who);
      } catch (error) {
        logger('bot', 'error', 'a command failed', { line: mask(line), who: who.id, error });
        const says = mask(error instanceof Error ? error.message : String(error));
        const typed = wordsOf(line)[0]?.replace(/^\//, '').toLowerCase() ?? '';
        return refused(byName.get(typed)?.name, { title: 'That failed', lines: [says], outcome: 'refused' });
      }
    },
    complete(line) {
      const words = line.split(/\s+/);
      const [first = '', ...rest] = words;
      const slash = first.startsWith('/') ? '/' : '';
      const typed = first.slice(slash.length).toLowerCase();
      if (rest.length === 0) return names.filter((name) => name.startsWith(typed)).map((name) => `${slash}${name} `);
      const command = byName.get(typed);
      const before = line.slice(0, line.length - (words.at(-1) ?? '').length);
      return (command?.complete(rest, desk) ?? []).map((word) => `${before}${/\s/.test(word) ? `"${word}"` : word}`);
    },
  };
}
