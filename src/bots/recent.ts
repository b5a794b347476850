/** A map that keeps its newest entries and forgets the oldest beyond `most`. */
export function recentMap<V>(most: number) {
  const entries = new Map<string, V>();
  return {
    get: (key: string): V | undefined => entries.get(key),
    set(key: string, value: V): void {
      entries.delete(key);
      entries.set(key, value);
      const [oldest] = entries.keys();
      if (entries.size > most && oldest !== undefined) entries.delete(oldest);
    },
    /** Gives an entry and forgets it. */
    take(key: string): V | undefined {
      const value = entries.get(key);
      entries.delete(key);
      return value;
    },
  };
}
