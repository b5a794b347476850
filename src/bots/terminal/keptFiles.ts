import type { Reply, ReplyFile } from '../../core/reply/reply.ts';

/** A reply whose files are kept, with a line for each that says where, or why it is not. */
export async function withKeptFiles(reply: Reply, keep: (file: ReplyFile) => Promise<string>): Promise<Reply> {
  const { files = [], ...words } = reply;
  const lines = await Promise.all(
    files.map((file) =>
      keep(file).then(
        (path) => `Written to ${path}`,
        (error: unknown) => `${file.name} could not be written: ${error instanceof Error ? error.message : String(error)}`,
      ),
    ),
  );
  return { ...words, lines: [...words.lines, ...lines] };
}
