import { createHash, hash, randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { StoreError } from '../core/facts/storeError.ts';
import { storeError } from './errors.ts';
import { BLOCK, entryOf, fitsTar, paddingOf, TAR_END, type TarEntry, tarHeader } from './tar.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);

const manifestSchema = z.object({
  /** Of this file; another is one of a newer program. */
  format: z.literal(1),
  /** Of the program that made it. */
  version: z.string(),
  /** ISO. */
  at: z.iso.datetime(),
  /** Where the rows were; they are kept as SQLite whatever it was. */
  from: z.enum(['sqlite', 'postgresql']),
  accounts: z.array(z.object({ key: z.string(), createdAt: z.string(), seq: count, hash: digest })),
  parts: z.array(
    z.object({
      name: z.string().regex(/^(countersign\.db|audit\/[A-Za-z0-9.%-]+\.head(\.journal)?)$/),
      size: count,
      sha256: digest,
    }),
  ),
});

/** What a backup says of itself: who made it when, how far each log had come, and what it is made of. */
export type BackupManifest = Readonly<z.infer<typeof manifestSchema>>;

const MANIFEST = 'manifest.json';
/** As `sha256sum` writes and checks it. */
const MANIFEST_SUM = 'manifest.sha256';
const MOST_MANIFEST = 16 * 1024 ** 2;
const CHUNK = 1024 ** 2;

const sumLine = (manifest: Buffer): Buffer => Buffer.from(`${hash('sha256', manifest, 'hex')}  ${MANIFEST}\n`);

const zeros = (size: number): Buffer => Buffer.alloc(size);

const spanOf = (size: number): number => BLOCK + size + paddingOf(size);

/** The bytes of a file, a piece at a time. */
async function* piecesOf(file: string): AsyncGenerator<Buffer> {
  const handle = await open(file);
  try {
    for (;;) {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(CHUNK), 0, CHUNK);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function partOf(folder: string, name: string): Promise<BackupManifest['parts'][number]> {
  const sum = createHash('sha256');
  let size = 0;
  for await (const piece of piecesOf(join(folder, name))) {
    sum.update(piece);
    size += piece.length;
  }
  if (!fitsTar({ name, size }))
    throw new StoreError('broken', `${name} has ${size} bytes, and one part of a backup takes 8 GiB with a name of 100 letters`, {
      advice: 'Stop the desk and copy the whole home folder instead, without second-factor.key.',
    });
  return { name, size, sha256: sum.digest('hex') };
}

/**
 * Makes one file of the parts that lie in a folder: it is there whole and synced, or not at all, and only its owner may read it.
 * Gives its size, bytes. Throws StoreError.
 */
export async function writeBackup(
  file: string,
  folder: string,
  names: readonly string[],
  said: Omit<BackupManifest, 'format' | 'parts'>,
): Promise<number> {
  const made = `${file}.${randomBytes(6).toString('hex')}.new`;
  let handle: FileHandle | undefined;
  try {
    const parts: BackupManifest['parts'] = [];
    for (const name of names) parts.push(await partOf(folder, name));
    const manifest = Buffer.from(`${JSON.stringify({ format: 1, ...said, parts } satisfies BackupManifest, null, 2)}\n`);
    const time = Math.floor(Date.parse(said.at) / 1000);
    // What lies there, a link or a file, is somebody else's.
    const to = await open(made, 'wx', 0o600);
    handle = to;
    for (const [name, bytes] of [
      [MANIFEST, manifest],
      [MANIFEST_SUM, sumLine(manifest)],
    ] as const)
      await to.appendFile(Buffer.concat([tarHeader({ name, size: bytes.length, time }), bytes, zeros(paddingOf(bytes.length))]));
    for (const { name, size } of parts) {
      await to.appendFile(tarHeader({ name, size, time }));
      for await (const piece of piecesOf(join(folder, name))) await to.appendFile(piece);
      await to.appendFile(zeros(paddingOf(size)));
    }
    await to.appendFile(zeros(TAR_END));
    await to.sync();
    const { size } = await to.stat();
    await to.close();
    handle = undefined;
    await rename(made, file);
    return size;
  } catch (error) {
    throw storeError(error, `write the backup ${file}`);
  } finally {
    await handle?.close();
    await rm(made, { force: true });
  }
}

const ANOTHER = 'Nothing was changed. Name a file that `npx countersign backup` has written.';
const DAMAGED = 'Nothing was changed. Restore another backup, or another copy of this one.';

/**
 * Reads a backup to its end and holds every byte of it against its manifest; with `into` its parts are unpacked into that folder.
 * Throws StoreError `broken`, which says what is wrong with the file.
 */
export async function readBackup(file: string, into?: string): Promise<BackupManifest> {
  const broken = (says: string, advice = DAMAGED): StoreError => new StoreError('broken', `${file} ${says}`, { advice });
  let handle: FileHandle | undefined;
  try {
    if (!(await stat(file)).isFile()) throw broken('is no file, and a backup is one', ANOTHER);
    const from = await open(file);
    handle = from;
    const { size: there } = await from.stat();
    if (there === 0) throw broken('is empty');
    let at = 0;
    const take = async (size: number): Promise<Buffer> => {
      const { buffer, bytesRead } = await from.read(Buffer.alloc(size), 0, size, at);
      if (bytesRead < size) throw broken(`is cut off after ${there} bytes`);
      at += size;
      return buffer;
    };
    const foreign = (): StoreError => broken('is no backup that countersign has made', ANOTHER);
    const damaged = (part: string): StoreError => broken(`is damaged: its ${part} is not what was written`);
    const head = async (expected: TarEntry): Promise<void> => {
      if (!(await take(BLOCK)).equals(tarHeader(expected))) throw damaged(expected.name);
    };
    const padding = async ({ name, size }: Pick<TarEntry, 'name' | 'size'>): Promise<void> => {
      if (!(await take(paddingOf(size))).every((byte) => byte === 0)) throw damaged(name);
    };

    if (there < BLOCK) throw foreign();
    const first = entryOf(await take(BLOCK));
    if (first?.name !== MANIFEST || first.size > MOST_MANIFEST) throw foreign();
    const { time } = first;
    const text = await take(first.size);
    await padding(first);
    const sum = sumLine(text);
    await head({ name: MANIFEST_SUM, size: sum.length, time });
    if (!(await take(sum.length)).equals(sum)) throw damaged(MANIFEST);
    await padding({ name: MANIFEST_SUM, size: sum.length });
    const manifest = manifestIn(text);
    if (manifest === undefined)
      throw broken('is of a form that this program does not know', 'A newer Countersign has made it: update this one.');
    const end = manifest.parts.reduce((total, { size }) => total + spanOf(size), at) + TAR_END;
    if (there < end) throw broken(`is cut off: it has ${there} bytes, and ${end} were written`);
    if (there > end) throw broken(`has ${there} bytes, and ${end} were written: something was put behind it`);
    for (const part of manifest.parts) {
      const { name, size, sha256 } = part;
      await head({ name, size, time });
      const to = into === undefined ? undefined : await unpacked(join(into, name));
      const read = createHash('sha256');
      try {
        for (let left = size; left > 0; left -= Math.min(left, CHUNK)) {
          const piece = await take(Math.min(left, CHUNK));
          read.update(piece);
          await to?.appendFile(piece);
        }
        await to?.sync();
      } finally {
        await to?.close();
      }
      if (read.digest('hex') !== sha256) throw damaged(name);
      await padding(part);
    }
    if (!(await take(TAR_END)).every((byte) => byte === 0)) throw damaged('end');
    return manifest;
  } catch (error) {
    throw storeError(error, `read the backup ${file}`);
  } finally {
    await handle?.close();
  }
}

async function unpacked(file: string): Promise<FileHandle> {
  await mkdir(dirname(file), { recursive: true });
  return open(file, 'wx', 0o600);
}

function manifestIn(text: Buffer): BackupManifest | undefined {
  try {
    return manifestSchema.safeParse(JSON.parse(text.toString())).data;
  } catch {
    return undefined;
  }
}
