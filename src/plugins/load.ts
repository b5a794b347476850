import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { bounded } from './bounded.ts';
import { InputError } from './inputError.ts';
import { type Loaded, loadUntried } from './own.ts';
import { tryOut } from './tried.ts';

/** Loads one file that has been tried in a thread beside. Throws InputError like `tryOut` and `loadUntried`. */
export async function loadOwn(file: string): Promise<Loaded> {
  await tryOut([file]);
  return within(await loadUntried(file));
}

const within = (loaded: Loaded): Loaded => ({ ...loaded, plugin: bounded(loaded.plugin) });

const isPlugin = (name: string): boolean => /\.(ts|js|mjs)$/.test(name) && !/\.(test|d)\.ts$/.test(name);

/**
 * Loads every .ts, .js and .mjs file of a folder, by name. Throws InputError for a folder that is not there, a file of the wrong
 * shape, or two plug-ins of one kind and name.
 */
export async function loadOwnFolder(folder: string): Promise<readonly Loaded[]> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true)
    throw new InputError(`${folder}: there is no such folder of plug-ins; make it, or take PLUGINS out of the configuration`);
  const names = (await readdir(folder)).filter(isPlugin).sort();
  const files = names.map((name) => join(folder, name));
  await tryOut(files);
  const loaded = (await Promise.all(files.map(loadUntried))).map(within);
  for (const [i, { file, plugin }] of loaded.entries()) {
    const twin = loaded.slice(0, i).find((other) => other.plugin.kind === plugin.kind && other.plugin.name === plugin.name);
    if (twin !== undefined)
      throw new InputError(
        `${file}: name: ${basename(twin.file)} holds ${plugin.kind} ${plugin.name} already; rename one of them`,
      );
  }
  return loaded;
}
