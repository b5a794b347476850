import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { AT_TERMINAL, type Person } from '../../core/desk/command.ts';
import type { Listener } from '../../core/facts/eventLog.ts';
import { replyInZone } from '../../core/reply/inZone.ts';
import { type Reply, type ReplyFile, refusal } from '../../core/reply/reply.ts';
import type { Ms } from '../../core/time.ts';
import { zoneTime } from '../../core/zone.ts';
import { tame } from '../cells.ts';
import type { Router } from '../router.ts';
import type { Answer } from '../running.ts';
import { holdsCode, withoutCode } from '../secretWords.ts';
import type { Clockwork } from './clockwork.ts';
import { converse, type Ended } from './conversation.ts';
import { keptHistory } from './history.ts';
import { answerLine, eventLine, namedCall } from './json.ts';
import { withKeptFiles } from './keptFiles.ts';
import { lineQueue } from './lines.ts';
import { createNarrator, type Narrated } from './narrate.ts';
import { renderReply } from './render.ts';
import { openScreen } from './screen.ts';
import { paint, type Style, wrap } from './style.ts';
import { withTypedTimes } from './typedTimes.ts';
import { type Welcome, welcomeLines } from './welcome.ts';

export type TerminalOptions = {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** `🧪 SYNTHETIC`, first in every message. */
  readonly label: string;
  readonly market: Narrated;
  /** One JSON object a line instead of text. */
  readonly json: boolean;
  /** Standard input is ignored. */
  readonly daemon: boolean;
  /** Keeps a file that a reply carries; resolves to where it is, as a person reads it. */
  readonly keep: (file: ReplyFile) => Promise<string>;
  /** File of the typed lines; only a prompt writes it. */
  readonly history: string;
};

export type Session = {
  readonly router: Pick<Router, 'answer' | 'complete' | 'lineOf' | 'unknown'>;
  readonly clock: Clockwork;
  readonly who: Person;
  /** Market time at which the run ends. */
  readonly to: Ms | undefined;
  /** Ends the conversation from outside: a signal to the process, a broken desk. */
  readonly stop: AbortSignal;
};

export type Terminal = {
  /** Prints what happens; give it to the desk. */
  readonly listener: Listener;
  /** Prints what happened in this turn of the event loop; it is done by itself when that is over. */
  readonly flush: () => void;
  welcome(welcome: Welcome): void;
  /** Prints a reply that nobody asked for, such as the closing summary. */
  show(reply: Reply, at: Ms): void;
  /** A plain line for the person at the terminal; nothing under `--json`. */
  note(text: string): void;
  /** Drives the clock and answers lines until the end. Ends cleanly also when nobody reads the output any more. */
  run(session: Session): Promise<Ended>;
};

const USUAL_WIDTH = 100;

/** Words without a slash are no order: somebody may only be thinking aloud, or pasting. */
const noCommand = (line: string): Answer => ({
  command: undefined,
  outcome: 'refused',
  reply: refusal('That is no command', 'A command begins with a slash', `/${withoutCode(line)}`),
});

/** The terminal as a chat: a prompt for a person, a line at a time from a pipe, or output only. */
export function openTerminal(options: TerminalOptions): Terminal {
  const { input, output, label, json } = options;
  const screen = openScreen(output);
  const person = input.isTTY === true && output.isTTY === true && !json && !options.daemon;
  // A terminal that does not know its size says 0.
  const style = (): Style => ({ colour: output.isTTY === true, width: output.columns || USUAL_WIDTH });
  const narrate = createNarrator(options.market, style);

  const inZone = (reply: Reply, at: Ms): Reply => replyInZone(reply, options.market.zone(), at);

  const print = (answer: Answer, at: Ms): void => {
    const reply = withTypedTimes(answer.reply, options.market.zone(), at);
    screen.print(json ? [answerLine({ ...answer, reply }, at, label)] : renderReply(reply, label, style()));
  };

  /** A prompt with history and completion; what was typed goes into the queue. */
  function openPrompt(session: Session, queue: ReturnType<typeof lineQueue>): Interface {
    const history = keptHistory(options.history);
    const prompt = createInterface({
      input,
      output,
      prompt: paint('PAPER ▸ ', 'cyan', style()),
      history: [...history.lines],
      historySize: 500,
      removeHistoryDuplicates: true,
      completer: (line: string) => [session.router.complete(line), line],
    });
    // Readline keeps what was typed for the arrow keys; a code is to stand nowhere.
    prompt.on('history', (lines) => {
      lines.splice(0, lines.length, ...lines.filter((line) => !holdsCode(line)));
    });
    prompt.on('line', (line) => {
      if (!holdsCode(line)) history.add(line);
      queue.push(line);
      prompt.prompt();
    });
    // In raw mode Ctrl-C is a key like any other: it clears a half-typed line, and ends at an empty one.
    prompt.on('SIGINT', () => {
      if (prompt.line === '') return prompt.close();
      prompt.write(null, { ctrl: true, name: 'e' });
      prompt.write(null, { ctrl: true, name: 'u' });
    });
    prompt.on('close', () => {
      screen.detach();
      queue.end();
    });
    screen.attach(prompt);
    return prompt;
  }

  /** Lines as they come; they are echoed when they are run, so that the output can be read by itself. */
  function openPipe(queue: ReturnType<typeof lineQueue>): Interface {
    const reader = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
    reader.on('line', (line) => queue.push(line));
    reader.on('close', () => queue.end());
    input.on('error', () => queue.end());
    return reader;
  }

  return {
    listener({ event }) {
      const lines = json ? [eventLine(event)] : narrate(event);
      if (lines !== undefined) screen.tell(lines);
    },
    flush: screen.flush,
    welcome(welcome) {
      if (!json) screen.print(welcomeLines(welcome, style()));
    },
    show(reply, at) {
      print({ command: undefined, outcome: reply.outcome ?? 'ok', reply: inZone(reply, at) }, at);
    },
    note(text) {
      if (!json) screen.print(wrap(tame(text), style().width));
    },
    async run(session) {
      const { router, clock, to, who } = session;
      const stop = AbortSignal.any([session.stop, screen.gone]);
      if (options.daemon) {
        const outcome = await clock.runUntil(to ?? Number.POSITIVE_INFINITY, stop);
        return outcome === 'reached' ? 'time reached' : outcome === 'ended' ? 'market ended' : 'stopped';
      }
      const queue = lineQueue();
      const reader = person ? openPrompt(session, queue) : openPipe(queue);
      try {
        return await converse({
          lines: queue,
          clock,
          to,
          person,
          stop,
          print: (answer) => print({ ...answer, reply: inZone(answer.reply, clock.now()) }, clock.now()),
          wrong: (line) => (line.startsWith('/') ? router.unknown(line) : noCommand(line)),
          async answer(typed) {
            // Some keyboards give a full-width slash.
            const line = typed.replace(/^／/, '/');
            if (!person && !json)
              screen.print([paint(`${zoneTime(clock.now(), options.market.zone())} ▸ ${withoutCode(line)}`, 'dim', style())]);
            const call = json ? namedCall(line) : undefined;
            const meant = call === undefined ? { line } : router.lineOf(call);
            if ('refused' in meant) return print(meant.refused, clock.now());
            const answer = meant.line.startsWith('/') ? await router.answer(meant.line, who, AT_TERMINAL) : noCommand(meant.line);
            print(json ? answer : { ...answer, reply: await withKeptFiles(answer.reply, options.keep) }, clock.now());
          },
        });
      } finally {
        reader.close();
        screen.detach();
      }
    },
  };
}
