import type { z } from 'zod';
import type { DeepReadonly } from '../facts/deepReadonly.ts';
import type { Risk, Role } from '../facts/roles.ts';
import type { Notation } from '../reply/notation.ts';
import type { Reply } from '../reply/reply.ts';
import { replyWithoutMoney } from '../reply/withoutMoney.ts';
import { hidesMoney } from '../state/messagePreferences.ts';
import type { Argument, Choice, Choices } from './arguments.ts';
import type { Desk, Looking } from './desk.ts';
import { lineOf, offering } from './offering.ts';
import { lookingDesk, type OwnDesk, type OwnIdentification, ownDesk, ownLooking } from './ownDesk.ts';
import { orders, placed, written } from './placing.ts';
import type { Read } from './read.ts';
import { fromWire, toWire } from './wire.ts';

/** Who gave a command: a terminal's user or, on a chat, a numeric id that is on the list. */
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** The chat in which they speak, `telegram:-1001234`; absent at the terminal. */
  readonly place?: string;
};

/** How a line was given; what is private only its giver can read. */
export type Way = {
  readonly tapped: boolean;
  readonly private: boolean;
  /** The platform's id of what was said; absent at the terminal. */
  readonly update?: string;
  /** Where the question stands that the line asks or answers, such as the private chat; the giver's place where it is left out. */
  readonly surface?: string;
  /** The question whose button was tapped: it answers no other one. */
  readonly question?: number | undefined;
};

/** A line typed at the terminal, which only its owner reads. */
export const AT_TERMINAL: Way = { tapped: false, private: true };

type CommandWords<A extends Record<string, unknown>, R> = {
  readonly name: string;
  readonly aliases: readonly string[];
  /** One line for /help. */
  readonly about: string;
  /** Positional, in this order. */
  readonly args: { readonly [K in keyof A]: Argument<A[K]> };
  /** What there is to choose from for an argument that was left out, where that hangs on those before it; else that of its kind. */
  readonly choices?: { readonly [K in keyof A]?: (given: Partial<A>, desk: Looking) => Choices };
  readonly role: Role;
  /** The role that its words need where they add risk without a card of their own; `role` where it is left out. */
  readonly roleToAdd?: Role;
  /** Shows what is nobody else's business: in a group its answer goes to the one who asked. */
  readonly confidential?: boolean;
  /** What it is about to do, asked once before it is done; undefined when there is nothing to confirm. */
  readonly confirm?: (args: A, desk: Looking, who: Person) => Reply | undefined;
  /**
   * What a yes to that question holds for: where it has become another text, it is asked again. The question as a whole where it is
   * left out, which does where no running price or time stands in it.
   */
  readonly confirms?: (args: A, desk: Looking) => string;
  /** The words that a yes stands for, where those given hang on a running price: `1 41000` for `1 -2%`. Those given where left out. */
  readonly meant?: (args: A, desk: Looking) => readonly string[] | undefined;
  /**
   * Why a one-time code is wanted before it is done, such as `it raises a limit`; undefined where none is. On a chat it is always
   * asked for; at the terminal only of those who have set one up.
   */
  readonly stepUp?: (args: A, desk: Looking, who: Person) => string | undefined;
  /** The code is asked only of those who have set codes up, on a chat too. */
  readonly stepUpWhereSet?: true;
  /** Its answer or its words are a secret: it works only where nobody else reads. */
  readonly privately?: true;
  /** What `run` gives: plain data. Its JSON is what `--json` and an API serve. */
  readonly result: z.ZodType<R>;
  /** The chat's view of that data, drawn from nothing else. */
  readonly show: (result: DeepReadonly<R>, notation: Notation) => Reply;
};

type Run<A, R, D> = (args: A, desk: D, who: Person) => Promise<DeepReadonly<R>>;

/** A command that only looks is given nothing to act with. */
type LookingSpec<A extends Record<string, unknown>, R> = CommandWords<A, R> & {
  readonly risk: 'none';
  readonly acts?: never;
  readonly run: Run<A, R, Looking & OwnIdentification>;
};

/** A command that changes the account's risk, or may, by its words. */
type ActingSpec<A extends Record<string, unknown>, R> = CommandWords<A, R> & {
  /** What it does to the account's risk; a function where that hangs on the words, such as `on` and `off`. */
  readonly risk: Exclude<Risk, 'none'> | ((args: A, desk: Read) => Risk);
  readonly acts?: true;
  readonly run: Run<A, R, OwnDesk>;
};

/** A command that changes something without any risk. */
type SwitchingSpec<A extends Record<string, unknown>, R> = CommandWords<A, R> & {
  readonly risk: 'none';
  /** An update or a tap that comes twice does it once, whoever may give it. */
  readonly acts: true;
  readonly run: Run<A, R, OwnDesk>;
};

export type CommandSpec<A extends Record<string, unknown>, R> = LookingSpec<A, R> | ActingSpec<A, R> | SwitchingSpec<A, R>;

/** What a chat that asks for each argument by name needs to know of it. */
export type ArgumentOutline = {
  readonly name: string;
  /** What is expected, in words. */
  readonly expected: string;
  readonly example: string;
  /** What it is as JSON. */
  readonly schema: z.ZodType;
  readonly optional: boolean;
  /** Takes all that is left of the line as one text. */
  readonly rest: boolean;
  /** Stands behind its name. */
  readonly named: boolean;
  /** Left out, it is asked for with what there is to choose from. */
  readonly offered: boolean;
  readonly words: readonly string[] | undefined;
};

/** Words that are no call: a refusal, or what there is to choose from for one that was left out. */
export type NoCall = { readonly refused: Reply; readonly offers?: true };

/** A command with its argument and result types sealed inside, so that all of them fit one list. */
export type Command = Pick<CommandSpec<Record<string, unknown>, unknown>, 'name' | 'aliases' | 'about' | 'role' | 'result'> & {
  readonly confidential: boolean;
  /** Whether it changes anything; what does not may be given again and again. */
  readonly acts: boolean;
  /** `/close <position> [share]` */
  readonly usage: string;
  readonly example: string;
  /** The same with what is there now, such as a position that is open. */
  exampleOn(desk: Looking): string;
  /** In the order of the line. */
  readonly outline: readonly ArgumentOutline[];
  readonly privately: boolean;
  /** The view of a result that came as JSON. Throws ZodError for JSON that is none. */
  draw(json: unknown, notation: Notation): Reply;
  /** Completions for the word being typed, `words` being those after the command's name. */
  complete(words: readonly string[], desk: Looking): readonly string[];
  /** What there is to choose from for the word being typed. */
  choices(words: readonly string[], desk: Looking): readonly Choice[];
  /** Reads the words; a refusal is a reply, otherwise the call that is ready to be confirmed and run. */
  read(words: readonly string[], desk: Desk): NoCall | Call;
  /** The words of a line for arguments by name, as JSON; what is wrong with them is refused as it is in a line. */
  words(args: Readonly<Record<string, unknown>>, desk: Desk): { readonly refused: Reply } | { readonly words: readonly string[] };
  /** Reads arguments by name, as JSON. */
  call(args: Readonly<Record<string, unknown>>, desk: Desk): NoCall | Call;
};

export type Call = {
  /** Its arguments by name, as JSON. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly risk: Risk;
  /** What these words need, which may be more than the command itself does. */
  readonly role: Role;
  /** What is asked of them before it is run; undefined when there is nothing to ask. */
  confirm(who: Person): Reply | undefined;
  /** What a yes to that question holds for, as things stand; undefined when there is nothing to ask. */
  confirms(who: Person): string | undefined;
  /** The line that a yes to it stands for; undefined where that is the line given. */
  meant(): string | undefined;
  /** Why a one-time code is wanted of them first, as things stand; undefined where none is. `whereSet`: only of those who have codes. */
  stepUp(who: Person): { readonly why: string; readonly whereSet: boolean } | undefined;
  /** Its result as JSON, made where it is asked for, and the chat's view of it. */
  run(who: Person): Promise<{ readonly data: () => unknown; readonly reply: Reply }>;
};

const usageOf = (name: string, args: Readonly<Record<string, Argument<unknown>>>): string =>
  [
    `/${name}`,
    ...Object.entries(args).map(([key, { optional, named }]) => (named ? `[${key} <at>]` : optional ? `[${key}]` : `<${key}>`)),
  ].join(' ');

/** Seals a command's types. The keys of `args` are the names in its usage line. */
export function defineCommand<A extends Record<string, unknown>, R>(spec: LookingSpec<A, R>): Command;
export function defineCommand<A extends Record<string, unknown>, R>(spec: SwitchingSpec<A, R>): Command;
export function defineCommand<A extends Record<string, unknown>, R>(spec: ActingSpec<A, R>): Command;
export function defineCommand<A extends Record<string, unknown>, R>(spec: CommandSpec<A, R>): Command {
  const entries: readonly (readonly [string, Argument<A[keyof A]>])[] = Object.entries(spec.args);
  const usage = usageOf(spec.name, spec.args);
  const exampleBy = (wordFor: (kind: Argument<A[keyof A]>['kind']) => string | undefined): string =>
    [
      `/${spec.name}`,
      ...entries.filter(([, { optional }]) => !optional).map(([, { kind }]) => wordFor(kind) ?? kind.example),
    ].join(' ');
  /** With what is there now, where anything is. */
  const exampleOn = (desk: Looking): string =>
    exampleBy((kind) => kind.choices?.(desk).all.find(({ line }) => line === undefined)?.word);
  const takesRest = entries.some(([, argument]) => argument.rest);
  const refuse = (title: string, expected: string, line: string): { refused: Reply } => ({
    refused: { title, lines: [expected, `Usage: ${usage}`, `Example: ${line}`], outcome: 'refused' },
  });
  /** The argument that the last of these words is typed for: behind a name the one that it names, else by its place. */
  const typedAt = (words: readonly string[]): Argument<A[keyof A]> | undefined =>
    (entries.find(([key, { named }]) => named && key === words.at(-2)?.toLowerCase()) ??
      entries[Math.max(0, words.length - 1)])?.[1];
  const isName = (key: string): key is keyof A & string => Object.hasOwn(spec.args, key);
  const isComplete = (args: Partial<A>): args is A => entries.every(([key, argument]) => argument.optional || key in args);
  /** Whether the answer is read where no money is to be shown; a confidential one is read by nobody else. */
  const hides = ({ place }: Person, desk: Read): boolean =>
    place !== undefined && spec.confidential !== true && hidesMoney(desk.state().notices, place);
  /** Reads the words in the order in which they stand. */
  function attempt(words: readonly string[], whole: Desk): NoCall | Call {
    const desk = lookingDesk(whole);
    const found = placed(entries, words, desk);
    const example = (): string => exampleOn(desk);
    if ('wrong' in found) return refuse(found.wrong, found.expected, example());
    const args: Partial<A> = {};
    const json: Record<string, unknown> = {};
    for (const key of Object.keys(spec.args).filter(isName)) {
      const { kind, optional } = spec.args[key];
      const text = found.texts.get(key);
      if (text === undefined) {
        if (optional) continue;
        const choices = spec.choices?.[key]?.(args, desk) ?? kind.choices?.(desk);
        if (choices !== undefined && found.left.length === 0)
          return { refused: offering(lineOf(spec.name, words), choices, example()), offers: true };
        return refuse(`/${spec.name} needs ${key}`, `Expected ${kind.name}, such as ${kind.example}`, example());
      }
      const parsed = kind.parse(text, desk);
      if ('wrong' in parsed) {
        const { wrong, expected, passing } = parsed;
        return refuse(
          wrong,
          expected,
          passing === undefined ? example() : `/${spec.name} ${words.join(' ').replace(text, passing)}`,
        );
      }
      args[key] = parsed.value;
      json[key] = kind.json === undefined ? parsed.value : kind.json(parsed.value);
    }
    if (found.left.length > 0)
      return refuse(`/${spec.name} does not take "${found.left.join(' ')}"`, 'Expected nothing more', example());
    if (!isComplete(args)) return refuse(`/${spec.name} is incomplete`, `Expected ${usage}`, example());
    const risk = typeof spec.risk === 'function' ? spec.risk(args, desk) : spec.risk;
    return {
      args: json,
      risk,
      role: risk === 'adds' ? (spec.roleToAdd ?? spec.role) : spec.role,
      confirm: (who) => {
        const ask = (): Reply | undefined => spec.confirm?.(args, desk, who);
        return hides(who, desk) ? replyWithoutMoney(ask) : ask();
      },
      confirms(who) {
        const question = spec.confirm?.(args, desk, who);
        return question === undefined ? undefined : (spec.confirms?.(args, desk) ?? JSON.stringify(question));
      },
      meant() {
        const exact = spec.meant?.(args, desk);
        return exact === undefined ? undefined : [`/${spec.name}`, ...exact].join(' ');
      },
      stepUp(who) {
        const why = spec.stepUp?.(args, desk, who);
        return why === undefined ? undefined : { why, whereSet: spec.stepUpWhereSet === true };
      },
      async run(who) {
        const looksOnly = spec.risk === 'none' && spec.acts !== true;
        const result = await (looksOnly ? spec.run(args, ownLooking(whole, who), who) : spec.run(args, ownDesk(whole, who), who));
        const show = (): Reply => spec.show(result, desk);
        return { data: () => toWire(spec.result, result), reply: hides(who, desk) ? replyWithoutMoney(show) : show() };
      },
    };
  }
  const command: Command = {
    name: spec.name,
    aliases: spec.aliases,
    about: spec.about,
    role: spec.role,
    result: spec.result,
    confidential: spec.confidential ?? false,
    acts: spec.acts === true || spec.role !== 'viewer',
    usage,
    example: exampleBy(() => undefined),
    exampleOn: (desk) => exampleOn(lookingDesk(desk)),
    outline: entries.map(([name, { kind, optional, rest, named }]) => ({
      name,
      expected: kind.name,
      example: kind.example,
      schema: kind.schema,
      optional,
      rest,
      named,
      offered: !optional && (kind.choices !== undefined || spec.choices?.[name] !== undefined),
      words: kind.words,
    })),
    privately: spec.privately === true,
    complete(words, desk) {
      const argument = typedAt(words);
      return argument === undefined || argument.rest ? [] : argument.kind.complete(words.at(-1) ?? '', lookingDesk(desk));
    },
    choices(words, desk) {
      const argument = typedAt(words);
      return argument?.kind.choices?.(lookingDesk(desk)).all ?? [];
    },
    draw: (json, notation) => spec.show(fromWire(spec.result, json), notation),
    words(json, desk) {
      const found = written(entries, json, lookingDesk(desk));
      return 'wrong' in found ? refuse(found.wrong, found.expected, exampleOn(lookingDesk(desk))) : found;
    },
    call(json, desk) {
      const found = command.words(json, desk);
      return 'refused' in found ? found : command.read(found.words, desk);
    },
    read(words, whole) {
      const found = attempt(words, whole);
      if (!('refused' in found) || found.offers === true) return found;
      const meant = takesRest ? undefined : orders(words).find((other) => !('refused' in attempt(other, whole)));
      return meant === undefined
        ? found
        : refuse(found.refused.title, 'The words stand in another order', `/${spec.name} ${meant.join(' ')}`);
    },
  };
  return command;
}
