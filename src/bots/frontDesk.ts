import type { Command, Person, Way } from '../core/desk/command.ts';
import type { Desk } from '../core/desk/desk.ts';
import type { Logger } from '../core/facts/logger.ts';
import type { Picture } from '../core/reply/picture.ts';
import type { Reply } from '../core/reply/reply.ts';
import { durationText, type Ms } from '../core/time.ts';
import { isAnswer } from './actsOn.ts';
import { createBacklogs } from './backlogs.ts';
import { inOrder } from './cells.ts';
import { type Chat, ChatError, type HeardLine, type Outgoing, type Place } from './chat.ts';
import type { ChatGate } from './gate.ts';
import type { Leftovers } from './leftovers.ts';
import type { Answer } from './running.ts';
import { holdsCode, withoutCode } from './secretWords.ts';
import type { Group, Question, Taps } from './taps.ts';
import { uploadable } from './uploads.ts';
import { spoken } from './words.ts';

/** What was heard, reading in the order in which it stands: neither names nor lines turn what is shown, logged or recorded of them. */
function straight(heard: HeardLine): HeardLine {
  const { name, said } = heard;
  if (said.kind === 'line') return { ...heard, name: inOrder(name), said: { ...said, line: inOrder(said.line) } };
  if (said.kind === 'field') return { ...heard, name: inOrder(name), said: { ...said, text: inOrder(said.text) } };
  return { ...heard, name: inOrder(name) };
}

/** What was said longer ago than this was said to another market, ms. */
const LATE = 60_000;

export type FrontDesk = {
  /** Answers what a chat has heard. Never rejects. */
  hear(chat: Chat, heard: HeardLine): Promise<void>;
};

export type FrontDeskOptions = {
  readonly desk: Desk;
  readonly commands: readonly Command[];
  readonly taps: Taps;
  readonly logger: Logger;
  /** The wall clock, by which messages are late. */
  readonly now: () => Ms;
  /** The door: whom an account speaks for, or silence. */
  readonly gate: Pick<ChatGate, 'admit'>;
  /** Runs a line as one step of the desk. */
  readonly answer: (line: string, who: Person, way: Way) => Promise<Answer>;
  readonly draw: (picture: Picture) => Promise<Uint8Array>;
  /** Where messages are seen to that must not stay as they are. */
  readonly leftovers: Pick<Leftovers, 'shown' | 'offered'>;
};

/**
 * Between the chats and the desk: who says it, whether it is still meant, what a tap stands for, and where the answer goes. It
 * knows no platform and decides nothing about trading.
 */
export function createFrontDesk(options: FrontDeskOptions): FrontDesk {
  const { desk, commands, taps, logger, now, gate, answer, draw, leftovers } = options;
  const byName = new Map(commands.flatMap((command) => [command.name, ...command.aliases].map((name) => [name, command])));
  const commandOf = (line: string): Command | undefined => byName.get(spoken(line).typed.toLowerCase());
  /** Views may be tapped again and again; what acts counts once. */
  const acts = (line: string): boolean => commandOf(line)?.acts !== false;
  const backlogs = createBacklogs(now);
  /** Messages that ask whether a late panic is still meant. */
  const lateQuestions = new WeakSet<Group>();
  /** The questions that are not answered yet, one a person and a place. */
  const questions = new Map<string, { readonly chat: Chat; readonly group: Group; readonly question: number }>();
  const questionKey = (person: string, place: Place): string => `${person} ${place}`;

  async function pictureOf({ picture }: Reply): Promise<Uint8Array | undefined> {
    if (picture === undefined) return undefined;
    try {
      return await draw(picture);
    } catch (error) {
      logger('bot', 'warn', 'a picture could not be drawn; the words go without it', { error });
      return undefined;
    }
  }

  /** Takes the buttons off a message. */
  async function close(chat: Chat, group: Group): Promise<void> {
    taps.drop(group);
    if (group.message === undefined || group.outgoing === undefined) return;
    try {
      await chat.edit(group.place, group.message, { ...group.outgoing, taps: [] });
    } catch (error) {
      logger('bot', 'warn', 'the buttons of a message that is answered could not be taken off', { place: group.place, error });
    }
  }

  /** Sends an answer, or draws `over` anew with it. */
  async function tell(
    chat: Chat,
    place: Place,
    given: Answer,
    how: {
      readonly replyTo: string | undefined;
      readonly ephemeral: boolean;
      readonly over?: Group | undefined;
      readonly asked?: Question | undefined;
      readonly late?: boolean;
      /** Whom it is for, where it may hold a secret of theirs. */
      readonly who?: string;
      /** The line that it answers. */
      readonly line?: string;
    },
  ): Promise<Group> {
    const { buttons = [], picture: _, ...reply } = uploadable(given.reply);
    const { taps: offered, group } = taps.offer(place, buttons, {
      command: given.command,
      asked: how.asked,
      ...(how.line === undefined ? {} : { line: how.line }),
    });
    if (how.late === true) lateQuestions.add(group);
    const outgoing: Outgoing = {
      label: desk.label,
      reply,
      taps: offered,
      picture: await pictureOf(given.reply),
      silent: false,
      urgent: false,
      answers: true,
      replyTo: how.replyTo,
      ephemeral: how.ephemeral,
      mentions: [],
    };
    const { over } = how;
    const isSecret = given.reply.secret === true;
    // A secret is drawn over nothing, or the picture of the one before would stay below it.
    if (!isSecret && over?.message !== undefined) {
      await chat.edit(place, over.message, outgoing);
      taps.drop(over);
      group.message = over.message;
      taps.sent(group, over.message, outgoing);
      return group;
    }
    const message = await chat.send(place, outgoing);
    taps.sent(group, message, outgoing);
    if (how.asked !== undefined)
      questions.set(questionKey(how.asked.person, place), { chat, group, question: how.asked.question });
    if (isSecret) await leftovers.shown({ chat, place, message, person: how.who });
    if (buttons.some(({ line }) => isAnswer(line))) await leftovers.offered({ place, message });
    return group;
  }

  /** A code in a message that others may read, or that stays in a history, is taken away. */
  async function takeAway(chat: Chat, place: Place, message: string): Promise<void> {
    try {
      await chat.remove(place, message);
    } catch (error) {
      logger('bot', 'warn', 'a message with a code could not be taken away', { place, error });
    }
  }

  const refused = (reply: Reply): Answer => ({ command: undefined, outcome: 'refused', reply });

  /** It is too late to do what was said; whoever said it is told, in one message for a whole backlog. */
  async function tellLate(chat: Chat, heard: HeardLine, line: string, age: Ms): Promise<void> {
    if (commandOf(line)?.name === 'panic') {
      const says: Reply = {
        title: `Your ${line} came ${durationText(age)} late`,
        lines: ['It was not done. Run it now?'],
        buttons: [{ label: 'Panic now', line }],
        outcome: 'refused',
      };
      await tell(chat, heard.place, refused(says), { replyTo: heard.message, ephemeral: false, late: true });
      return;
    }
    await backlogs.add(heard.place, { line: withoutCode(line), age }, (reply, over) =>
      tell(chat, heard.place, refused(reply), { replyTo: heard.message, ephemeral: false, over }),
    );
  }

  /** Sends an answer to the private chat of whoever asked; gives what to say where they asked. */
  async function tellAside(chat: Chat, to: Place, given: Answer, asked: Question | undefined): Promise<Reply> {
    try {
      await tell(chat, to, given, { replyTo: undefined, ephemeral: false, asked });
      return { title: 'Sent to you in private', lines: [] };
    } catch (error) {
      if (!(error instanceof ChatError) || error.kind === 'retry') throw error;
      return {
        title: 'This is answered in private only',
        lines: ['A bot cannot write to you first: open a private chat with it, press Start, then ask again'],
        outcome: 'refused',
      };
    }
  }

  /** The line that was meant, and the buttons it came by; undefined when there is nothing to do, which has been said. */
  async function meant(
    chat: Chat,
    heard: HeardLine,
    who: Person,
  ): Promise<{ readonly line: string; readonly by: Group | undefined; readonly giveBack: () => void } | undefined> {
    const { said } = heard;
    if (said.kind === 'line') return { line: said.line, by: undefined, giveBack: () => undefined };
    const taken = taps.take(said.token, heard.place, who.id, acts);
    if (taken.kind === 'meant')
      return {
        line: said.kind === 'field' ? `${taken.button.line} ${said.text}` : taken.button.line,
        by: taken.group,
        giveBack: taken.giveBack,
      };
    if (taken.kind === 'unknown')
      await tell(
        chat,
        heard.place,
        refused({
          title: 'That button is too old',
          lines: ['Nothing was done; ask again for a fresh one', 'Example: /status'],
          buttons: [{ label: 'Status', line: '/status' }],
          outcome: 'refused',
        }),
        { replyTo: heard.message, ephemeral: true },
      );
    if (taken.kind === 'elsewhere' || taken.kind === 'not theirs')
      logger('bot', 'warn', 'a tap has no effect', {
        why: taken.kind,
        from: heard.from,
        place: heard.place,
      });
    return undefined;
  }

  async function respond(chat: Chat, heard: HeardLine, who: Person): Promise<void> {
    const intended = await meant(chat, heard, who);
    if (intended === undefined) return;
    const { line, by, giveBack } = intended;
    // Where our clock runs ahead of the platform's, all comes late; the answer to that question is no older than the question.
    const late = by !== undefined && lateQuestions.has(by);
    const age = now() - (late ? Math.max(heard.at, by.sentAt) : heard.at);
    if (age > LATE) {
      giveBack();
      return tellLate(chat, heard, line, age);
    }
    const { kind } = heard.said;
    // On a platform without replies for one reader alone, what is confidential goes to the private chat, whose id is the person's.
    const isAside = (command: Command | undefined): boolean =>
      command?.confidential === true && heard.place !== heard.from && chat.platform === 'telegram';
    const surface = isAside(commandOf(line)) ? heard.from : heard.place;
    const given = await answer(line, who, {
      tapped: kind !== 'line',
      private: heard.private,
      update: heard.update,
      surface,
      question: by?.asked?.question,
    });
    // Who was refused or is only asked may try again; what was done is done once.
    if (given.outcome !== 'ok') giveBack();
    const asked = given.question === undefined ? undefined : { person: who.id, question: given.question };
    // Whatever is said next in its place answers a question or drops it: its buttons must not answer a later one.
    for (const [key, question] of questions) {
      if (key !== questionKey(who.id, surface) && question.question !== given.settled) continue;
      questions.delete(key);
      await close(question.chat, question.group);
    }
    const command = given.command === undefined ? undefined : byName.get(given.command);
    const views = command?.role === 'viewer';
    if (isAside(command)) {
      const says = await tellAside(chat, heard.from, given, asked);
      await tell(chat, heard.place, refused(says), { replyTo: heard.message, ephemeral: true });
      return;
    }
    const goesOn = views || given.reply.goesOn === true;
    const over = goesOn && by?.command === given.command && given.outcome === 'ok' ? by : undefined;
    await tell(chat, heard.place, given, {
      replyTo: heard.message,
      ephemeral: views || given.outcome !== 'ok' || command?.privately === true || command?.confidential === true,
      over,
      asked,
      who: who.id,
      line,
    });
  }

  return {
    async hear(chat, given) {
      const heard = straight(given);
      try {
        if (desk.state().updates.has(heard.update)) return;
        const { said, message, place } = heard;
        const admitted = await gate.admit(heard);
        if (admitted.kind === 'ignored') return;
        // A code is read at once: taking it away may wait long behind other messages.
        const away = said.kind === 'line' && message !== undefined && holdsCode(said.line) && takeAway(chat, place, message);
        if (admitted.kind === 'joined') await tell(chat, place, refused(admitted.reply), { replyTo: message, ephemeral: true });
        else {
          const { id, name, role } = admitted.member;
          await respond(chat, heard, { id, name, role, place });
        }
        await away;
      } catch (error) {
        logger('bot', 'error', 'what was said in a chat could not be answered', {
          platform: chat.platform,
          place: heard.place,
          error,
        });
      }
    },
  };
}
