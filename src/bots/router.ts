import type { Command, Person, Way } from '../core/desk/command.ts';
import type { Desk, Hearing } from '../core/desk/desk.ts';
import type { Logger } from '../core/facts/logger.ts';
import { messageOf } from '../core/facts/messageOf.ts';
import { mayAct } from '../core/facts/roles.ts';
import { replyInZone } from '../core/reply/inZone.ts';
import { type Reply, refusal } from '../core/reply/reply.ts';
import { textWithoutMoney, withoutMoney } from '../core/reply/withoutMoney.ts';
import { hidesMoney } from '../core/state/messagePreferences.ts';
import { memberOf, zoneFor } from '../core/state/people.ts';
import type { Ms } from '../core/time.ts';
import { answeredOnce } from './answeredOnce.ts';
import { codeQuestion, takeCode } from './codeQuestion.ts';
import { commandNames, type Suggestion } from './commandNames.ts';
import { createQuestions, surfaceOf, type Waiting } from './questions.ts';
import { read } from './reading.ts';
import { type Answer, createRunning, lockedOut, notYours, offered, type Ready, refused } from './running.ts';
import { withoutCode } from './secretWords.ts';
import { steadyNow } from './steadyNow.ts';
import { quoted, spoken } from './words.ts';

/** A command with its arguments by name, as JSON. */
export type NamedCall = { readonly command: string; readonly args: Readonly<Record<string, unknown>> };

export type Router = {
  /**
   * Reads, checks and runs one line. Never rejects: what goes wrong is a refusal. An update that comes again has no second effect:
   * it gets its first answer.
   */
  answer(line: string, who: Person, way: Way): Promise<Answer>;
  /**
   * Runs a line that was recorded but cut off: whatever it had to be asked was answered before it was recorded. `update` is the one
   * that it was recorded with, since its row has to come out the same.
   */
  repeat(line: string, who: Person, update: string | undefined): Promise<Answer>;
  /** Why a line names no command, without running it; undefined where it names one. */
  unknown(line: string): Answer | undefined;
  /**
   * Whether a line only shows something, changes no secret of theirs, and answers no question that waits for this person: it need not
   * wait for its turn.
   */
  isView(line: string, who: Person): boolean;
  /** The line that stands for a call by names, as it is then answered and recorded; a refusal says as a line's does what is wrong. */
  lineOf(call: NamedCall): { readonly line: string } | { readonly refused: Answer };
  /** Whole lines that the line being typed can become. */
  complete(line: string): readonly string[];
  /**
   * The same for whoever types it on a platform that suggests: what there is to choose from stands by its name, without amounts where
   * the place shows none, and for somebody who is not on the list as bare words.
   */
  suggest(line: string, account: string, place: string): readonly Suggestion[];
};

type Asked = Ready & {
  readonly person: string;
  readonly wants: 'yes' | 'code';
  /** What a yes to it holds for. */
  readonly confirms: string | undefined;
};

const nothingWaits = (what: string): Answer =>
  refused(undefined, refusal(`Nothing waits for a ${what}`, 'Type the command first; a question waits for 2 min', '/close 7'));

const askedAgain = (question: Reply): Reply => ({
  ...question,
  lines: ['It has changed since you were asked; nothing is done yet', ...question.lines],
});

/** No chat takes a longer message, characters; what is typed or piped at the terminal is kept and shown like any other. */
const LONGEST_LINE = 4_096;

/**
 * A typed command on its way: read, role checked, asked once where it has a question or wants a one-time code, recorded, run.
 * `mask` takes secrets out of what is recorded and logged; `clock` is the wall clock.
 */
export function createRouter(given: {
  readonly commands: readonly Command[];
  readonly desk: Desk & Hearing;
  readonly logger: Logger;
  readonly mask: (text: string) => string;
  readonly clock?: () => Ms;
}): Router {
  const { commands, desk, logger, mask, clock = steadyNow } = given;
  const named = commandNames(commands);
  const { commandIn } = named;
  const unknown = (typed: string): Answer => refused(undefined, named.unknown(typed));
  const questions = createQuestions<Asked>(clock);
  const run = createRunning(given);

  /** Asks for a code where one is wanted, `question` with it; else the question alone; runs it where there is nothing to ask. */
  async function proceed(ready: Ready, who: Person, way: Way, question: Reply | undefined): Promise<Answer> {
    const out = lockedOut(ready, who, desk);
    if (out !== undefined) return out;
    const confirms = ready.call.confirms(who);
    const ask = (wants: Asked['wants'], reply: Reply): Answer => {
      const asked = questions.ask(surfaceOf(who, way), {
        ...ready,
        line: ready.call.meant() ?? ready.line,
        person: who.id,
        wants,
        confirms,
      });
      return { command: ready.command.name, outcome: 'asked', reply, question: asked };
    };
    const stepUp = ready.call.stepUp(who);
    const wanted = stepUp === undefined ? undefined : await codeQuestion({ desk, who, line: ready.line, ...stepUp, question });
    if (wanted?.outcome === 'refused') return refused(ready.command.name, wanted);
    if (wanted !== undefined) return ask('code', wanted);
    if (question === undefined) return run(ready, who);
    const buttons = question.buttons ?? [{ label: 'Yes', line: '/yes' }];
    return ask('yes', { ...question, buttons });
  }

  /** A question answered: its line is read again as things stand now, and asked again where the answer was given to something else. */
  function settle(asked: Asked, who: Person, way: Way): Promise<Answer> | Answer {
    const { command, line, update } = asked;
    const outcome = read(command, spoken(line).words, desk);
    if ('refused' in outcome) return refused(command.name, outcome.refused);
    const { call } = outcome;
    if (!mayAct(who.role, call.role)) return notYours(command, who, call.role);
    const ready: Ready = { command, call, line, update };
    const question = call.confirm(who);
    if (question !== undefined && call.confirms(who) !== asked.confirms) return proceed(ready, who, way, askedAgain(question));
    return asked.wants === 'code' ? run(ready, who) : proceed(ready, who, way, undefined);
  }

  /** Whether a button was tapped whose question is not the one that waits. */
  const isStale = (asked: Waiting<Asked> | undefined, { question }: Way): boolean =>
    question !== undefined && question !== asked?.question;

  /** Where the questions stand that a code may be for: on its own surface, else wherever one was asked, for a code is sent in private. */
  function codeSurfaces(who: Person, way: Way): readonly string[] {
    const here = surfaceOf(who, way);
    const wanting = questions.surfaces((asked) => asked.person === who.id && asked.wants === 'code' && !isStale(asked, way));
    return wanting.includes(here) ? [here] : wanting;
  }

  async function onCode(words: readonly string[], who: Person, way: Way): Promise<Answer> {
    const surfaces = codeSurfaces(who, way);
    const [surface] = surfaces;
    const asked = surface === undefined ? undefined : questions.on(surface);
    if (asked === undefined && (way.private || way.question !== undefined)) return nothingWaits('code');
    if (way.private && surfaces.length > 1)
      return refused(
        undefined,
        refusal(
          `${surfaces.length} questions wait for a code`,
          'Give it where the one you mean was asked, or say /no there',
          '/no',
        ),
      );
    const wrong = await takeCode({ desk, who, way, text: words.join(' ') });
    if (wrong !== undefined) return refused(asked?.command.name, wrong);
    // While the code was looked at, another one may have done it.
    if (surface === undefined || asked === undefined || questions.on(surface) !== asked) return nothingWaits('code');
    questions.drop(surface);
    return { ...(await settle(asked, who, way)), settled: asked.question };
  }

  async function dispatch(line: string, who: Person, way: Way): Promise<Answer> {
    if (line.length > LONGEST_LINE)
      return refused(
        undefined,
        refusal(`That line has ${line.length} characters`, `Expected at most ${LONGEST_LINE}; nothing was done`, '/help'),
      );
    const { typed, words } = spoken(line);
    if (typed.toLowerCase() === 'code') return onCode(words, who, way);
    const asked = questions.on(surfaceOf(who, way));
    const isYes = typed.toLowerCase() === 'yes';
    if (isYes && (asked === undefined || isStale(asked, way))) return nothingWaits('yes');
    if (isYes && asked?.wants === 'code')
      return refused(asked.command.name, refusal('A yes is not enough', 'Send your one-time code, in private', '/code 123456'));
    questions.drop(surfaceOf(who, way));
    if (isYes && asked !== undefined) return settle(asked, who, way);
    const isNo = typed.toLowerCase() === 'no';
    if (isNo && asked === undefined) return nothingWaits('no');
    if (isNo && asked !== undefined)
      return { command: asked.command.name, outcome: 'ok', reply: { title: 'Dropped', lines: ['Nothing was done'] } };
    const command = commandIn(line);
    if (command === undefined) return unknown(typed);
    if (!mayAct(who.role, command.role)) return notYours(command, who);
    if (command.privately && !way.private)
      return refused(
        command.name,
        refusal(`/${command.name} is for a private chat`, 'Others read here; write to the bot alone', command.example),
      );
    // Free text is kept as a fact and shown to others: a secret in it goes no further than here.
    const kept = command.outline.some(({ rest }) => rest) ? mask(line) : line;
    const reading = (): ReturnType<typeof read> => read(command, kept === line ? words : spoken(kept).words, desk);
    const outcome = hides(who) ? withoutMoney(reading) : reading();
    if ('refused' in outcome) return offered(command.name, outcome) ?? refused(command.name, outcome.refused);
    if (!mayAct(who.role, outcome.call.role)) return notYours(command, who, outcome.call.role);
    const ready: Ready = { command, call: outcome.call, line: kept, update: way.update };
    // A tapped line asks what the typed one asks: only the word `now` goes without.
    const isMeant = outcome.now && outcome.call.risk === 'reduces';
    return proceed(ready, who, way, isMeant ? undefined : outcome.call.confirm(who));
  }

  /** Whether whoever speaks is read where no money is to be shown. */
  const hides = ({ place }: Person): boolean => place !== undefined && hidesMoney(desk.state().notices, place);

  /** A refusal is put into words wherever it comes from, before anybody knows who reads them. */
  function withoutMoneyFor(who: Person, given: Answer): Answer {
    if (given.outcome !== 'refused' || !hides(who)) return given;
    const { title, lines } = given.reply;
    return { ...given, reply: { ...given.reply, title: textWithoutMoney(title), lines: lines.map(textWithoutMoney) } };
  }

  /** Times are made in UTC; everybody is shown them in their own zone. */
  const inZoneOf = ({ id }: Person, given: Answer): Answer => {
    const zone = zoneFor(desk.state(), id);
    return zone === 'UTC' ? given : { ...given, reply: replyInZone(given.reply, zone, desk.now()) };
  };

  async function guarded(line: string, who: Person, work: () => Promise<Answer>): Promise<Answer> {
    try {
      return await work();
    } catch (error) {
      logger('bot', 'error', 'a command failed', { line: mask(withoutCode(line)), who: who.id, error });
      const says = mask(messageOf(error));
      return refused(commandIn(line)?.name, { title: 'That failed', lines: [says], outcome: 'refused' });
    }
  }

  const answer: Router['answer'] = async (line, who, way) =>
    inZoneOf(who, withoutMoneyFor(who, await guarded(line, who, () => dispatch(line, who, way))));

  return {
    answer: answeredOnce(answer),
    repeat: (line, who, update) =>
      guarded(line, who, async () => {
        const { typed, words } = spoken(line);
        const command = commandIn(line);
        if (command === undefined) return unknown(typed);
        const outcome = read(command, words, desk);
        return 'refused' in outcome
          ? refused(command.name, outcome.refused)
          : run({ command, call: outcome.call, line, update }, who);
      }),
    unknown: (line) => (named.isUnknown(line) ? unknown(spoken(line).typed) : undefined),
    isView(line, who) {
      const command = commandIn(line);
      return (
        command !== undefined &&
        !command.acts &&
        !command.privately &&
        questions.surfaces(({ person }) => person === who.id).length === 0
      );
    },
    lineOf({ command: name, args }) {
      const command = commandIn(name);
      if (command === undefined) return { refused: unknown(name) };
      const found = command.words(args, desk);
      if ('refused' in found) return { refused: refused(command.name, found.refused) };
      return { line: [`/${command.name}`, ...found.words.map(quoted)].join(' ') };
    },
    complete: (line) => named.complete(line, desk),
    suggest(line, account, place) {
      const known = memberOf(desk.state().people, account) !== undefined;
      const suggest = (): readonly Suggestion[] => named.suggest(line, desk, known);
      return hidesMoney(desk.state().notices, place) ? withoutMoney(suggest) : suggest();
    },
  };
}
