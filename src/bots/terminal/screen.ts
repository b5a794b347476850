import { clearScreenDown, cursorTo, type Interface, moveCursor } from 'node:readline';
import type { Writable } from 'node:stream';

/** Where lines are printed. */
export type Screen = {
  print(lines: readonly string[]): void;
  /** Prints when the turn of the event loop is over, with all that comes until then in one write; at once where a prompt stands. */
  tell(lines: readonly string[]): void;
  /** Prints what still waits. */
  flush(): void;
  /** From now on a prompt with a typed line stands at the bottom, and what is printed goes above it. */
  attach(prompt: Interface): void;
  /** The prompt is gone; what is printed from now on starts on its line. */
  detach(): void;
  /** Aborted when nobody reads any more: the other end of the pipe was closed. */
  readonly gone: AbortSignal;
};

export function openScreen(output: Writable): Screen {
  const gone = new AbortController();
  let prompt: Interface | undefined;
  let waiting: string[] = [];
  output.on('error', (error: NodeJS.ErrnoException) => {
    // Whatever breaks the output, printing is over; EPIPE is only the usual way.
    gone.abort(error);
  });
  /** Takes the prompt and the typed line off the screen; gives the rows that the cursor stood below the first. */
  function clear(shown: Interface): number {
    const { rows } = shown.getCursorPos();
    moveCursor(output, 0, -rows);
    cursorTo(output, 0);
    clearScreenDown(output);
    return rows;
  }
  /** Prints these lines after those that wait. */
  function put(lines: readonly string[]): void {
    const all = waiting.length === 0 ? lines : [...waiting, ...lines];
    waiting = [];
    if (gone.signal.aborted || all.length === 0) return;
    const text = `${all.join('\n')}\n`;
    if (prompt === undefined) {
      output.write(text);
      return;
    }
    const rows = clear(prompt);
    // readline goes up as many rows as the typed line had before it draws it again; give it those rows.
    output.write(text + '\n'.repeat(rows));
    prompt.prompt(true);
  }
  const flush = (): void => put([]);
  return {
    gone: gone.signal,
    attach(shown) {
      flush();
      prompt = shown;
      prompt.prompt();
    },
    detach() {
      if (prompt !== undefined && !gone.signal.aborted) clear(prompt);
      prompt = undefined;
    },
    print: (lines) => put(lines),
    tell(lines) {
      if (prompt !== undefined) put(lines);
      else {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push(...lines);
      }
    },
    flush,
  };
}
