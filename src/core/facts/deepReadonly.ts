/** A value as a reader sees it: no field, map, set or list in it can be written, however deep. */
export type DeepReadonly<T> = T extends Leaf
  ? T
  : T extends ReadonlyMap<infer K, infer V>
    ? ReadonlyMap<K, DeepReadonly<V>>
    : T extends ReadonlySet<infer V>
      ? ReadonlySet<V>
      : { readonly [K in keyof T]: DeepReadonly<T[K]> };

type Leaf = string | number | bigint | boolean | symbol | null | undefined | ((...args: never) => unknown);
