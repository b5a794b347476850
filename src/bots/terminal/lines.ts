/** Typed lines in their order, waited for one at a time. */
export type Lines = {
  /** The next line; undefined at the end of the input. */
  next(): Promise<string | undefined>;
};

/** A queue between a source that pushes lines and a reader that waits for them. */
export function lineQueue(): Lines & { push(line: string): void; end(): void } {
  const lines: string[] = [];
  let ended = false;
  let wake: (() => void) | undefined;
  const changed = (): void => {
    wake?.();
    wake = undefined;
  };
  return {
    push(line) {
      lines.push(line);
      changed();
    },
    end() {
      ended = true;
      changed();
    },
    async next() {
      for (;;) {
        const line = lines.shift();
        if (line !== undefined || ended) return line;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
