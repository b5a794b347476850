import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Ms } from '../core/time.ts';
import { bounding } from './bounded.ts';
import { InputError } from './inputError.ts';
import { type LoadedFile, loadUntried } from './own.ts';
import { tryOut } from './tried.ts';

/** Loads one file that has been tried in a thread beside. Throws InputError like `tryOut` and `loadUntried`. */
export async function loadOwn(file: string): Promise<LoadedFile> {
  await tryOut([file]);
  return within(await loadUntried(file), bounding());
}

/** What is held in a file, and by what name people know it there. */
const heldIn = (one: LoadedFile): { readonly kind: string; readonly name: string } => ('rule' in one ? one.rule : one.plugin);

const within = (loaded: LoadedFile, bound: ReturnType<typeof bounding>): LoadedFile =>
  'rule' in loaded ? loaded : { ...loaded, plugin: bound(loaded.plugin) };

const isPlugin = (name: string): boolean => /\.(ts|js|mjs)$/.test(name) && !/\.(test|d)\.ts$/.test(name);

/**
 * Loads every .ts, .js and .mjs file of a folder, by name. Throws InputError for a folder that is not there, a file of the wrong
 * shape, or two plug-ins of one kind and name. `timeLimit` is how long what is no rule may be at work at once.
 */
export async function loadOwnFolder(folder: string, timeLimit?: Ms): Promise<readonly LoadedFile[]> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true)
    throw new InputError(`${folder}: there is no such folder of plug-ins; make it, or take PLUGINS out of the configuration`);
  const names = (await readdir(folder)).filter(isPlugin).sort();
  const files = names.map((name) => join(folder, name));
  await tryOut(files);
  const bound = bounding(timeLimit);
  const loaded = (await Promise.all(files.map(loadUntried))).map((one) => within(one, bound));
  for (const [i, one] of loaded.entries()) {
    const { kind, name } = heldIn(one);
    const twin = loaded.slice(0, i).find((other) => heldIn(other).kind === kind && heldIn(other).name === name);
    if (twin !== undefined)
      throw new InputError(`${one.file}: name: ${basename(twin.file)} holds ${kind} ${name} already; rename one of them`);
  }
  return loaded;
}
