import { refusal } from '../../core/reply/reply.ts';
import { DAY, durationWords, LONGEST, type Ms, parseDuration, timeText } from '../../core/time.ts';
import { momentWords, parseMoment } from '../../core/zone.ts';
import type { Answer } from '../running.ts';
import type { Clockwork } from './clockwork.ts';
import type { Lines } from './lines.ts';
import { WAITING, waitingLines } from './waiting.ts';

/** Why a conversation is over. */
export type Ended = 'you left' | 'input ended' | 'time reached' | 'market ended' | 'stopped';

/** A line with its moment taken off: an instant of market time, or none for now. */
type Timed = { readonly at: Ms | undefined; readonly line: string } | { readonly refused: Answer };

const refused = (wrong: string, expected: string, example: string): { refused: Answer } => ({
  refused: { command: undefined, outcome: 'refused', reply: refusal(wrong, expected, example) },
});

/** Reads `@2024-06-01T12:00 /status` and `+2h /status`. */
function timed(line: string, now: Ms, last: Ms): Timed {
  const sign = line[0];
  if (sign !== '@' && sign !== '+') return { at: undefined, line };
  const words = line.slice(1).trim().split(/\s+/);
  const taken = Math.max(1, sign === '+' ? durationWords(words) : momentWords(words));
  const [moment, rest] = [words.slice(0, taken).join(' '), words.slice(taken).join(' ')];
  const length = sign === '+' ? parseDuration(moment) : undefined;
  const at = sign === '@' ? parseMoment(moment) : length === undefined ? undefined : now + length;
  if (at === undefined)
    return refused(
      `"${sign}${moment}" is no time`,
      'Expected @ and a time, or + and a duration',
      '@2024-06-01T12:00 /status or +2h /status',
    );
  if (length !== undefined && length > LONGEST)
    return refused(`${sign}${moment} is too long`, `Expected at most +${LONGEST / DAY}d`, '+2h /status');
  if (at < now)
    return refused(
      `${timeText(at)} has passed`,
      `It is ${timeText(now)}; a line can wait only for what is to come`,
      '+2h /status',
    );
  if (at > last) return refused(`${timeText(at)} never comes`, `This run ends at ${timeText(last)}`, '+2h /status');
  return { at, line: rest };
}

const QUIT = /^\/?(quit|exit)$/i;

/**
 * Answers lines until the input, the market or the time is over, and lets market time go on in between: on a paced clock
 * always, otherwise only to the moments that lines ask for. Market time never moves while a line is being answered.
 */
export async function converse(given: {
  readonly lines: Lines;
  readonly clock: Clockwork;
  /** Runs and prints one line. */
  readonly answer: (line: string) => Promise<void>;
  readonly print: (answer: Answer) => void;
  /** Why a line can never be run, whenever its moment is; undefined where it can. */
  readonly wrong: (line: string) => Answer | undefined;
  /** Market time at which the run ends. */
  readonly to: Ms | undefined;
  /** At a prompt a person may go on asking after the market has ended, and leaving is the end also before `to`. */
  readonly person: boolean;
  readonly stop: AbortSignal;
}): Promise<Ended> {
  const { lines, clock, to, person, stop } = given;
  const last = to ?? Number.POSITIVE_INFINITY;
  const stopped = new Promise<'stopped'>((resolve) => {
    if (stop.aborted) resolve('stopped');
    stop.addEventListener('abort', () => resolve('stopped'), { once: true });
  });
  let over = false;
  const waiting = waitingLines(() => clock.now());

  const ending = (outcome: 'reached' | 'ended'): Ended => (outcome === 'reached' ? 'time reached' : 'market ended');

  /** The line that is being waited for; it stays so while a waiting one is answered. */
  let asked: Promise<{ readonly line: string | undefined }> | undefined;

  /** The next line, market time going on meanwhile where it does; a waiting one whose moment has come is the next. */
  async function next(): Promise<{ readonly line: string | undefined } | Ended> {
    asked ??= lines.next().then((text) => ({ line: text }));
    const line = asked;
    const first = waiting.first();
    if ((clock.paced || first !== undefined) && !over) {
      const typed = new AbortController();
      const arrived = line.then(() => typed.abort());
      const until = Math.min(last, first?.at ?? last);
      const outcome = await clock.runUntil(until, AbortSignal.any([typed.signal, stop]));
      if (outcome === 'reached' && first !== undefined && until === first.at) {
        given.print(waiting.take(first));
        return { line: first.line };
      }
      if (outcome !== 'stopped') {
        if (!person || to !== undefined) return ending(outcome);
        over = true;
        given.print({
          command: undefined,
          outcome: 'ok',
          reply: {
            title: `The market ended at ${timeText(clock.now())}`,
            lines: ['The desk stays for your questions; /quit leaves'],
          },
        });
      } else if (!stop.aborted) await arrived;
    }
    const next = await Promise.race([line, stopped]);
    asked = undefined;
    return next;
  }

  function left(): Ended {
    const dropped = waiting.dropped();
    if (dropped !== undefined) given.print(dropped);
    return 'you left';
  }

  for (;;) {
    const arrived = await next();
    if (typeof arrived === 'string') return arrived;
    if (stop.aborted) return 'stopped';
    const text = arrived.line?.trim();
    if (text === undefined || QUIT.test(text)) {
      if (text !== undefined || person) return left();
      if (to === undefined || over) return 'input ended';
      const outcome = await clock.runUntil(to, stop);
      return outcome === 'stopped' ? 'stopped' : ending(outcome);
    }
    if (text === '') continue;
    const list = person ? WAITING.exec(text) : null;
    if (list !== null) {
      given.print(waiting.answer(list[1]));
      continue;
    }
    const moment = timed(text, clock.now(), last);
    if ('refused' in moment) {
      given.print(moment.refused);
      continue;
    }
    if (person && moment.at !== undefined && moment.line === '') {
      given.print(refused(`"${text}" waits for nothing`, 'Expected a line after the time', '+2h /status').refused);
      continue;
    }
    if (person && moment.at !== undefined && moment.at > clock.now()) {
      const wrong = QUIT.test(moment.line) || WAITING.test(moment.line) ? undefined : given.wrong(moment.line);
      if (wrong !== undefined || !over) {
        given.print(wrong ?? waiting.add(moment.at, moment.line));
        continue;
      }
    }
    if (moment.at !== undefined && moment.at > clock.now()) {
      const outcome = over ? 'ended' : await clock.runUntil(moment.at, stop);
      if (outcome === 'stopped') return 'stopped';
      if (outcome === 'ended') {
        over = true;
        given.print(
          refused(
            `The market ended at ${timeText(clock.now())}`,
            `${timeText(moment.at)} never came; "${moment.line}" was not run`,
            '/status',
          ).refused,
        );
        continue;
      }
    }
    if (QUIT.test(moment.line)) return left();
    if (moment.line !== '') await given.answer(moment.line);
  }
}
