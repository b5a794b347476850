import { z } from 'zod';
import { durationText } from '../time.ts';
import { LENGTHS } from './settingLeaves.ts';
import { settingsSchema } from './settings.ts';
import { PER_CENT, perCent } from './settingUnits.ts';

/** The part of JSON Schema that the configuration uses. */
const nodeSchema = z.object({
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  enum: z.array(z.string()).optional(),
  description: z.string().optional(),
  type: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
});

type Node = z.infer<typeof nodeSchema>;

const bounded = (limit: number | undefined): limit is number => limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER;

function rangeText(node: Node, shown: (bound: number) => string): string {
  if (node.description !== undefined) return node.description;
  if (node.enum !== undefined) return node.enum.join(', ');
  if (node.items !== undefined) return rangeText(nodeSchema.parse(node.items), shown);
  const { minimum, maximum, exclusiveMinimum } = node;
  const low = bounded(minimum) ? shown(minimum) : bounded(exclusiveMinimum) ? `above ${shown(exclusiveMinimum)}` : '';
  if (low === '' || !bounded(maximum)) return low === '' || !bounded(minimum) ? low : `${low} or more`;
  return `${low} to ${shown(maximum)}`;
}

const nodeAt = (root: Node, path: readonly string[]): Node =>
  path.reduce((node, key) => nodeSchema.parse(node.properties?.[key] ?? {}), root);

/** Narrower ends than the schema's. */
export type Bounds = { readonly least?: number; readonly most?: number };

const within = (node: Node, { least, most }: Bounds): Node => ({
  ...node,
  ...(least === undefined ? {} : { minimum: Math.max(least, node.minimum ?? least), exclusiveMinimum: undefined }),
  ...(most === undefined ? {} : { maximum: Math.min(most, node.maximum ?? most) }),
});

const plain = (bound: number): string => `${bound}`;

/** What a schema allows at each path. */
const nodesOf = (schema: z.ZodType): ((path: readonly string[], bounds: Bounds) => Node) => {
  const root = nodeSchema.parse(z.toJSONSchema(schema, { io: 'input' }));
  return (path, bounds) => within(nodeAt(root, path), bounds);
};

/** What a schema allows at each path, in words; empty where the type says it all. */
export function rangesOf(
  schema: z.ZodType,
): (path: readonly string[], shown?: (bound: number) => string, bounds?: Bounds) => string {
  const nodes = nodesOf(schema);
  return (path, shown = plain, bounds = {}) => rangeText(nodes(path, bounds), shown);
}

const settingNodes = nodesOf(settingsSchema);

/** What a setting may be, in words and with its unit: `0 % to 10 %`, `a whole number, 1 to 100`, `on or off`. */
export function settingRange(path: string, bounds: Bounds): string {
  const node = settingNodes(path.split('.'), bounds);
  if (node.type === 'boolean') return 'on or off';
  if (LENGTHS.includes(path)) return `a length of time such as 10m, ${rangeText(node, durationText)}`;
  const range = rangeText(node, PER_CENT.includes(path) ? perCent : plain);
  return node.type === 'integer' ? `a whole number, ${range}` : range;
}
